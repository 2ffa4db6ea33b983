package city.chengtu.gis.mapserver;

import java.io.IOException;

/** The GeoServer answered otherwise than it should. */
public final class MapServerException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;

  MapServerException(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
