package city.chengtu.samples.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/** The server's public HTTP interface, as a machine with a bearer token uses it. */
final class ServerDoor {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final int PAGE = 2_000;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI api;
  private final String token;

  ServerDoor(URI server, String token) {
    String base = server.toString();
    this.api = URI.create(base.endsWith("/") ? base : base + "/").resolve("api/v1/");
    this.token = token;
  }

  /** Every feature of a layer, page by page; stops early when the reader has enough. */
  void features(String layer, FeatureReader reader)
      throws IOException, InterruptedException, ServerRefusal {
    String after = null;
    do {
      String query = "?limit=" + PAGE + (after == null ? "" : "&after=" + encode(after));
      JsonNode page = get("layers/" + layer + "/features" + query);
      for (JsonNode feature : page.path("features")) {
        reader.read(feature);
      }
      after = page.path("next").asText(null);
    } while (after != null && !reader.full());
  }

  /** What takes the features of a layer. */
  interface FeatureReader {
    void read(JsonNode feature);

    boolean full();
  }

  /** Every item of a list, page by page. */
  void items(String path, Consumer<JsonNode> reader)
      throws IOException, InterruptedException, ServerRefusal {
    String after = null;
    do {
      JsonNode page = get(path + (after == null ? "" : "?after=" + encode(after)));
      page.path("items").forEach(reader);
      after = page.path("next").asText(null);
    } while (after != null);
  }

  JsonNode get(String path) throws IOException, InterruptedException, ServerRefusal {
    return send(request(path).GET().build());
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException, ServerRefusal {
    byte[] bytes = json.writeValueAsBytes(body);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json, application/geo+json");
  }

  private JsonNode send(HttpRequest request)
      throws IOException, InterruptedException, ServerRefusal {
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      String body = new String(answer.body(), StandardCharsets.UTF_8);
      throw new ServerRefusal(request.method() + " " + request.uri(), answer.statusCode(), body);
    }
    return answer.body().length == 0 ? json.nullNode() : json.readTree(answer.body());
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
