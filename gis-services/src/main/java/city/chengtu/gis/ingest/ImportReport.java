package city.chengtu.gis.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a delivery: how many features of each layer were read, taken, repaired and
 * refused, and why.
 */
public final class ImportReport {
  /** Enough to see the pattern; the count says how many there are. */
  public static final int SAMPLES = 5;

  private final Map<String, Counts> layers = new TreeMap<>();
  private final Map<String, Finding> findings = new TreeMap<>();

  /** Of one layer. {@code repaired} are among {@code accepted}; read = accepted + rejected. */
  public record Counts(long read, long accepted, long repaired, long rejected) {
    private static final Counts NONE = new Counts(0, 0, 0, 0);

    private Counts plus(Counts more) {
      return new Counts(
          read + more.read,
          accepted + more.accepted,
          repaired + more.repaired,
          rejected + more.rejected);
    }
  }

  /** One kind of problem in one layer: how often, and the first few. */
  public record Finding(
      String layer, String rule, Problem.Severity severity, long count, List<Problem> samples) {
    public Finding {
      samples = List.copyOf(samples);
    }

    private Finding plus(Problem problem) {
      List<Problem> more = new ArrayList<>(samples);
      if (more.size() < SAMPLES) {
        more.add(problem);
      }
      return new Finding(layer, rule, severity, count + 1, more);
    }
  }

  void accepted(String layer, boolean repaired) {
    count(layer, new Counts(1, 1, repaired ? 1 : 0, 0));
  }

  void rejected(String layer) {
    count(layer, new Counts(1, 0, 0, 1));
  }

  private void count(String layer, Counts more) {
    layers.merge(layer, more, Counts::plus);
  }

  void add(Problem problem) {
    String key = problem.severity() + " " + problem.layer() + " " + problem.rule();
    Finding before =
        findings.getOrDefault(
            key, new Finding(problem.layer(), problem.rule(), problem.severity(), 0, List.of()));
    findings.put(key, before.plus(problem));
  }

  public Map<String, Counts> layers() {
    return Map.copyOf(layers);
  }

  /** Errors first, then by layer and rule. */
  public List<Finding> findings() {
    return List.copyOf(findings.values());
  }

  public List<Finding> errors() {
    return findings().stream().filter(f -> f.severity() == Problem.Severity.ERROR).toList();
  }

  public Counts total() {
    return layers.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** For people: a line per layer, a line per kind of problem with its first samples. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    layers.forEach(
        (layer, c) ->
            text.append(
                "%s: %d read, %d taken, %d of them repaired, %d refused%n"
                    .formatted(layer, c.read(), c.accepted(), c.repaired(), c.rejected())));
    for (Finding finding : findings.values()) {
      text.append(
          "%s %s [%s] %d times, e.g.%n"
              .formatted(finding.severity(), finding.layer(), finding.rule(), finding.count()));
      finding
          .samples()
          .forEach(problem -> text.append("  ").append(problem).append(System.lineSeparator()));
    }
    return text.toString();
  }
}
