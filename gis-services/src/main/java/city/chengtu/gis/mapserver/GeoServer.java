package city.chengtu.gis.mapserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.locationtech.jts.geom.Envelope;

/**
 * The parts of GeoServer's REST interface that publishing needs, in one workspace with one PostGIS
 * store. Every step may be repeated. Rule: GeoServer manual, "REST" (workspaces, data stores,
 * feature types, styles, layers, access control), 2.2x.
 */
final class GeoServer {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String JSON_TYPE = "application/json";
  private static final String SLD_TYPE = "application/vnd.ogc.sld+xml";
  private static final String STORE = "chengtu";
  private static final int REASON = 300;

  private final RestDoor door;
  private final String workspace;

  GeoServer(RestDoor door, String workspace) {
    this.door = door;
    this.workspace = workspace;
  }

  // Workspace and store

  boolean hasWorkspace() throws IOException {
    return get("/workspaces/" + workspace + ".json").isPresent();
  }

  void makeWorkspace() throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("workspace").put("name", workspace);
    // 409 (older: 401) when somebody made it meanwhile; whether it is there is asked again
    send("POST", "/workspaces", body, 201, 409, 401);
  }

  /** Host, port, database, schema and user of the store; empty when there is none. */
  Optional<Map<String, String>> store() throws IOException {
    Optional<JsonNode> found = get(storePath() + ".json");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (JsonNode entry :
        found.get().path("dataStore").path("connectionParameters").path("entry")) {
      parameters.put(entry.path("@key").asText(), entry.path("$").asText());
    }
    return Optional.of(parameters);
  }

  void putStore(StoreConnection connection, boolean there) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode store = body.putObject("dataStore").put("name", STORE).put("enabled", true);
    ArrayNode entries = store.putObject("connectionParameters").putArray("entry");
    parameters(connection)
        .forEach((key, value) -> entries.addObject().put("@key", key).put("$", value));
    if (there) {
      send("PUT", storePath(), body, 200);
    } else {
      send("POST", "/workspaces/" + workspace + "/datastores", body, 201);
    }
  }

  /** What of a store is compared; the password cannot be read back. */
  static Map<String, String> compared(Map<String, String> parameters) {
    Map<String, String> compared = new LinkedHashMap<>(parameters);
    compared.keySet().retainAll(Set.of("host", "port", "database", "schema", "user"));
    return new java.util.TreeMap<>(compared);
  }

  static Map<String, String> parameters(StoreConnection c) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("dbtype", "postgis");
    parameters.put("host", c.host());
    parameters.put("port", Integer.toString(c.port()));
    parameters.put("database", c.database());
    parameters.put("schema", c.schema());
    parameters.put("user", c.user());
    parameters.put("passwd", c.password());
    parameters.put("Expose primary keys", "true");
    parameters.put("validate connections", "true");
    return parameters;
  }

  private String storePath() {
    return "/workspaces/" + workspace + "/datastores/" + STORE;
  }

  // Feature types

  Set<String> featureTypes() throws IOException {
    Set<String> names = new TreeSet<>();
    Optional<JsonNode> found = get(storePath() + "/featuretypes.json");
    // An empty list comes as "" instead of an object.
    found.ifPresent(
        all ->
            all.path("featureTypes")
                .path("featureType")
                .forEach(type -> names.add(type.path("name").asText())));
    return names;
  }

  /** A feature type as it is: title, and columns with the class each is bound to. */
  record Type(String title, Map<String, String> columns) {}

  Optional<Type> featureType(String id) throws IOException {
    Optional<JsonNode> found = get(storePath() + "/featuretypes/" + id + ".json");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode type = found.get().path("featureType");
    Map<String, String> columns = new LinkedHashMap<>();
    JsonNode attributes = type.path("attributes").path("attribute");
    // One attribute alone comes as an object instead of a list.
    for (JsonNode a : attributes.isArray() ? attributes : JSON.createArrayNode().add(attributes)) {
      if (a.hasNonNull("name")) {
        columns.put(a.path("name").asText(), a.path("binding").asText());
      }
    }
    return Optional.of(new Type(type.path("title").asText(), columns));
  }

  void putFeatureType(PublishedLayer layer, boolean there) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode type =
        body.putObject("featureType")
            .put("name", layer.id())
            .put("nativeName", layer.id())
            .put("title", layer.title())
            .put("abstract", layer.description())
            .put("srs", "EPSG:4490")
            .put("projectionPolicy", "FORCE_DECLARED")
            .put("enabled", true);
    ArrayNode attributes = type.putObject("attributes").putArray("attribute");
    layer
        .columns()
        .forEach(
            (name, binding) ->
                attributes
                    .addObject()
                    .put("name", name)
                    .put("minOccurs", 0)
                    .put("maxOccurs", 1)
                    .put("nillable", true)
                    .put("binding", binding));
    box(type, layer.extent());
    if (there) {
      send("PUT", storePath() + "/featuretypes/" + layer.id(), body, 200);
      // The columns of a view that has changed are read anew only after this.
      send("POST", "/reset", null, 200);
    } else {
      send("POST", storePath() + "/featuretypes", body, 201);
    }
  }

  private static void box(ObjectNode type, Envelope extent) {
    Envelope box = extent == null || extent.isNull() ? new Envelope(-180, 180, -90, 90) : extent;
    for (String name : new String[] {"nativeBoundingBox", "latLonBoundingBox"}) {
      type.putObject(name)
          .put("minx", box.getMinX())
          .put("maxx", box.getMaxX())
          .put("miny", box.getMinY())
          .put("maxy", box.getMaxY())
          .put("crs", "EPSG:4490");
    }
  }

  void removeFeatureType(String id) throws IOException {
    send("DELETE", storePath() + "/featuretypes/" + id + "?recurse=true", null, 200, 404);
  }

  // Styles

  /** The style's document; empty when there is none. */
  Optional<String> style(String id) throws IOException {
    RestDoor.Answer answer = door.send("GET", stylePath(id) + ".sld", "", new byte[0]);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(checked("GET", stylePath(id), answer, 200).text());
  }

  void putStyle(String id, String sld, boolean there) throws IOException {
    byte[] body = sld.getBytes(StandardCharsets.UTF_8);
    if (there) {
      checked(
          "PUT", stylePath(id), door.send("PUT", stylePath(id) + "?raw=true", SLD_TYPE, body), 200);
    } else {
      String path = "/workspaces/" + workspace + "/styles?name=" + id + "&raw=true";
      checked("POST", path, door.send("POST", path, SLD_TYPE, body), 201);
    }
  }

  void removeStyle(String id) throws IOException {
    send("DELETE", stylePath(id) + "?purge=true&recurse=true", null, 200, 404);
  }

  private String stylePath(String id) {
    return "/workspaces/" + workspace + "/styles/" + id;
  }

  /** The layer's default style, with its workspace; empty when there is no such layer. */
  Optional<String> defaultStyle(String id) throws IOException {
    return get("/layers/" + workspace + ":" + id + ".json")
        .map(l -> l.path("layer").path("defaultStyle").path("name").asText());
  }

  void setDefaultStyle(String id) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("layer")
        .put("enabled", true)
        .putObject("defaultStyle")
        .put("name", id)
        .put("workspace", workspace);
    send("PUT", "/layers/" + workspace + ":" + id, body, 200);
  }

  String qualified(String id) {
    return workspace + ":" + id;
  }

  // Access control

  /** All rules of layers, resource to roles. */
  Map<String, String> rules() throws IOException {
    Map<String, String> rules = new LinkedHashMap<>();
    get("/security/acl/layers.json")
        .ifPresent(
            all ->
                all.fields().forEachRemaining(e -> rules.put(e.getKey(), e.getValue().asText())));
    return rules;
  }

  /** Resource of the rule for reading a layer; * for all of the workspace. */
  String reading(String id) {
    return workspace + "." + id + ".r";
  }

  String writing() {
    return workspace + ".*.w";
  }

  void putRule(String resource, String roles, boolean there) throws IOException {
    ObjectNode body = JSON.createObjectNode().put(resource, roles);
    send(there ? "PUT" : "POST", "/security/acl/layers.json", body, 200);
  }

  void removeRule(String resource) throws IOException {
    send("DELETE", "/security/acl/layers/" + resource, null, 200, 404);
  }

  // HTTP

  private Optional<JsonNode> get(String path) throws IOException {
    RestDoor.Answer answer = door.send("GET", path, "", new byte[0]);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readTree(checked("GET", path, answer, 200).body()));
    } catch (JsonProcessingException e) {
      throw new MapServerException(200, "GET " + path + ": the answer is no JSON");
    }
  }

  private void send(String method, String path, JsonNode body, int... expected) throws IOException {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    checked(method, path, door.send(method, path, body == null ? "" : JSON_TYPE, bytes), expected);
  }

  private static RestDoor.Answer checked(
      String method, String path, RestDoor.Answer answer, int... expected) throws IOException {
    for (int status : expected) {
      if (answer.status() == status) {
        return answer;
      }
    }
    String text = answer.text().replaceAll("\\p{Cntrl}+", " ").strip();
    throw new MapServerException(
        answer.status(),
        "GeoServer answers %d to %s %s: %s"
            .formatted(
                answer.status(),
                method,
                path.replaceFirst("\\?.*", ""),
                text.length() > REASON ? text.substring(0, REASON) : text));
  }
}
