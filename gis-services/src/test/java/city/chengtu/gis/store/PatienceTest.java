package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

/** A node that stands still in the middle of a transaction does not hold up the others. */
@EachStore
class PatienceTest {
  private final TestStore store;

  PatienceTest(TestStore store) {
    this.store = store;
  }

  @Test
  void aSessionThatStandsStillLosesItsLockAndHearsOfIt() {
    if (!store.isPostgis()) {
      return; // an embedded store has one process, which does not stand still alone
    }
    DatabaseSettings settings = store.forServer().withPatience(Duration.ofSeconds(1));
    try (SpatialDatabase frozen = SpatialDatabase.open(settings, List.of());
        SpatialDatabase other = SpatialDatabase.open(settings, List.of());
        Handle still = frozen.jdbi().open()) {
      still.execute("create table head (seq bigint)");
      still.execute("insert into head values (0)");
      still.begin();
      still.execute("update head set seq = 1");
      int tries = 0;
      while (!moved(other) && tries < 5) {
        tries++;
      }
      assertThat(tries).isLessThan(5);
      assertThatThrownBy(() -> still.execute("update head set seq = 3"))
          .isInstanceOf(JdbiException.class);
    }
    try (SpatialDatabase later = SpatialDatabase.open(settings, List.of())) {
      long seq =
          later.jdbi().withHandle(h -> h.select("select seq from head").mapTo(Long.class).one());
      assertThat(seq).isEqualTo(2);
    }
  }

  private static boolean moved(SpatialDatabase database) {
    try {
      database.jdbi().useTransaction(h -> h.execute("update head set seq = 2"));
      return true;
    } catch (JdbiException e) {
      assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.LOCK_TIMEOUT);
      return false;
    }
  }
}
