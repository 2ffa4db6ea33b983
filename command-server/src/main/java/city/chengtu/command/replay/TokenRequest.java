package city.chengtu.command.replay;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Asks a server for a machine's token, as an administrator does: through the public door. */
public final class TokenRequest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI server;

  public TokenRequest(URI server) {
    this.server = server;
  }

  /**
   * @param owner account in whose name the machine acts
   * @param scopes the only things it may do
   * @return the token's secret
   * @throws IOException when the server refuses, with its words
   */
  public String make(
      String administrator,
      String password,
      String owner,
      String name,
      List<String> scopes,
      Duration life)
      throws IOException, InterruptedException {
    return makeAll(administrator, password, List.of(owner), name, scopes, life).get(owner);
  }

  /** As {@link #make}, for several accounts with one sign-in. */
  public Map<String, String> makeAll(
      String administrator,
      String password,
      List<String> owners,
      String name,
      List<String> scopes,
      Duration life)
      throws IOException, InterruptedException {
    HttpResponse<String> session =
        post("session", Map.of("account", administrator, "password", password), Map.of());
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String csrf = StateJson.tree(session.body()).path("csrfToken").asText();
    Map<String, String> secrets = new LinkedHashMap<>();
    for (String owner : owners) {
      HttpResponse<String> token =
          post(
              "tokens",
              Map.of(
                  "account", owner,
                  "name", name,
                  "scopes", scopes,
                  "endsAt", Instant.now().plus(life).toString()),
              Map.of("Cookie", cookie, "X-CSRF-Token", csrf));
      secrets.put(owner, StateJson.tree(token.body()).path("secret").asText());
    }
    return secrets;
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
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return response;
  }
}
