package city.chengtu.command.dispatch;

import city.chengtu.command.dispatch.AssignmentTable.Times;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.incidents.Rules.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Intervals by their names, from raw timestamps: an interval is the time between two named
 * timestamps, defined as data. Nothing here is stored.
 *
 * <p>Population: incidents received in the range, not merged into another; of them every unit
 * response that was not recalled. An interval {@code of: incident} has one value for each incident
 * that has both timestamps, one {@code of: response} one value for each unit response that has both
 * (the incident's own timestamps count for each of its responses).
 *
 * <p>Percentile: nearest rank, the smallest value that at least p percent of the values do not
 * exceed; the median is the 50th. Values below zero contradict themselves; they are counted apart
 * and left out.
 */
public final class IntervalReport {
  static final String METHOD = "nearest-rank";
  private static final int MEDIAN = 50;
  private static final int P90 = 90;

  private final Jdbi jdbi;
  private final IncidentFile incidents;
  private final ReferenceData rules;
  private final AssignmentTable table = new AssignmentTable();

  public IntervalReport(Jdbi jdbi, IncidentFile incidents, ReferenceData rules) {
    this.jdbi = jdbi;
    this.incidents = incidents;
    this.rules = rules;
  }

  /**
   * @param count values
   * @param median seconds; null without values
   * @param p90 seconds; null without values
   * @param contradictory pairs of timestamps in the wrong order, left out
   */
  public record Figures(
      String zh,
      String en,
      String from,
      String to,
      String of,
      String source,
      int count,
      Double median,
      Double p90,
      Double max,
      int contradictory) {}

  /**
   * @param incidents how many were received in the range
   * @param responses how many units were sent to them
   * @param onScene how many of these arrived
   */
  public record Report(
      Instant from,
      Instant to,
      String method,
      int incidents,
      int responses,
      int onScene,
      Map<String, Figures> intervals) {}

  public Report between(Instant from, Instant to) {
    return jdbi.inTransaction(
        h -> {
          Map<String, Map<String, Instant>> clocks = incidents.clocksBetween(h, from, to);
          List<Times> responses = table.times(h, List.copyOf(clocks.keySet()));
          Map<String, Figures> figures = new LinkedHashMap<>();
          for (Interval interval : rules.current(h).intervals()) {
            figures.put(interval.code(), figures(interval, clocks, responses));
          }
          int onScene =
              (int) responses.stream().filter(r -> r.at().containsKey(Status.AT_SCENE)).count();
          return new Report(from, to, METHOD, clocks.size(), responses.size(), onScene, figures);
        });
  }

  private static Figures figures(
      Interval interval, Map<String, Map<String, Instant>> clocks, List<Times> responses) {
    double[] all =
        "incident".equals(interval.of())
            ? clocks.values().stream().mapToDouble(c -> seconds(interval, c)).toArray()
            : responses.stream()
                .mapToDouble(r -> seconds(interval, named(clocks.get(r.incident()), r)))
                .toArray();
    double[] values = Arrays.stream(all).filter(v -> v >= 0).sorted().toArray();
    int contradictory = (int) Arrays.stream(all).filter(v -> v < 0).count();
    return new Figures(
        interval.zh(),
        interval.en(),
        interval.from(),
        interval.to(),
        interval.of(),
        interval.source(),
        values.length,
        percentile(values, MEDIAN),
        percentile(values, P90),
        values.length == 0 ? null : values[values.length - 1],
        contradictory);
  }

  /** The incident's timestamps and the response's, by name. */
  private static Map<String, Instant> named(Map<String, Instant> incident, Times response) {
    Map<String, Instant> named = new HashMap<>(incident);
    response.at().forEach((status, at) -> named.put(camel(status), at));
    return named;
  }

  private static String camel(Status status) {
    StringBuilder name = new StringBuilder();
    for (String word : status.code().split("_")) {
      name.append(
          name.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** NaN when one of the two timestamps is missing. */
  private static double seconds(Interval interval, Map<String, Instant> named) {
    Instant from = named.get(interval.from());
    Instant to = named.get(interval.to());
    return from == null || to == null
        ? Double.NaN
        : Duration.between(from, to).toMillis() / 1_000.0;
  }

  /** Nearest rank of sorted values. */
  static Double percentile(double[] sorted, int percent) {
    if (sorted.length == 0) {
      return null;
    }
    long rank = (sorted.length * (long) percent + 99) / 100; // ceiling, in whole numbers
    return sorted[(int) Math.max(1, rank) - 1];
  }
}
