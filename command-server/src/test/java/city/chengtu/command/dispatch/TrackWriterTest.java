package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EachStore
class TrackWriterTest {
  private final TestTown town;

  TrackWriterTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
  }

  @AfterEach
  void end() {
    town.close();
  }

  /** Nobody drives at night: a trouble must end when its cause does, not with the next fix. */
  @Test
  void aTroubleEndsWithTheDatabasesThoughNoFixComes() throws InterruptedException {
    AtomicBoolean away = new AtomicBoolean(true);
    ConnectionFactory real = () -> town.database.jdbi().open().getConnection();
    Jdbi line =
        Jdbi.create(
            () -> {
              if (away.get()) {
                throw new SQLException("the database is away");
              }
              return real.openConnection();
            });
    try (TrackWriter writer = new TrackWriter(line, town.rules, town.clock, 10)) {
      writer.start();
      until(() -> writer.problem().isPresent());
      away.set(false);
      until(() -> writer.problem().isEmpty());
      assertThat(writer.queued()).isZero();
    }
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
