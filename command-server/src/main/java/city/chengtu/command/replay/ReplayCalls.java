package city.chengtu.command.replay;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Re-enacts a file of recorded calls and unit responses through a server's public interface. */
@Command(
    name = "calls",
    mixinStandardHelpOptions = true,
    description = {
      "重演接处警记录 Re-enacts recorded calls and unit responses against a running server, in the order"
          + " of their times, then compares the server's interval report with the file.",
      "A second run does nothing twice. The token's account needs the permission clock.set (roles"
          + " dispatcher, shift_leader) and unit.create (shift_leader).",
      "Ends with 0 when nothing was lost and every figure is equal, else with 1."
    })
public final class ReplayCalls implements Callable<Integer> {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final int SHOWN_FAILURES = 20;

  @Parameters(paramLabel = "FILE", description = "CSV, also .gz")
  private Path file;

  @Option(
      names = "--mapping",
      paramLabel = "MAPPING",
      defaultValue = "san-francisco-fire",
      description =
          "which column means what: a YAML file, or the name of one that comes with the program"
              + " (default: ${DEFAULT-VALUE})")
  private String mapping;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "default: ${DEFAULT-VALUE}")
  private String server;

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:CHENGTU_TOKEN}",
      description = "access token of the server; default: the environment's CHENGTU_TOKEN")
  private String token;

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "max",
      description = "so many times as fast as it was (default: ${DEFAULT-VALUE})")
  private String speed;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "16",
      description = "most requests under way (default: ${DEFAULT-VALUE})")
  private int atOnce;

  @Option(names = "--report", paramLabel = "FILE", description = "writes the result as JSON")
  private Path report;

  @Spec private CommandSpec spec;

  /**
   * What came out.
   *
   * @param early responses ended early because their unit was sent out again
   * @param refused what the server refused, one line each
   */
  record Result(
      String file,
      int calls,
      int responses,
      int units,
      int acts,
      int early,
      double seconds,
      List<String> refused,
      List<Comparison.Line> figures,
      boolean equal) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Result result = run(out);
    if (report != null) {
      Files.writeString(report, StateJson.write(result) + "\n");
    }
    return result.equal() && result.refused().isEmpty() ? 0 : 1;
  }

  private Result run(PrintWriter out) throws InterruptedException {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException("give --token, or set CHENGTU_TOKEN");
    }
    CallMapping rules = CallMapping.read(mapping);
    CallFile calls = CallFile.read(file, rules);
    Script script = Script.of(calls);
    int responses = calls.responses().size();
    out.printf(
        Locale.ROOT,
        "%s: %d calls, %d unit responses, %d units, %d acts%n",
        file.getFileName(),
        calls.calls().size(),
        responses,
        calls.units().size(),
        script.acts().size());
    out.flush();
    ApiClient api = new ApiClient(server, token);
    Stage stage = new Stage(api, rules, factor(speed), atOnce);
    Instant began = Instant.now();
    stage.enter(calls.units());
    List<String> refused = stage.play(script.acts(), lines(out, began));
    double seconds = Duration.between(began, Instant.now()).toMillis() / 1_000.0;
    Comparison comparison = Comparison.of(calls, intervals(api, calls));
    tell(out, script, refused, comparison, seconds);
    return new Result(
        file.getFileName().toString(),
        calls.calls().size(),
        responses,
        calls.units().size(),
        script.acts().size(),
        script.early(),
        seconds,
        refused,
        comparison.lines(),
        comparison.equal());
  }

  private static double factor(String speed) {
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      double factor = Double.parseDouble(speed);
      if (factor > 0) {
        return factor;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--speed must be a number or max, not '" + speed + "'", e);
    }
    throw new IllegalArgumentException("--speed must be above zero: " + speed);
  }

  /** A line now and then, with how far it is. */
  private static Stage.Progress lines(PrintWriter out, Instant began) {
    Instant[] next = {began.plus(BETWEEN_LINES)};
    return (done, all) -> {
      Instant now = Instant.now();
      if (now.isAfter(next[0])) {
        next[0] = now.plus(BETWEEN_LINES);
        double rate = done * 1_000.0 / Math.max(1, Duration.between(began, now).toMillis());
        out.printf(Locale.ROOT, "%d of %d acts, %.0f/s%n", done, all, rate);
        out.flush();
      }
    };
  }

  private static JsonNode intervals(ApiClient api, CallFile calls) {
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    for (CallFile.RecordedCall call : calls.calls().values()) {
      from = call.received().isBefore(from) ? call.received() : from;
      to = call.received().isAfter(to) ? call.received() : to;
    }
    Map<String, Instant> range = new LinkedHashMap<>();
    range.put("from", from);
    range.put("to", to.plusSeconds(1)); // the range's end is not part of it
    StringBuilder query = new StringBuilder("?");
    range.forEach(
        (name, at) ->
            query
                .append(name)
                .append('=')
                .append(URLEncoder.encode(at.toString(), StandardCharsets.UTF_8))
                .append('&'));
    return api.get("/reports/intervals" + query.substring(0, query.length() - 1));
  }

  private static void tell(
      PrintWriter out, Script script, List<String> refused, Comparison comparison, double seconds) {
    refused.stream().limit(SHOWN_FAILURES).forEach(line -> out.println("REFUSED " + line));
    out.printf(
        Locale.ROOT,
        "%d acts in %.1f s; %d refused; %d responses ended early because the unit was sent out"
            + " again%n",
        script.acts().size(),
        seconds,
        refused.size(),
        script.early());
    out.print(comparison.table());
    out.println(comparison.equal() ? "equal: nothing lost" : "NOT EQUAL");
    out.flush();
  }
}
