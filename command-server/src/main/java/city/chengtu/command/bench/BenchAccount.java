package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes the account that measures, and its token, as the first administrator does. */
final class BenchAccount {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NAME = "bench";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI server;

  private BenchAccount(URI server) {
    this.server = server;
  }

  /**
   * The token of a shift leader, who may do and see all that commanding needs, and planner, who may
   * take whole layers.
   */
  static String token(BenchServer server) throws IOException, InterruptedException {
    return new BenchAccount(server.address()).make(server.password());
  }

  private String make(String password) throws IOException, InterruptedException {
    HttpResponse<String> session =
        post("session", Map.of("account", "admin", "password", password), Map.of());
    Map<String, String> signedIn =
        Map.of(
            "Cookie",
            session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0],
            "X-CSRF-Token",
            StateJson.tree(session.body()).path("csrfToken").asText());
    post(
        "accounts",
        Map.of(
            "account",
            NAME,
            "name",
            NAME,
            "roles",
            List.of("shift_leader", "planner"),
            "password",
            "Aa1-" + UUID.randomUUID(),
            "mustChange",
            false),
        signedIn);
    HttpResponse<String> token =
        post(
            "tokens",
            Map.of(
                "account",
                NAME,
                "name",
                NAME,
                "scopes",
                List.of("*", "see:*"),
                "endsAt",
                Instant.now().plus(Duration.ofDays(1)).toString()),
            signedIn);
    return StateJson.tree(token.body()).path("secret").asText();
  }

  private HttpResponse<String> post(String path, Object body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve("/api/v1/" + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(StateJson.write(body)));
    headers.forEach(request::header);
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }
}
