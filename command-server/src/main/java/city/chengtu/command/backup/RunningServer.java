package city.chengtu.command.backup;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** A server that is asked over its API, by the verbs of the command line. */
public final class RunningServer {
  private static final int REASON = 4_000;

  private final URI server;
  private final String token;

  /**
   * @param token of an administrator, with the scope of what is asked
   */
  public RunningServer(URI server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * The back-up as it comes; it is whole only when {@link BackupFile#take} says so.
   *
   * @throws IOException when the server refuses, with its reason
   */
  public InputStream backup() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    HttpResponse<InputStream> answer;
    try {
      answer = http.send(request(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new IOException("no server answers at " + server, e);
    }
    if (answer.statusCode() != 200) {
      try (InputStream body = answer.body()) {
        throw new IOException(
            "the server answers "
                + answer.statusCode()
                + ": "
                + new String(body.readNBytes(REASON), StandardCharsets.UTF_8));
      }
    }
    return answer.body();
  }

  /**
   * Asks or commands, and gives the answer's JSON.
   *
   * @param path below {@code /api/v1}
   * @param json null for none
   * @throws IOException when the server refuses, with its reason
   */
  public String ask(String method, String path, String json)
      throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/v1" + path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + token)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .header("Content-Type", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("the server answers " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (ConnectException e) {
      throw new IOException("no server answers at " + server, e);
    }
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(server.resolve("/api/v1/backups"))
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
