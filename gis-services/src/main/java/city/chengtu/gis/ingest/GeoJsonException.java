package city.chengtu.gis.ingest;

/** The file is not GeoJSON; the message says where and why. */
public final class GeoJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GeoJsonException(String message) {
    super(message);
  }
}
