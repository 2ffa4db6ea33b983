package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.api.Promised;
import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A whole server on a tiny sample city, and someone at its public door. */
final class TestNode implements AutoCloseable {
  static final SampleChoice TINY = new SampleChoice(true, 7, 0.05);
  private static final String PASSWORD = "Yunxiang-2026";

  final ChengtuServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> session = new HashMap<>();

  private TestNode(ChengtuServer server) {
    this.server = server;
  }

  static TestNode of(ChengtuServer server) {
    return new TestNode(server);
  }

  static TestNode start(DatabaseSettings store, Path data, Map<String, String> more) {
    Map<String, String> given = new HashMap<>(more);
    given.put("http.port", "0");
    given.put("db", store.store());
    if (store.user() != null) {
      given.put("db.user", store.user());
      given.put("db.password", store.password());
    }
    return new TestNode(ChengtuServer.start(Settings.load(data, Map.of(), given), data, TINY));
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  TestNode signIn(String account) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            "POST",
            "/session",
            new JsonObject()
                .put("account", account)
                .put("password", PASSWORD)
                .put("seat", "seat-" + account),
            UUID.randomUUID());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    session.put("Cookie", answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0]);
    session.put("X-CSRF-Token", new JsonObject(answer.body()).getString("csrfToken"));
    return this;
  }

  HttpResponse<String> send(String method, String path, JsonObject body, UUID command)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/v1" + path)).timeout(Duration.ofSeconds(30));
    session.forEach(request::header);
    if (command != null) {
      request.header("Idempotency-Key", command.toString());
    }
    request
        .header("Content-Type", "application/json")
        .method(
            method,
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    Promised.check(answer);
    return answer;
  }

  /** A file as it is. */
  HttpResponse<String> sendFile(String method, String path, byte[] file, UUID command)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/v1" + path)).timeout(Duration.ofSeconds(60));
    session.forEach(request::header);
    if (command != null) {
      request.header("Idempotency-Key", command.toString());
    }
    request
        .header("Content-Type", "application/octet-stream")
        .method(method, BodyPublishers.ofByteArray(file));
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    Promised.check(answer);
    return answer;
  }

  /** With the version that was seen. */
  HttpResponse<String> patch(String path, JsonObject body, long seen)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/api/v1" + path)).timeout(Duration.ofSeconds(60));
    session.forEach(request::header);
    request
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .header("If-Match", "\"" + seen + "\"")
        .header("Content-Type", "application/json")
        .method("PATCH", BodyPublishers.ofString(body.encode()));
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    Promised.check(answer);
    return answer;
  }

  /** What a load balancer asks. */
  HttpResponse<String> ready() throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri("/health/ready")).timeout(Duration.ofSeconds(2)).build(),
        BodyHandlers.ofString());
  }

  /** The session's cookie, for requests by hand. */
  String cookie() {
    return session.get("Cookie");
  }

  String csrf() {
    return session.get("X-CSRF-Token");
  }

  JsonObject get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", path, null, null);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("POST", path, body, UUID.randomUUID());
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** What a client on {@code /live} hears. */
  static final class Ear implements WebSocket.Listener {
    final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        new JsonArray(part.toString()).forEach(e -> events.add((JsonObject) e));
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    /** The code with which the server has closed, or closes now. */
    int closed() throws Exception {
      return closed.get(10, TimeUnit.SECONDS);
    }

    JsonObject await(String what, Predicate<JsonObject> wanted) throws InterruptedException {
      for (int i = 0; i < 500; i++) {
        for (JsonObject e : events) {
          if (wanted.test(e)) {
            return e;
          }
        }
        Thread.sleep(20);
      }
      throw new AssertionError(
          "not heard in 10 s: "
              + what
              + "; heard "
              + events.stream().map(e -> e.getString("type")).toList());
    }

    List<Long> positions() {
      return events.stream()
          .filter(e -> e.containsKey("position"))
          .map(e -> e.getLong("position"))
          .toList();
    }
  }

  Ear listen(long since) {
    Ear ear = new Ear();
    http.newWebSocketBuilder()
        .header("Cookie", session.get("Cookie"))
        .header("Origin", "http://127.0.0.1:" + server.port())
        .buildAsync(
            URI.create(uri("/live").toString().replace("http:", "ws:") + "?since=" + since), ear)
        .join();
    return ear;
  }

  /** Somebody else at the same door; not to be closed, the server is the first one's. */
  TestNode person(String account) throws IOException, InterruptedException {
    return new TestNode(server).signIn(account);
  }

  int status(String method, String path) throws IOException, InterruptedException {
    return send(method, path, null, UUID.randomUUID()).statusCode();
  }

  @Override
  public void close() {
    server.close();
  }
}
