package city.chengtu.command.ogc;

/** Media types of the answers. */
final class MediaType {
  static final String JSON = "application/json";
  static final String GEOJSON = "application/geo+json";
  static final String SCHEMA = "application/schema+json";
  static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String HTML = "text/html";
  static final String MAPBOX = "application/vnd.mapbox.style+json";
  static final String SLD = "application/vnd.ogc.sld+xml";
  static final String SLD_10 = SLD + ";version=1.0";
  static final String SLD_11 = SLD + ";version=1.1";

  private MediaType() {}

  /** As it stands in {@code Content-Type}. */
  static String sent(String type) {
    return type.equals(HTML) ? HTML + "; charset=utf-8" : type;
  }
}
