package city.chengtu.gis.ingest;

import java.io.IOException;

/** An OpenStreetMap file that cannot be read; the message says which file, where and why. */
public final class OsmFormatException extends IOException {
  private static final long serialVersionUID = 1;

  OsmFormatException(String message) {
    super(message);
  }

  OsmFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
