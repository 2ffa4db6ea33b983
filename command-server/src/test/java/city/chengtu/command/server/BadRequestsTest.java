package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What {@code chengtu prove requests} has found, one by one. */
@EachStore
@TestInstance(Lifecycle.PER_CLASS)
class BadRequestsTest {
  @Parameter private TestStore store;
  @TempDir private Path data;
  private TestNode node;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    if (node == null) {
      node = TestNode.start(store.forServer(), data, Map.of()).signIn("shiftleader");
    }
  }

  @AfterParameterizedClassInvocation
  void stop() {
    node.close();
    node = null;
  }

  private static JsonObject call(String description) {
    return new JsonObject()
        .put("type", "gas_leak")
        .put("place", new JsonObject().put("lon", 112.98).put("lat", 28.2))
        .put("description", description);
  }

  private void refused(String method, String path, JsonObject body, int status, String field)
      throws IOException, InterruptedException {
    var answer = node.send(method, path, body, UUID.randomUUID());
    JsonObject problem = new JsonObject(answer.body());
    assertThat(answer.statusCode()).as(path + " " + problem).isEqualTo(status);
    JsonArray errors = problem.getJsonArray("errors");
    assertThat(errors.stream().map(e -> ((JsonObject) e).getString("field")))
        .as(problem.encode())
        .contains(field);
  }

  @Test
  void everyFaultIsNamed() throws IOException, InterruptedException {
    refused("GET", "/incidents?limit=abc", null, 400, "limit");
    refused("GET", "/incidents?limit=1&limit=2", null, 400, "limit");
    refused("GET", "/incidents/duplicates?type=nothing&lon=1&lat=1", null, 400, "type");
    refused("GET", "/history/unit/x?at=%2B999999999-12-31T23:59:59Z", null, 400, "at");
    refused("GET", "/history/unit/a%00b", null, 400, "id");
    JsonObject noType = call("x");
    noType.remove("type");
    refused("POST", "/incidents", noType, 400, "/type");
    refused("POST", "/incidents", call("x").put("extra", 1), 400, "/extra");
    refused("POST", "/incidents", call("a\u0000b"), 400, "/description");
    refused("POST", "/incidents", call("a").put("at", "0001-01-01T00:00:00Z"), 400, "/at");
    // As many characters as promised, though H2 counts an emoji twice.
    node.post("/incidents", call("😀".repeat(4_000)));
    refused("POST", "/incidents", call("😀".repeat(4_001)), 400, "/description");
    assertThat(node.send("DELETE", "/incidents", null, UUID.randomUUID()).statusCode())
        .isEqualTo(405);
  }

  /** The contract's library takes escapes off twice, and text for JSON. */
  @Test
  void anyTextMayBeSearchedFor() throws IOException, InterruptedException {
    for (String text :
        new String[] {"100%25", "5%22", "%7B%22a%22:1%7D", "%5B1%5D", "-5", "null"}) {
      assertThat(node.send("GET", "/places?q=" + text, null, null).statusCode())
          .as(text)
          .isEqualTo(200);
    }
    assertThat(node.send("GET", "/journal?since=-5", null, null).statusCode()).isEqualTo(200);
  }

  @Test
  void aPasswordSetTwiceByOneCommandIsSetOnce() throws IOException, InterruptedException {
    TestNode administrator = TestNode.of(node.server).signIn("admin");
    administrator.post(
        "/accounts",
        new JsonObject()
            .put("account", "twice")
            .put("name", "twice")
            .put("roles", new JsonArray().add("operator"))
            .put("password", "Correct-horse-9"));
    UUID command = UUID.randomUUID();
    JsonObject password = new JsonObject().put("password", "Another-horse-9");
    var first = administrator.send("POST", "/accounts/twice/password", password, command);
    var again = administrator.send("POST", "/accounts/twice/password", password, command);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void whatIsNoHttpIsAnsweredLikeAnyOtherProblem() throws IOException, InterruptedException {
    for (String bad :
        new String[] {
          "GARBAGE\r\n\r\n",
          "GET /api/v1/about HTTP/1.1\r\n\r\n", // no Host
          "GET /api/v1/about HTTP/1.1\r\nHost: [::x\r\n\r\n",
          "GET /api/v1/incidents/%ZZ HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /api/v1/places?q=%c0%af HTTP/1.1\r\nHost: x\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
          "GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        }) {
      String answer = raw(bad);
      assertThat(answer)
          .as(bad.substring(0, Math.min(80, bad.length())))
          .matches("(?s)HTTP/1[.][01] 4.*");
      assertThat(answer)
          .containsIgnoringCase("content-type: application/problem+json")
          .containsIgnoringCase("content-security-policy:");
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
