package city.chengtu.command.prove.requests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the bad requests are about: incidents, assignments, a closure, a case, an account that are
 * really there, so that a request is bad in one place only and gets as far as it can.
 */
final class Scene {
  static final String PASSWORD = "Prove-requests-9";

  private static final Set<String> KNOWN =
      Set.of(
          "about",
          "accounts",
          "tokens",
          "roles",
          "commands",
          "journal",
          "history",
          "reference",
          "incidents",
          "assignments",
          "units",
          "positions",
          "closures",
          "reports",
          "cases",
          "case-classes",
          "attachments",
          "catalogue",
          "layers",
          "edits",
          "downloads",
          "inbox",
          "foreign",
          "geoserver",
          "loads",
          "questions",
          "prints",
          "places",
          "session",
          "second-factor",
          "backups");

  /** First parts of the paths that are the planner's to ask. */
  private static final Set<String> MAPPING =
      Set.of("downloads", "catalogue", "edits", "inbox", "loads", "prints", "questions");

  /**
   * What nothing here can be sent that is answered with success, by operation: its example is right
   * in form, passes the contract, and meets this refusal. A fault in its form is named all the
   * same.
   */
  static final Map<String, Unanswered> UNANSWERED =
      Map.ofEntries(
          unanswered(
              "openCertificateSession",
              "not-found",
              "no proxy stands before this server to check a certificate"),
          unanswered("startProviderSignIn", "not-found", "this server knows no identity provider"),
          unanswered("finishProviderSignIn", "not-found", "this server knows no identity provider"),
          unanswered(
              "showSecondFactor",
              "no-second-factor",
              "a session that waits for a code can do nothing else"),
          unanswered(
              "confirmSecondFactor",
              "no-enrolment",
              "confirming would change how the sender signs in"),
          unanswered(
              "removeSecondFactor", "code-refused", "the sender has no second factor to take away"),
          unanswered(
              "resetSecondFactor",
              "second-factor-not-found",
              "the account has no second factor to take away"),
          unanswered("getLoadQuarantine", "load-not-done", "the load is a draft"),
          unanswered("getGeoServer", "no-geoserver", "this server knows no GeoServer"),
          unanswered("diffGeoServer", "no-geoserver", "this server knows no GeoServer"),
          unanswered("publishToGeoServer", "no-geoserver", "this server knows no GeoServer"),
          unanswered("withdrawFromGeoServer", "no-geoserver", "this server knows no GeoServer"),
          unanswered("getForeignOffer", "no-offer", "the foreign server is one of bare tiles"),
          unanswered("getForeignTile", "foreign-failed", "the foreign server is not there"),
          unanswered("getForeignMap", "foreign-failed", "the foreign server is not there"),
          unanswered("getForeignInfo", "foreign-not-offered", "bare tiles tell nothing"));

  private static Map.Entry<String, Unanswered> unanswered(String id, String code, String why) {
    return Map.entry(id, new Unanswered(code, why));
  }

  /** Questions whose answer is entered in the books. */
  static final Set<String> BOOKED = Set.of("downloadLayer");

  /**
   * @param code of the refusal that a right request meets
   */
  record Unanswered(String code, String why) {}

  final URI server;
  final String host;
  final JsonNode document;
  final List<Operation> operations;
  final Person leader;
  final String leaderPassword;
  final Person administrator;
  final Person planner;
  final Person lesser;

  /** The incident that the right requests in between are about. */
  String control;

  String usedKey;
  String heldUnit;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> codes = new HashMap<>();

  private Scene(URI server, Wire wire) throws IOException {
    this.server = server;
    this.host = server.getHost() + ":" + server.getPort();
    this.document = plain(wire, "/openapi.json");
    this.operations = Operation.all(document);
    JsonNode accounts = plain(wire, Person.BASE + "/about").path("demoAccounts");
    if (accounts.isEmpty()) {
      throw new IOException("this needs the sample city with its demo accounts: serve --sample");
    }
    leaderPassword = password(accounts, "shiftleader");
    leader = Person.signIn(wire, host, "shiftleader", leaderPassword);
    administrator = person(wire, accounts, "admin");
    planner = person(wire, accounts, "planner");
    lesser = person(wire, accounts, "leader");
  }

  private JsonNode plain(Wire wire, String path) throws IOException {
    Draft draft = Person.draft(host, "GET", "");
    draft.base = path;
    Reply reply = wire.exchange(draft.write(), false);
    if (reply.status() != 200) {
      throw new IOException(path + ": " + reply.status() + " " + reply.text());
    }
    return city.chengtu.command.journal.StateJson.tree(reply.text());
  }

