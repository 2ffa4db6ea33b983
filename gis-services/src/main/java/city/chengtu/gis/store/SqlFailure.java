package city.chengtu.gis.store;

import java.sql.SQLException;

/** Why a statement failed, said the same way for both stores. */
public enum SqlFailure {
  /**
   * A row with this key is there already; after a race the whole transaction may be tried again.
   */
  DUPLICATE_KEY,
  /** Two transactions met (serialisation, deadlock): try the whole transaction again. */
  CONFLICT,
  /** Somebody else held a lock for too long. */
  LOCK_TIMEOUT,
  /**
   * The database went away (restart, fail-over): try the whole transaction again, with the same
   * command id.
   */
  CONNECTION,
  OTHER;

  /** Looks through the causes for the SQL state. */
  public static SqlFailure of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        return ofState(sql.getSQLState());
      }
    }
    return OTHER;
  }

  /** True when the same transaction, run again from its start, may well succeed. */
  public boolean retryable() {
    return this == CONFLICT || this == CONNECTION;
  }

  private static SqlFailure ofState(String state) {
    return switch (state) {
      case "23505" -> DUPLICATE_KEY;
      case "40001", "40P01" -> CONFLICT;
      case "55P03", "HYT00" -> LOCK_TIMEOUT;
      // An administrator or a fail-over ended the session; 90xxx are H2's "connection/database
      // closed".
      case "57P01", "57P02", "57P03", "90067", "90098", "90121" -> CONNECTION;
      default -> state.startsWith("08") ? CONNECTION : OTHER;
    };
  }
}
