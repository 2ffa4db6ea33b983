package city.chengtu.command.replay;

import city.chengtu.command.replay.CallFile.RecordedCall;
import city.chengtu.command.replay.CallFile.Response;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the file says against what the server says, figure by figure. */
record Comparison(List<Line> lines) {
  private static final int MEDIAN = 50;
  private static final int P90 = 90;

  /**
   * @param what name of the figure
   * @param file as counted in the file
   * @param server as the server's report says; null when it does not
   */
  record Line(String what, Double file, Double server) {
    boolean equal() {
      return Objects.equals(file, server);
    }
  }

  /**
   * @param report the server's interval report over the time of the file
   */
  static Comparison of(CallFile file, JsonNode report) {
    List<Line> lines = new ArrayList<>();
    List<Response> responses = file.responses();
    long onScene = responses.stream().filter(r -> r.times().containsKey("at_scene")).count();
    lines.add(line("calls", file.calls().size(), report.path("incidents")));
    lines.add(line("unit responses", responses.size(), report.path("responses")));
    lines.add(line("on scene", (double) onScene, report.path("onScene")));
    Pairs pairs = new Pairs(file, report.path("intervals"), lines);
    pairs.add("handling", (c, r) -> between(c.received(), r.times().get("dispatched")));
    pairs.add("turnout", (c, r) -> between(r.times().get("dispatched"), r.times().get("en_route")));
    pairs.add("travel", (c, r) -> between(r.times().get("en_route"), r.times().get("at_scene")));
    pairs.add("total_response", (c, r) -> between(c.received(), r.times().get("at_scene")));
    return new Comparison(List.copyOf(lines));
  }

  private static Line line(String what, double file, JsonNode server) {
    return new Line(what, file, server.isNumber() ? server.asDouble() : null);
  }

  private static Double between(Instant from, Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1_000.0;
  }

  private record Pairs(CallFile file, JsonNode intervals, List<Line> lines) {
    void add(String interval, BiFunction<RecordedCall, Response, Double> value) {
      double[] values =
          file.calls().values().stream()
              .flatMap(c -> c.responses().stream().map(r -> value.apply(c, r)))
              .flatMap(v -> v == null || v < 0 ? Stream.empty() : Stream.of(v))
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      JsonNode server = intervals.path(interval);
      lines.add(line(interval + " count", values.length, server.path("count")));
      if (values.length > 0) {
        lines.add(line(interval + " median s", rank(values, MEDIAN), server.path("median")));
        lines.add(line(interval + " p90 s", rank(values, P90), server.path("p90")));
      }
    }

    /** Nearest rank, as the server's report says it counts. */
    private static double rank(double[] sorted, int percent) {
      return sorted[(int) ((sorted.length * (long) percent + 99) / 100) - 1];
    }
  }

  boolean equal() {
    return lines.stream().allMatch(Line::equal);
  }

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(String.format(Locale.ROOT, "%-26s %12s %12s%n", "", "file", "server"));
    for (Line line : lines) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-26s %12s %12s%s%n",
              line.what(),
              number(line.file()),
              number(line.server()),
              line.equal() ? "" : "   DIFFERENT"));
    }
    return table.toString();
  }

  private static String number(Double value) {
    if (value == null) {
      return "-";
    }
    return value == Math.rint(value)
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
