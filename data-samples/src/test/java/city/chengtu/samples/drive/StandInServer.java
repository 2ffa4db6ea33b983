package city.chengtu.samples.drive;

import city.chengtu.gis.ingest.NewFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.locationtech.jts.geom.Coordinate;

/**
 * Speaks the part of the public interface that the simulator uses, over real HTTP. The real server
 * lives in a module that needs this one, so its own tests drive the two together.
 */
final class StandInServer implements AutoCloseable {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer http;
  private final List<NewFeature> roads;
  private final List<ObjectNode> units = new ArrayList<>();
  private final List<JsonNode> fixes = new CopyOnWriteArrayList<>();
  private final List<String> statuses = new CopyOnWriteArrayList<>();
  private Coordinate incident = new Coordinate();
  private boolean away;

  StandInServer(List<NewFeature> roads) throws IOException {
    this.roads = roads;
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1/", this::answer);
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  synchronized void addUnit(String id, double lon, double lat) {
    ObjectNode unit = json.createObjectNode().put("id", id).put("availability", "available");
    unit.putObject("station").put("lon", lon).put("lat", lat);
    units.add(unit);
  }

  synchronized void dispatch(String unit, Coordinate to) {
    incident = to;
    unit(unit).put("availability", "committed").put("incident", "i1").put("assignment", "a1");
  }

  synchronized void goAway(boolean gone) {
    away = gone;
  }

  private ObjectNode unit(String id) {
    return units.stream().filter(u -> u.path("id").asText().equals(id)).findFirst().orElseThrow();
  }

  List<JsonNode> fixes() {
    return fixes;
  }

  List<String> statuses() {
    return statuses;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      boolean known =
          "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      int status = away ? 503 : known ? 200 : 401;
      byte[] body =
          status == 200 ? json.writeValueAsBytes(body(exchange, request)) : new byte[] {'{', '}'};
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private JsonNode body(HttpExchange exchange, byte[] request) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/api/v1/".length());
    return switch (path) {
      case "layers/roads/features" -> page(exchange.getRequestURI().getQuery());
      case "units" -> {
        ObjectNode list = json.createObjectNode();
        list.putArray("items").addAll(units);
        yield list;
      }
      case "incidents/i1" -> {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("place").put("lon", incident.x).put("lat", incident.y);
        yield answer;
      }
      case "positions" -> {
        json.readTree(request).path("fixes").forEach(fixes::add);
        yield json.createObjectNode();
      }
      case "assignments/a1/status" -> {
        String status = json.readTree(request).path("status").asText();
        statuses.add(status);
        if (status.equals("released")) {
          units.forEach(unit -> unit.remove(List.of("incident", "assignment")));
        }
        yield json.createObjectNode();
      }
      default -> throw new IOException("unexpected " + path);
    };
  }

  /** Two pages, cut in the middle, whatever limit was asked for. */
  private ObjectNode page(String query) {
    boolean second = query.contains("after=middle");
    int middle = roads.size() / 2;
    ObjectNode page = json.createObjectNode();
    ArrayNode features = page.putArray("features");
    for (NewFeature road :
        second ? roads.subList(middle, roads.size()) : roads.subList(0, middle)) {
      ObjectNode feature = features.addObject().put("id", road.id());
      feature.set("properties", json.valueToTree(road.properties()));
      ArrayNode points =
          feature.putObject("geometry").put("type", "LineString").putArray("coordinates");
      for (Coordinate c : road.geometry().getCoordinates()) {
        points.addArray().add(c.x).add(c.y);
      }
    }
    return second ? page : page.put("next", "middle");
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
