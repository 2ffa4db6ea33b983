package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.server.FaultyServer.Mood;
import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Foreign map servers that hang, lie and die, behind a whole server with people at work. */
@TestInstance(Lifecycle.PER_CLASS)
class ForeignFaultsTest {
  private static final String SECRET = "s3cret-of-the-tile-server";

  @TempDir private static Path data;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FaultyServer faulty;
  private TestNode node;
  private TestNode admin;
  private int tile;

  @BeforeAll
  void start() throws Exception {
    faulty = new FaultyServer();
    node =
        TestNode.start(
                DatabaseSettings.of("h2", data, 4),
                data,
                Map.of(
                    "outbound.plain-loopback", "true",
                    "foreign.time", "PT1S",
                    "foreign.concurrency", "4",
                    "foreign.picture-limit-kb", "512",
                    "foreign.failures", "3",
                    "foreign.pause", "PT0.4S",
                    "foreign.fresh", "PT0S",
                    "workers", "3"))
            .signIn("operator1");
    admin = node.person("admin");
    admin.post(
        "/foreign/sources",
        source("faulty", faulty.template())
            .put(
                "access",
                new JsonObject().put("way", "PARAMETER").put("name", "tk").put("secret", SECRET))
            .put("layers", new JsonArray().add(layer("base_faulty"))));
    await("the layer", () -> status(next("base_faulty")) == 200);
  }

  @AfterAll
  void stop() throws Exception {
    node.close();
    faulty.close();
  }

  private static JsonObject source(String id, String url) {
    return new JsonObject()
        .put("id", id)
        .put("title", new JsonObject().put("zh", "外部底图").put("en", "Foreign"))
        .put("kind", "TILES")
        .put("url", url)
        .put("owner", "测绘院")
        .put("shareClass", "UNCONDITIONAL");
  }

  private static JsonObject layer(String id) {
    return new JsonObject()
        .put("id", id)
        .put("title", new JsonObject().put("zh", "底图").put("en", "Base map"));
  }

  /** The address of a tile nobody has asked for. */
  private synchronized String next(String layer) {
    return "/api/v1/foreign/" + layer + "/tiles/18/" + ++tile + "/7";
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(node.uri(path))
        .header("Cookie", node.cookie())
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(request(path), BodyHandlers.ofByteArray());
  }