  private Person person(Wire wire, JsonNode accounts, String name) throws IOException {
    return Person.signIn(wire, host, name, password(accounts, name));
  }

  private static String password(JsonNode accounts, String name) throws IOException {
    for (JsonNode each : accounts) {
      if (each.path("account").asText().equals(name)) {
        return each.path("password").asText();
      }
    }
    throw new IOException("the sample city has no account '" + name + "'");
  }

  /**
   * Signs in and makes what is needed, through the public door.
   *
   * @throws IOException when the server refuses, with its words
   */
  static Scene prepare(URI server, Wire wire) throws IOException {
    Scene scene = new Scene(server, wire);
    scene.readCodes();
    scene.makeThings();
    return scene;
  }

  private void readCodes() throws IOException {
    JsonNode reference = leader.get("/reference");
    codes.put("type", reference.at("/types/0/code").asText());
    codes.put("disposition", reference.at("/dispositions/0/code").asText());
    codes.put("kind", reference.at("/unitKinds/0/code").asText());
    codes.put("duty", reference.at("/duties/0/code").asText());
    codes.put("capabilities", reference.at("/capabilities/0/code").asText());
    codes.put("class", leader.get("/case-classes").at("/classes/0/code").asText());
  }

  private void makeThings() throws IOException {
    String incident = incident("the incident of the bad requests");
    control = incident("the incident of the right requests in between");
    ids.put("/incidents/{id}", incident);
    codes.put("into", incident("another"));
    codes.put("incident", codes.get("into"));
    JsonNode free = null;
    for (JsonNode unit : leader.get("/units").path("items")) {
      if (unit.path("availability").asText().equals("available")) {
        if (heldUnit == null) {
          heldUnit = unit.path("id").asText();
        } else if (free == null) {
          free = unit;
        }
      }
    }
    if (free == null) {
      throw new IOException("the sample city has no two available units");
    }
    codes.put("units", free.path("id").asText());
    codes.put("unit", "nobodys-unit");
    ids.put("/units/{id}", free.path("id").asText());
    usedKey = UUID.randomUUID().toString();
    JsonNode sent =
        leader.done(
            "POST",
            "/incidents/" + incident + "/dispatch",
            Map.of("units", List.of(heldUnit)),
            "Idempotency-Key",
            usedKey);
    ids.put("/assignments/{id}", sent.at("/assignments/0/id").asText());
    ids.put("/commands/{id}", usedKey);
    makeMore();
  }

  private void makeMore() throws IOException {
    Map<String, Object> line =
        Map.of(
            "type",
            "LineString",
            "coordinates",
            List.of(List.of(112.97, 28.19), List.of(112.98, 28.2)));
    JsonNode closure =
        leader.done("POST", "/closures", Map.of("geometry", line, "reason", "prove requests"));
    ids.put("/closures/{id}", closure.path("id").asText());
    JsonNode filed =
        leader.done(
            "POST",
            "/cases",
            Map.of(
                "class",
                codes.get("class"),
                "place",
                Map.of("lon", 112.98, "lat", 28.2),
                "description",
                "prove requests"));
    ids.put("/cases/{id}", filed.path("id").asText());
    JsonNode picture = leader.done("POST", "/attachments", picture(), "Content-Type", "image/jpeg");
    ids.put("/attachments/{id}", picture.path("id").asText());
    codes.put("photos", picture.path("id").asText());
    String victim = "prove-" + UUID.randomUUID().toString().substring(0, 8);
    administrator.done(
        "POST",
        "/accounts",
        Map.of(
            "account",
            victim,
            "name",
            "prove",
            "roles",
            List.of("operator"),
            "password",
            PASSWORD));
    ids.put("/accounts/{account}", victim);
    JsonNode token =
        administrator.done(
            "POST",
            "/tokens",
            Map.of("account", victim, "name", "prove", "scopes", List.of("incident.read")));
    ids.put("/tokens/{id}", token.path("id").asText());
    makeLayersWork();
  }

