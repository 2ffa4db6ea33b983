package city.chengtu.gis.ingest.source;

import java.io.IOException;

/**
 * A file that is not what it says it is, or costs more than it may. The message names the place.
 */
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
