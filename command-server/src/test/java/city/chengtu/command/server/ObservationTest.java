package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import city.chengtu.gis.store.DatabaseSettings;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What a running server lets its keepers see: metrics, and lines of the log that belong together.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservationTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Pattern METRIC =
      Pattern.compile("\\b(chengtu_[a-z_]+|jvm_[a-z_]+|process_[a-z_]+)\\b");

  @TempDir private static Path data;
  private TestNode node;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void start() throws Exception {
    node =
        TestNode.start(
                DatabaseSettings.of("h2", data, 4), data, Map.of("metrics.token", "let-me-see"))
            .signIn("operator1");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  private HttpResponse<String> metrics(String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.uri("/metrics"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private JsonObject fire() throws Exception {
    JsonObject unit = node.get("/units").getJsonArray("items").getJsonObject(0);
    return new JsonObject()
        .put("type", "structure_fire")
        .put("place", unit.getJsonObject("station"));
  }

  private static double value(String text, String series) {
    return text.lines()
        .filter(l -> l.startsWith(series + " "))
        .map(l -> Double.parseDouble(l.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in\n" + text));
  }

  @Test
  void theMetricsTellWhatTheNodeDoes() throws Exception {
    TestNode.Ear ear = node.listen(0);
    node.post("/incidents", fire());
    node.send("POST", "/incidents", new JsonObject().put("type", "no such"), UUID.randomUUID());
    ear.await("the incident", e -> "city.chengtu.incident.created".equals(e.getString("type")));
    String text = metrics().body();
    assertThat(value(text, "chengtu_journal_head"))
        .isGreaterThan(0)
        .isEqualTo(value(text, "chengtu_journal_follower_position"));
    assertThat(value(text, "chengtu_live_clients")).isGreaterThanOrEqualTo(1);
    assertThat(value(text, "chengtu_live_deliveries_total")).isGreaterThan(0);
    assertThat(
            value(text, "chengtu_command_seconds_count{kind=\"incident.create\",outcome=\"done\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(value(text, "chengtu_condition{part=\"database\"}")).isZero();
    assertThat(text)
        .contains("chengtu_http_request_seconds_count{operation=\"none\",status=\"4xx\"}")
        .contains("jvm_memory_used_bytes{area=\"heap\"}");
  }

  @Test
  void metricsAreForThisMachineAndForWhoHasTheToken() throws Exception {
    assertThat(metrics().statusCode()).isEqualTo(200);
    assertThat(metrics("X-Forwarded-For", "10.0.0.9").statusCode()).isEqualTo(403);
    assertThat(
            metrics("X-Forwarded-For", "10.0.0.9", "Authorization", "Bearer let-me-see")
                .statusCode())
        .isEqualTo(200);
    assertThat(
            metrics("X-Forwarded-For", "10.0.0.9", "Authorization", "Bearer let-me-sea")
                .statusCode())
        .isEqualTo(403);
  }

  /** What people send must not make series: a scanner would fill the memory. */
  @Test
  void unknownAddressesMakeNoSeries() throws Exception {
    for (int i = 0; i < 20; i++) {
      node.send("GET", "/nothing/" + UUID.randomUUID(), null, null);
      node.send("GET", "/incidents/" + UUID.randomUUID(), null, null);
    }
    Set<String> operations =
        Pattern.compile("operation=\"([^\"]*)\"")
            .matcher(metrics().body())
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertThat(operations).contains("none", "getIncident").hasSizeLessThan(20);
  }

  @Test
  void aCommandsLineCarriesItsIdsAndTheProblemTheSendersTrace() throws Exception {
    List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            line.getMDCPropertyMap(); // of this thread, now
            lines.add(line);
          }
        };
    appender.start();
    Logger commands = (Logger) LoggerFactory.getLogger("chengtu.commands");
    commands.setLevel(Level.INFO);
    commands.addAppender(appender);
    UUID command = UUID.randomUUID();
    try {
      node.send("POST", "/incidents", fire(), command);
      HttpResponse<String> refused =
          http.send(
              HttpRequest.newBuilder(node.uri("/api/v1/incidents"))
                  .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                  .build(),
              BodyHandlers.ofString());
      assertThat(new JsonObject(refused.body()).getString("traceId")).isEqualTo(TRACE);
    } finally {
      commands.detachAppender(appender);
      commands.setLevel(null);
    }
    ILoggingEvent line =
        lines.stream()
            .filter(l -> command.toString().equals(l.getMDCPropertyMap().get("command")))
            .findFirst()
            .orElseThrow();
    assertThat(line.getFormattedMessage()).startsWith("incident.create done in ");
    assertThat(line.getMDCPropertyMap())
        .containsEntry("actor", "operator1")
        .containsEntry("operation", "createIncident")
        .hasEntrySatisfying("trace", t -> assertThat(t).matches("[0-9a-f]{32}"))
        .doesNotContainValue("13812345678");
  }

  /** A dashboard or an alert on a metric that is not there stays silent for ever. */
  @Test
  void everyMetricThatTheFilesForOperationNameIsThere() throws Exception {
    node.post("/incidents", fire());
    String text = metrics().body();
    Set<String> there =
        text.lines()
            .filter(l -> !l.startsWith("#"))
            .map(l -> l.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Path folder = Path.of("..", "docs", "deploy").toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Matcher named = METRIC.matcher(Files.readString(file));
        assertThat(named.results().map(MatchResult::group).filter(n -> !there.contains(n)).toList())
            .as("metrics that %s names and no server has", file)
            .isEmpty();
      }
    }
  }
}
