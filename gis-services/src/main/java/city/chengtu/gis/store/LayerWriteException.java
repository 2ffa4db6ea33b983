package city.chengtu.gis.store;

import java.sql.SQLException;

/**
 * A layer could not be written; the whole change set is undone. The cause says whether to try again
 * ({@link SqlFailure}).
 */
public final class LayerWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LayerWriteException(String message, SQLException cause) {
    super(message + ": " + rootOf(cause), cause);
  }

  /** A batch hides its true reason in the next exception. */
  private static String rootOf(SQLException failure) {
    SQLException last = failure;
    while (last.getNextException() != null) {
      last = last.getNextException();
    }
    return last.getMessage();
  }
}
