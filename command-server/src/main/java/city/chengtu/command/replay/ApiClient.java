package city.chengtu.command.replay;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The public interface of a server, as a machine uses it: a token, command ids, and patience when
 * the server is busy.
 */
final class ApiClient {
  private static final int TRIES = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int BUSY = 503;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final String base;
  private final String token;

  ApiClient(String server, String token) {
    this.base = server.replaceAll("/+$", "") + "/api/v1";
    this.token = token;
  }

  /** The server refused a request. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refused(int status, String body) {
      super("HTTP " + status + " " + body, null, false, false);
      this.status = status;
      this.code = body.startsWith("{") ? StateJson.tree(body).path("code").asText() : "";
    }

    int status() {
      return status;
    }

    String code() {
      return code;
    }
  }

  /** The same parts give the same id, so that a command sent again is known again. */
  static UUID commandId(String... parts) {
    String name = "chengtu replay\n" + String.join("\n", parts);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  JsonNode get(String path) {
    return join(send(request(path).GET().build(), 1));
  }

  /** Sends a command; sends it again, with the same id, when no answer or "busy" came back. */
  CompletableFuture<JsonNode> post(String path, Object body, UUID command) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", command.toString())
            .POST(BodyPublishers.ofString(StateJson.write(body)))
            .build();
    return send(request, 1);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + token);
  }

  /** How a request ended: one of the two is null. */
  private record Outcome(HttpResponse<String> answer, Throwable failure) {
    boolean mayTryAgain() {
      return failure != null ? failure instanceof IOException : answer.statusCode() == BUSY;
    }

    JsonNode result() {
      if (failure != null) {
        throw new CompletionException(failure);
      }
      if (answer.statusCode() >= 300) {
        throw new Refused(answer.statusCode(), answer.body());
      }
      return StateJson.tree(answer.body().isEmpty() ? "{}" : answer.body());
    }
  }

  private CompletableFuture<JsonNode> send(HttpRequest request, int attempt) {
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle(Outcome::new)
        .thenCompose(
            outcome ->
                outcome.mayTryAgain() && attempt < TRIES
                    ? again(request, attempt)
                    : CompletableFuture.completedFuture(outcome.result()));
  }

  private CompletableFuture<JsonNode> again(HttpRequest request, int attempt) {
    Executor later = CompletableFuture.delayedExecutor(50L << attempt, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> attempt + 1, later)
        .thenCompose(next -> send(request, next));
  }

  /** Waits; failures come as they were thrown. */
  static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalArgumentException(
          "the server does not answer: " + e.getCause(), e.getCause());
    }
  }
}
