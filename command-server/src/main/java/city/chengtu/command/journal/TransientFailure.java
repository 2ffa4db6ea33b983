package city.chengtu.command.journal;

import java.sql.SQLException;
import java.util.Set;

/**
 * Failures after which the same transaction may succeed: lost connections, fail-over, serialisation
 * and lock conflicts, on either store.
 */
final class TransientFailure {
  /**
   * 40001 serialisation, 40P01 deadlock (PostgreSQL), 55P03 / HYT00 lock time-out, 90131 concurrent
   * update (H2), 25006 read-only standby.
   */
  private static final Set<String> STATES =
      Set.of("40001", "40P01", "55P03", "HYT00", "90131", "25006", "57P01", "57P02", "57P03");

  private TransientFailure() {}

  static boolean isTransient(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e && e.getSQLState() != null) {
        return STATES.contains(e.getSQLState()) || e.getSQLState().startsWith("08");
      }
    }
    return false;
  }
}
