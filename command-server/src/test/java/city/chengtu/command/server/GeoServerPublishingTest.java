package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server that publishes to the contract of GeoServer's REST interface. */
@EachStore
class GeoServerPublishingTest {
  private static final String ROLE = "chengtu_reader_test";

  private final TestStore store;
  @TempDir private Path folder;
  private TestNode node;
  private GeoServerContract geoServer;
  private DatabaseSettings database;

  GeoServerPublishingTest(TestStore store) {
    this.store = store;
  }

  @Test
  void layersStandAtTheGeoServerAndAreKeptInStep() throws Exception {
    database = store.forServer();
    geoServer = new GeoServerContract();
    node =
        TestNode.start(
            database,
            folder.resolve("data"),
            Map.of(
                "outbound.plain-loopback", "true",
                "geoserver.url", geoServer.address(),
                "geoserver.password", "geo",
                "geoserver.db-user", ROLE,
                "geoserver.every", "PT1S"));
    try (TestNode closing = node) {
      closing.signIn("admin");
      if (!store.isPostgis()) {
        anEmbeddedStoreIsRefused();
        return;
      }
      makeRole();
      geoServer.readable = this::readsIt;
      notEverythingMayGoOut();
      whatIsChosenIsThereWithStyleAndRights();
      whatTheViewsShow();
      whatDiffersIsSaidAndMended();
      aDeadGeoServerIsWaitedForAndNobodyElseWaits();
      theCommandLineDoesTheSame();
      whatIsWithdrawnIsGone();
    } finally {
      geoServer.close();
      dropRole();
    }
  }

  private void anEmbeddedStoreIsRefused() throws Exception {
    HttpResponse<String> answer = publish("roads");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("no-geoserver");
  }

  private HttpResponse<String> publish(String... layers) throws Exception {
    return node.send(
        "POST",
        "/geoserver/layers",
        new JsonObject().put("layers", new JsonArray(List.of(layers))),
        UUID.randomUUID());
  }

  private interface Work {
    void on(Statement statement) throws SQLException;
  }

