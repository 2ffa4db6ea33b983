package city.chengtu.command.journal;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * Failures of the database that are nobody's mistake, told apart by what helps: doing the same
 * transaction again, or coming back later.
 */
public final class TransientFailure {
  /**
   * 40001 serialisation, 40P01 deadlock (PostgreSQL), 55P03 / HYT00 lock time-out, 90131 concurrent
   * update (H2), 25006 read-only standby, 25P03 the database ended a transaction in which this node
   * stood still for too long.
   */
  private static final Set<String> STATES =
      Set.of(
          "40001", "40P01", "55P03", "HYT00", "90131", "25006", "57P01", "57P02", "57P03", "25P03");

  /**
   * H2 has come to an end: 90028, 90031 input or output failed, 90067 connection broken, 90098,
   * 90121 closed.
   */
  private static final Set<String> EMBEDDED_STORE_GONE =
      Set.of("90028", "90031", "90067", "90098", "90121");

  /** Connection, resources (disk, memory, connections), operator intervention, system error. */
  private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

  private TransientFailure() {}

  static boolean isTransient(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e && e.getSQLState() != null) {
        return STATES.contains(e.getSQLState()) || e.getSQLState().startsWith("08");
      }
    }
    return false;
  }

  /**
   * The database cannot be had, or not now: whoever asked may ask again, with the same command id,
   * and the answer will tell whether it had happened.
   */
  public static boolean isOutage(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException e && isOutage(e)) {
        return true;
      }
    }
    return isTransient(failure);
  }

  private static boolean isOutage(String state) {
    boolean standard = state.length() == 5;
    return EMBEDDED_STORE_GONE.contains(state)
        || (standard && OUTAGES.contains(state.substring(0, 2)));
  }

  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || (state != null && isOutage(state));
  }
}
