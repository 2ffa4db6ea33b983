package city.chengtu.command.backup;

/**
 * A back-up that is not as it was written: cut short, altered, opened with another key, or none.
 */
public final class DamagedBackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DamagedBackupException(String message, Throwable cause) {
    super(message, cause);
  }
}