  private void makeLayersWork() throws IOException {
    JsonNode road = leader.get("/layers/roads/features?limit=1").at("/features/0/id");
    ids.put("/layers/{layer}/features/{feature}", road.asText());
    JsonNode set = planner.done("POST", "/edits", Map.of("name", "prove requests"));
    ids.put("/edits/{set}", set.path("id").asText());
    JsonNode question =
        planner.done(
            "POST",
            "/questions/saved",
            Map.of(
                "title",
                "prove requests",
                "query",
                Map.of("layers", List.of(Map.of("layer", "roads")))));
    ids.put("/questions/saved/{question}", question.path("id").asText());
    codes.put("sum", "maxspeed");
    codes.put("date", "2026-01-01");
    codes.put("theme", "base");
    codes.put("layer", "roads");
    codes.put("required", "name");
    JsonNode load =
        planner.done(
            "POST", "/loads?name=prove.csv", table(), "Content-Type", "application/octet-stream");
    ids.put("/loads/{id}", load.path("id").asText());
    Map<String, String> title = Map.of("zh", "外图", "en", "Foreign");
    String foreign = "foreign_" + UUID.randomUUID().toString().substring(0, 8);
    administrator.done(
        "POST",
        "/foreign/sources",
        Map.of(
            "id",
            foreign,
            "title",
            title,
            "kind",
            "TILES",
            "url",
            "https://tiles.prove.invalid/{z}/{x}/{y}.png",
            "owner",
            "prove",
            "shareClass",
            "UNCONDITIONAL",
            "layers",
            List.of(Map.of("id", foreign, "title", title))));
    ids.put("/foreign/sources/{source}", foreign);
    ids.put("/foreign/{layer}", foreign);
    leader.get("/inbox"); // which makes its address
    planner.get("/inbox");
  }

  static byte[] table() {
    return "lon,lat,name\n112.98,28.2,a\n".getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] picture() {
    byte[] text = "JFIF, as far as anyone looks".getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[text.length + 4];
    bytes[0] = (byte) 0xff;
    bytes[1] = (byte) 0xd8;
    bytes[2] = (byte) 0xff;
    bytes[3] = (byte) 0xe0;
    System.arraycopy(text, 0, bytes, 4, text.length);
    return bytes;
  }

  private String incident(String description) throws IOException {
    return leader
        .done(
            "POST",
            "/incidents",
            Map.of(
                "type",
                codes.get("type"),
                "place",
                Map.of("lon", 112.98, "lat", 28.2),
                "description",
                description))
        .path("id")
        .asText();
  }

  /**
   * Whether there is a request of this operation that is right in form, by somebody who may; of all
   * but {@link #UNANSWERED} it is answered with success while things stand as it wants them.
   */
  static boolean knows(Operation operation) {
    return KNOWN.contains(operation.path().split("/")[1]);
  }

  /** Who may do this. */
  Person actor(Operation operation) {
    String path = operation.path();
    return path.startsWith("/accounts")
            || path.startsWith("/tokens")
            || path.equals("/roles")
            || path.startsWith("/foreign/sources")
            || path.startsWith("/geoserver")
            || path.equals("/backups")
        ? administrator
        : MAPPING.contains(path.split("/")[1]) || path.endsWith("/download") ? planner : leader;
  }

  /** A value that is really there, for a parameter of the path. */
  String pathValue(Operation operation, String name) {
    for (Map.Entry<String, String> each : ids.entrySet()) {
      if (operation.path().startsWith(each.getKey()) && each.getKey().endsWith("{" + name + "}")) {
        return each.getValue();
      }
    }
    return switch (name) {
      case "kind" -> "incident";
      case "id" -> ids.get("/incidents/{id}");
      case "layer" -> "roads";
      case "item" -> "5b1cf58c-7d10-4a6f-8d0e-2f6a6e1f6c11";
      case "z" -> "12";
      case "x" -> "3333";
      case "y" -> "1715";
      default -> "1";
    };
  }

  /** A right value for a parameter of the query. */
  String queryValue(Operation operation, Operation.Parameter parameter) {
    JsonNode schema = parameter.schema();
    if (schema.has("enum")) {
      return schema.at("/enum/0").asText();
    }
    return switch (parameter.name()) {
      case "at", "from" -> now().minus(1, ChronoUnit.HOURS).toString();
      case "to" -> now().toString();
      case "lon" -> "112.98";
      case "lat" -> "28.2";
      case "bbox" -> "112.9,28.1,113.0,28.3";
      case "near" -> "112.98,28.2";
      case "type" -> codes.get("type");
      case "class" -> codes.get("class");
      case "kind" -> "incident";
      case "subject" -> "incident/" + control;
      case "since", "tolerance", "limit" -> "5";
      case "state" -> "reported";
      case "name" -> operation.id().equals("sendLoadFile") ? "prove.prj" : "prove.csv";
      case "q" -> "路";
      case "purpose" -> "规划 plan";
      default -> null; // cursors come from answers only
    };
  }

  /** A code that is really there, for a member of a body; null when any text will do. */
  String code(Operation operation, String member) {
    if (member.equals("kind") && !operation.path().startsWith("/units")) {
      return null;
    }
    return codes.get(member);
  }

  /** The account that bad requests are about. */
  String account() {
    return ids.get("/accounts/{account}");
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
