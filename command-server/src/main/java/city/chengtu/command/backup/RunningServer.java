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

/** A server that is asked for a back-up over its API. */
public final class RunningServer {
  private static final int REASON = 4_000;

  private final URI server;
  private final String token;

  /**
   * @param token of an administrator, with the scope {@code backup.take}
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

  private HttpRequest request() {
    return HttpRequest.newBuilder(server.resolve("/api/v1/backups"))
        .header("Authorization", "Bearer " + token)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
  }
}
