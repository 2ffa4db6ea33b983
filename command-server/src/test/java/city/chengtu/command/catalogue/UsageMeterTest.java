package city.chengtu.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

@EachStore
class UsageMeterTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T04:00:00Z"), ZoneOffset.UTC);

  private final SpatialDatabase database;
  private final UsageMeter meter;

  UsageMeterTest(TestStore store) {
    database = store.database("db/command/common");
    database.jdbi().useHandle(h -> h.execute("delete from layer_use"));
    meter = new UsageMeter(database.jdbi(), NOON, ZoneOffset.UTC);
  }

  @Test
  void countsAddUpByDayDoorAndPerson() {
    meter.used("roads", "tiles", "olga");
    meter.used("roads", "tiles", "olga");
    meter.run();
    meter.run();
    meter.used("roads", "tiles", "olga");
    meter.used("roads", "tiles", "paul");
    meter.used("roads", "ogc", "paul");
    meter.run();
    database
        .jdbi()
        .useHandle(
            h -> {
              UseTable table = new UseTable();
              assertThat(table.days(h, "roads", TODAY))
                  .containsExactly(
                      new UseTable.DayOfUse(TODAY, "ogc", 1, 1),
                      new UseTable.DayOfUse(TODAY, "tiles", 4, 2));
              assertThat(table.users(h, "roads", TODAY, 10).get(0))
                  .isEqualTo(new UseTable.User("olga", 3, TODAY));
            });
  }

  @Test
  void manyNamesAreBoundedAndStillCounted() {
    for (int i = 0; i < 20_100; i++) {
      meter.used("roads", "ogc", "account" + i);
    }
    assertThat(meter.uncounted()).isZero();
    assertThat(meter.waiting()).isLessThanOrEqualTo(20_001);
  }

  @Test
  void addressesTellTheDoor() {
    assertThat(UsageMeter.door("/api/v1/layers/roads/tiles/1/2/3")).isEqualTo("tiles");
    assertThat(UsageMeter.door("/ogc/collections/roads/items")).isEqualTo("ogc");
    assertThat(UsageMeter.door("/ogc/collections/roads/tiles/WebMercatorQuad/1/2/3"))
        .isEqualTo("tiles");
    assertThat(UsageMeter.door("/api/v1/catalogue/roads")).isEqualTo("catalogue");
    assertThat(UsageMeter.door("/api/v1/layers/roads/features")).isEqualTo("features");
  }
}