  private void sql(String user, Work work) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.store(), user, database.password());
        Statement statement = connection.createStatement()) {
      work.on(statement);
    }
  }

  private void makeRole() throws SQLException {
    sql(
        database.user(),
        s -> {
          s.execute("drop role if exists " + ROLE);
          s.execute(GeoServerOptions.roleSql(ROLE).replace("'CHANGE-ME'", "'" + password() + "'"));
        });
  }

  private String password() {
    return database.password() == null ? "x" : database.password();
  }

  private void dropRole() throws SQLException {
    if (store.isPostgis()) {
      sql(
          database.user(),
          s -> {
            s.execute("drop owned by " + ROLE);
            s.execute("drop role if exists " + ROLE);
          });
    }
  }

  /** As GeoServer does: it asks the database, with the role it was given, for each column. */
  private boolean readsIt(JsonObject type) {
    List<String> names = new ArrayList<>();
    type.getJsonObject("attributes")
        .getJsonArray("attribute")
        .forEach(a -> names.add("\"" + ((JsonObject) a).getString("name") + "\""));
    try {
      sql(
          ROLE,
          s ->
              s.executeQuery(
                      "select "
                          + String.join(",", names)
                          + " from chengtu_published.\""
                          + type.getString("nativeName")
                          + "\" limit 1")
                  .close());
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private void notEverythingMayGoOut() throws Exception {
    for (String bad : List.of("incidents", "no_such_layer")) {
      HttpResponse<String> answer = publish("roads", bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(400);
      assertThat(answer.body()).contains("/layers/1", "not-for-publishing");
    }
    assertThat(node.get("/geoserver").getJsonArray("layers")).isEmpty();
    assertThat(node.person("operator1").send("GET", "/geoserver", null, null).statusCode())
        .isEqualTo(403);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("did not come: " + what);
  }

  private JsonArray diff() throws Exception {
    return node.get("/geoserver/diff").getJsonArray("differences");
  }

  private void whatIsChosenIsThereWithStyleAndRights() throws Exception {
    assertThat(publish("roads", "buildings").statusCode()).isEqualTo(200);
    await("in step", () -> geoServer.types.size() == 2 && diff().isEmpty());

    assertThat(geoServer.types.get("roads").getString("title")).isEqualTo("道路");
    assertThat(geoServer.styles.get("roads")).contains("StyledLayerDescriptor");
    assertThat(geoServer.defaults).containsEntry("roads", "chengtu:roads");
    assertThat(geoServer.rules)
        .containsEntry("chengtu.*.r", "ADMIN")
        .containsEntry("chengtu.*.w", "ADMIN")
        .containsKey("chengtu.roads.r");
    int rule = geoServer.log.lastIndexOf("POST /security/acl/layers.json");
    int type = geoServer.log.indexOf("POST /workspaces/chengtu/datastores/chengtu/featuretypes");
    assertThat(rule).as("rights come before data").isBetween(0, type);
    assertThat(node.get("/geoserver").encode()).doesNotContain("\"geo\"");
  }

  private void whatTheViewsShow() throws Exception {
    long shown = node.get("/layers/roads").getLong("featureCount");
    List<Long> counted = new ArrayList<>();
    sql(
        ROLE,
        s -> {
          try (ResultSet rs =
              s.executeQuery(
                  "select count(*) from chengtu_published.roads where geom is not null")) {
            rs.next();
            counted.add(rs.getLong(1));
          }
        });
    assertThat(counted).containsExactly(shown);
    for (String forbidden :
        List.of(
            "select * from layer_roads",
            "select * from access_account",
            "select * from journal_entry",
            "create table chengtu_published.x (i int)")) {
      assertThatThrownBy(() -> sql(ROLE, s -> s.execute(forbidden)))
          .as(forbidden)
          .isInstanceOf(SQLException.class);
    }
  }

  private void whatDiffersIsSaidAndMended() throws Exception {
    geoServer.down = true;
    await("noticed", () -> node.get("/geoserver").getString("problem") != null);
    geoServer.types.remove("buildings");
    geoServer.types.put("intruder", new JsonObject().put("name", "intruder"));
    geoServer.styles.put("roads", "<StyledLayerDescriptor/>");
    geoServer.rules.put("chengtu.roads.r", "ROLE_ANONYMOUS");
    geoServer.types.get("roads").put("title", "Streets");
    JsonArray attributes =
        geoServer.types.get("roads").getJsonObject("attributes").getJsonArray("attribute");
    attributes.remove(attributes.size() - 2);
    geoServer.down = false;

    await("mended", () -> node.get("/geoserver").getString("problem") == null);
    List<String> kinds = new ArrayList<>();
    await(
        "said",
        () -> {
          node.get("/geoserver")
              .getJsonArray("mended")
              .forEach(d -> kinds.add(((JsonObject) d).getString("kind")));
          return !kinds.isEmpty() || diff().isEmpty();
        });

    await("in step", () -> diff().isEmpty());
    assertThat(geoServer.types).containsOnlyKeys("roads", "buildings");
    assertThat(geoServer.types.get("roads").getString("title")).isEqualTo("道路");
    assertThat(geoServer.styles.get("roads")).contains("NamedLayer");
    assertThat(geoServer.rules.get("chengtu.roads.r")).isNotEqualTo("ROLE_ANONYMOUS");
  }

  private void aDeadGeoServerIsWaitedForAndNobodyElseWaits() throws Exception {
    geoServer.down = true;
    await("named as degraded", () -> node.ready().body().contains("\"geoserver\""));
    assertThat(node.ready().statusCode()).isEqualTo(200);
    assertThat(node.send("GET", "/geoserver/diff", null, null).statusCode()).isEqualTo(502);
    assertThat(publish("water").statusCode()).as("choosing does not wait").isEqualTo(200);
    assertThat(node.status("DELETE", "/geoserver/layers/roads")).isEqualTo(200);
    await("what may not go out can no more be read, whoever does not answer", this::roadsAreGone);
    assertThat(geoServer.types).containsKey("roads");
    assertThat(publish("roads").statusCode()).isEqualTo(200);
    geoServer.down = false;
    await("in step again", () -> geoServer.types.containsKey("water"));
    await("no longer degraded", () -> !node.ready().body().contains("\"geoserver\""));
  }

  private boolean roadsAreGone() {
    try {
      sql(ROLE, s -> s.execute("select 1 from chengtu_published.roads"));
      return false;
    } catch (SQLException gone) {
      return true;
    }
  }

  private void theCommandLineDoesTheSame() throws Exception {
    String secret =
        node.post(
                "/tokens",
                new JsonObject()
                    .put("account", "admin")
                    .put("name", "geoserver")
                    .put("scopes", new JsonArray(List.of("geoserver.*"))))
            .getString("secret");
    Path token = Files.writeString(folder.resolve("token"), secret);
    String[] where = {"--server", node.uri("/").toString(), "--token-file", token.toString()};
    assertThat(chengtu(with("geoserver", "publish", where, "green"))).isZero();
    await("there", () -> geoServer.types.containsKey("green"));
    await(
        "the command line finds no difference",
        () -> chengtu(with("geoserver", "diff", where)) == 0);
    assertThat(chengtu(with("geoserver", "withdraw", where, "green"))).isZero();
    await("gone", () -> !geoServer.types.containsKey("green"));
    assertThat(chengtu(with("geoserver", "withdraw", where, "../x"))).isNotZero();
  }

  private static int chengtu(List<String> arguments) {
    PrintWriter out = new PrintWriter(new StringWriter(), true);
    return Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
  }

  private static List<String> with(String verb, String sub, String[] where, String... more) {
    List<String> line = new ArrayList<>(List.of(verb, sub));
    line.addAll(List.of(where));
    line.addAll(List.of(more));
    return line;
  }

  private void whatIsWithdrawnIsGone() throws Exception {
    assertThat(node.status("DELETE", "/geoserver/layers/buildings")).isEqualTo(200);
    await("gone", () -> !geoServer.types.containsKey("buildings") && diff().isEmpty());

    assertThat(geoServer.styles).doesNotContainKey("buildings");
    assertThat(geoServer.rules).doesNotContainKey("chengtu.buildings.r");
    assertThat(node.status("DELETE", "/geoserver/layers/buildings")).isEqualTo(404);
    assertThatThrownBy(() -> sql(ROLE, s -> s.execute("select * from chengtu_published.buildings")))
        .isInstanceOf(SQLException.class);
  }
}
