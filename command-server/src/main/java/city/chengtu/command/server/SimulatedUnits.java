package city.chengtu.command.server;

import city.chengtu.command.journal.StateJson;
import city.chengtu.samples.SampleAccount;
import city.chengtu.samples.drive.SimulatorSettings;
import city.chengtu.samples.drive.UnitSimulator;
import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * Starts the unit simulator against a server on the sample city: through its public door like any
 * tracker. The demo administrator makes it a token that may do only what a tracker does, for a day.
 */
final class SimulatedUnits {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<String> SCOPES =
      List.of(
          "unit.read",
          "incident.read",
          "layer.read",
          "position.report",
          "assignment.read",
          "assignment.status",
          "see:roads",
          "see:unit*",
          "see:incident*",
          "see:assignment");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI server;

  private SimulatedUnits(URI server) {
    this.server = server;
  }

  static UnitSimulator start(URI server) throws IOException, InterruptedException {
    return UnitSimulator.start(
        server, new SimulatedUnits(server).token(), SimulatorSettings.standard());
  }

  private String token() throws IOException, InterruptedException {
    SampleAccount administrator =
        SampleAccount.list().stream()
            .filter(a -> a.role().equals("administrator"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the sample has no administrator"));
    HttpResponse<String> session =
        post(
            "session",
            Map.of("account", administrator.account(), "password", administrator.password()),
            Map.of());
    String cookie = session.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    String csrf = StateJson.tree(session.body()).path("csrfToken").asText();
    JsonNode token =
        StateJson.tree(
            post(
                    "tokens",
                    Map.of(
                        "account",
                        "dispatcher",
                        "name",
                        "unit-simulator",
                        "scopes",
                        SCOPES,
                        "endsAt",
                        Instant.now().plus(Duration.ofDays(1)).toString()),
                    Map.of("Cookie", cookie, "X-CSRF-Token", csrf))
                .body());
    return token.path("secret").asText();
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
