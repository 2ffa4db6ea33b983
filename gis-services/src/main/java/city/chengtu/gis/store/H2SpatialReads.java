package city.chengtu.gis.store;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/**
 * H2 2.5 reads its spatial index as of now but the rows as of the statement's start. Beside a
 * writer the index may thus name a row that the statement cannot see; H2 then tries the same
 * statement, with the same old start, until the lock time-out is over, and fails. Here it fails at
 * once and is started anew, which sees the row.
 */
final class H2SpatialReads {
  private static final int ROW_NOT_FOUND_IN_PRIMARY_INDEX = 90143;
  private static final int ATTEMPTS = 200;
  private static final long PAUSE_NANOS = 2_000_000;

  private H2SpatialReads() {}

  static <T, X extends Exception> T run(Handle handle, HandleCallback<T, X> read) throws X {
    handle.execute("set lock_timeout 0");
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return read.withHandle(handle);
        } catch (RuntimeException e) {
          if (attempt == ATTEMPTS || !isAheadOfRows(e)) {
            throw e;
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    } finally {
      handle.execute("set lock_timeout " + JdbcAddress.H2_LOCK_TIMEOUT_MILLIS);
    }
  }

  private static boolean isAheadOfRows(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getErrorCode() == ROW_NOT_FOUND_IN_PRIMARY_INDEX) {
        return true;
      }
    }
    // A table being altered or indexed is locked for a moment; with no lock time-out that shows at
    // once too.
    return SqlFailure.of(failure) == SqlFailure.LOCK_TIMEOUT;
  }
}