  private int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  private static String code(HttpResponse<byte[]> answer) {
    return new JsonObject(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .getString("code");
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    for (int i = 0; i < 400; i++) {
      if (condition.holds()) {
        return;
      }
      Thread.sleep(25);
    }
    throw new AssertionError("did not come: " + what);
  }

  private void recover() throws Exception {
    faulty.mood = Mood.WELL;
    await("the server works again", () -> status(next("base_faulty")) == 200);
  }

  private boolean isDegraded() throws Exception {
    return node.ready().body().contains("\"foreign\"");
  }

  @Test
  void whatIsNoPictureNeverPasses() throws Exception {
    for (Mood mood :
        List.of(Mood.CUT, Mood.GARBAGE, Mood.PAGE, Mood.HUGE, Mood.REDIRECTS, Mood.BREAKS)) {
      recover();
      faulty.mood = mood;

      HttpResponse<byte[]> answer = get(next("base_faulty"));

      assertThat(answer.statusCode()).as(mood + "").isEqualTo(502);
      assertThat(code(answer)).as(mood + "").isEqualTo("foreign-failed");
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(mood + "")
          .hasValue("application/problem+json");
    }
    recover();
  }

  @Test
  void aMissingTileIsAnAnswerAndNoFailure() throws Exception {
    recover();
    faulty.mood = Mood.MISSING;

    for (int i = 0; i < 5; i++) {
      assertThat(code(get(next("base_faulty")))).isEqualTo("foreign-exception");
    }

    faulty.mood = Mood.WELL;
    assertThat(status(next("base_faulty"))).isEqualTo(200);
  }

  @Test
  void aServerThatFailsAgainAndAgainIsLeftAloneNamedAndTriedAgain() throws Exception {
    recover();
    faulty.mood = Mood.BREAKS;
    await("the circuit opens", () -> code(get(next("base_faulty"))).equals("foreign-down"));
    await("named as degraded", this::isDegraded);

    HttpResponse<String> ready = node.ready();
    assertThat(ready.statusCode()).as("a foreign server never makes us not ready").isEqualTo(200);
    JsonObject health = health();
    assertThat(health.getBoolean("works")).isFalse();
    assertThat(health.getString("problem")).contains("500");
    JsonObject picture = node.get("/catalogue/base_faulty").getJsonObject("layer");
    assertThat(picture.getJsonObject("picture").getBoolean("works")).isFalse();
    assertThat(picture.getJsonObject("picture").getString("since")).isNotNull();

    faulty.mood = Mood.WELL;
    await("found well again without anybody asking", () -> health().getBoolean("works"));
    assertThat(isDegraded()).isFalse();
  }

  private JsonObject health() throws Exception {
    return admin.get("/foreign/sources/faulty").getJsonObject("health");
  }

  @Test
  void anOldPictureIsShownWithItsAgeWhileItsServerIsBroken() throws Exception {
    recover();
    String kept = next("base_faulty");
    HttpResponse<byte[]> fresh = get(kept);
    assertThat(fresh.headers().firstValue("Foreign-State")).hasValue("fresh");
    faulty.mood = Mood.BREAKS;

    HttpResponse<byte[]> old = get(kept);

    assertThat(old.statusCode()).isEqualTo(200);
    assertThat(old.body()).isEqualTo(fresh.body());
    assertThat(old.headers().firstValue("Foreign-State")).hasValue("stale");
    assertThat(old.headers().firstValue("Foreign-Age")).isPresent();
    assertThat(old.headers().firstValue("Cache-Control")).hasValue("no-store");
    recover();
  }

  @Test
  void operatorsGoOnWhileAServerHangs() throws Exception {
    recover();
    faulty.mood = Mood.HANGS;
    List<CompletableFuture<HttpResponse<byte[]>>> hanging = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      hanging.add(http.sendAsync(request(next("base_faulty")), BodyHandlers.ofByteArray()));
    }

    // Three workers and sixty who wait for the foreign server: all of this is done while they do.
    int done = 0;
    while (hanging.stream().anyMatch(f -> !f.isDone()) && done < 20) {
      assertThat(
              node.send(
                      "POST",
                      "/incidents",
                      new JsonObject()
                          .put("type", "structure_fire")
                          .put(
                              "place",
                              node.get("/units")
                                  .getJsonArray("items")
                                  .getJsonObject(0)
                                  .getJsonObject("station")),
                      UUID.randomUUID())
                  .statusCode())
          .isEqualTo(200);
      done++;
    }

    List<String> codes = new ArrayList<>();
    for (CompletableFuture<HttpResponse<byte[]>> each : hanging) {
      HttpResponse<byte[]> answer = each.get(20, TimeUnit.SECONDS);
      codes.add(code(answer));
      if (answer.statusCode() == 503) {
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      }
    }
    assertThat(done).as("incidents taken while the server hung").isPositive();
    assertThat(codes).isSubsetOf("foreign-busy", "foreign-failed", "foreign-down");
    assertThat(codes).as("who found no place was told at once").contains("foreign-busy");
    assertThat(faulty.mostAtOnce.get()).as("never more than allowed").isBetween(1, 4);
    recover();
  }

