package city.chengtu.command.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * A link between resources (RFC 8288).
 *
 * @param rel of the IANA register, or a URI
 * @param hreflang language of what it leads to; null when it has none
 */
record Link(String href, String rel, String type, String title, String hreflang) {
  static final String QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

  Link(String href, String rel, String type, String title) {
    this(href, rel, type, title, null);
  }

  JsonObject json() {
    JsonObject json =
        new JsonObject().put("href", href).put("rel", rel).put("type", type).put("title", title);
    return hreflang == null ? json : json.put("hreflang", hreflang);
  }

  static JsonArray json(List<Link> links) {
    JsonArray array = new JsonArray();
    links.forEach(link -> array.add(link.json()));
    return array;
  }

  /** As it stands in the header {@code Link}. */
  String header() {
    return "<" + href + ">; rel=\"" + rel + "\"; type=\"" + type + "\"";
  }
}
