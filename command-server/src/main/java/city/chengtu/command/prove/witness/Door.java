package city.chengtu.command.prove.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The public interface of any node; one attempt, no patience of its own. */
final class Door {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /**
   * @param timeout after which an attempt counts as unanswered
   */
  Door(Duration timeout) {
    this.timeout = timeout;
  }

  /** One attempt at a command. */
  HttpResponse<String> send(URI node, String token, Order order)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(node, "/api/v1" + order.path(), token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", order.id().toString())
            .method(order.method(), BodyPublishers.ofString(order.body()));
    if (order.ifMatch() != null) {
      request.header("If-Match", "\"" + order.ifMatch() + "\"");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** One attempt at a question under {@code /api/v1}. */
  HttpResponse<String> get(URI node, String token, String path)
      throws IOException, InterruptedException {
    return http.send(request(node, "/api/v1" + path, token).GET().build(), BodyHandlers.ofString());
  }

  /** Opens the event stream after {@code since}; the caller reads and closes it. */
  HttpResponse<java.io.InputStream> events(URI node, String token, long since)
      throws IOException, InterruptedException {
    return http.send(
        request(node, "/live/events?since=" + since, token).GET().build(),
        BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(URI node, String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path)).timeout(timeout);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }
}