  @Test
  void aDeadServerIsAnsweredForToo() throws Exception {
    FaultyServer dead = new FaultyServer();
    String address = dead.template();
    dead.close();
    admin.post(
        "/foreign/sources",
        source("dead", address).put("layers", new JsonArray().add(layer("base_dead"))));

    await("the layer", () -> status(next("base_dead")) != 404);

    assertThat(status(next("base_dead"))).isIn(502, 503);
    assertThat(admin.send("DELETE", "/foreign/sources/dead", null, UUID.randomUUID()).statusCode())
        .isEqualTo(200);
    await("the layer is gone", () -> status(next("base_dead")) == 404);
  }

  @Test
  void theSecretGoesToTheServerAndNowhereElse() throws Exception {
    recover();
    await("a head", () -> faulty.lastHead.contains("tk=" + SECRET));

    assertThat(admin.get("/foreign/sources").encode()).doesNotContain(SECRET);
    assertThat(admin.get("/foreign/sources/faulty").getJsonObject("source").getBoolean("hasSecret"))
        .isTrue();
    HttpResponse<String> moved =
        put(
            source("faulty", "http://127.0.0.1:1/{z}/{x}/{y}.png")
                .put("layers", new JsonArray().add(layer("base_faulty"))));
    assertThat(moved.statusCode()).as("another host is not told the secret").isEqualTo(400);
    assertThat(moved.body()).contains("/access/secret");
  }

  private HttpResponse<String> put(JsonObject body) throws Exception {
    long version = admin.get("/foreign/sources/faulty").getJsonObject("source").getLong("version");
    return http.send(
        HttpRequest.newBuilder(node.uri("/api/v1/foreign/sources/faulty"))
            .header("Cookie", admin.cookie())
            .header("X-CSRF-Token", admin.csrf())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("If-Match", "\"" + version + "\"")
            .PUT(HttpRequest.BodyPublishers.ofString(body.encode()))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void addressesThatMayNotBeAskedAreNot() throws Exception {
    for (String url :
        List.of(
            "http://10.0.0.1/{z}/{x}/{y}.png",
            "https://169.254.169.254/{z}/{x}/{y}.png",
            "https://[::1]:1/{z}/{x}/{y}.png")) {
      admin.post(
          "/foreign/sources",
          source("inside", url).put("layers", new JsonArray().add(layer("base_inside"))));
      await("the layer", () -> status(next("base_inside")) != 404);

      assertThat(code(get(next("base_inside")))).as(url).isIn("foreign-failed", "foreign-down");
      assertThat(admin.get("/foreign/sources/inside").getJsonObject("health").getString("problem"))
          .as(url)
          .matches(".*(public network|plain http|no answer|refused).*");

      admin.send("DELETE", "/foreign/sources/inside", null, UUID.randomUUID());
      await("the layer is gone", () -> status(next("base_inside")) == 404);
    }
  }

  @Test
  void badDescriptionsAreRefusedByTheirMember() throws Exception {
    Map<String, JsonObject> bad =
        Map.of(
            "/url", source("bad", "ftp://example.org/{z}/{x}/{y}"),
            "/url ", source("bad", "https://{z}.example.org/{x}/{y}"),
            "/theme", source("bad", faulty.template()).put("theme", "nowhere"),
            "/layers/0/id",
                source("bad", faulty.template()).put("layers", new JsonArray().add(layer("roads"))),
            "/layers/0/id ",
                source("bad", faulty.template())
                    .put("layers", new JsonArray().add(layer("base_faulty"))),
            "/access/name",
                source("bad", faulty.template())
                    .put(
                        "access",
                        new JsonObject()
                            .put("way", "HEADER")
                            .put("name", "Host")
                            .put("secret", "x")));
    for (Map.Entry<String, JsonObject> each : bad.entrySet()) {
      HttpResponse<String> answer =
          admin.send("POST", "/foreign/sources", each.getValue(), UUID.randomUUID());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("\"" + each.getKey().strip() + "\"");
    }
    assertThat(
            node.send("POST", "/foreign/sources", source("x", faulty.template()), UUID.randomUUID())
                .statusCode())
        .as("an operator registers nothing")
        .isEqualTo(403);
  }
}
