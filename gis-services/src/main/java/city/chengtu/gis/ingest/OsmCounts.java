package city.chengtu.gis.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of reading an OpenStreetMap file: features by layer, and everything left out. */
public final class OsmCounts {
  /** Things named for each problem; the count goes on. */
  private static final int NAMED = 20;

  private final Map<String, Integer> features = new TreeMap<>();
  private final Map<String, Problem> problems = new TreeMap<>();

  /**
   * One sort of fault.
   *
   * @param named the first twenty things that have it, as "way 123" or "relation 4: why"
   */
  public record Problem(int count, List<String> named) {
    public Problem {
      named = List.copyOf(named);
    }
  }

  void written(String layer) {
    features.merge(layer, 1, Integer::sum);
  }

  void problem(String sort, String thing) {
    Problem old = problems.getOrDefault(sort, new Problem(0, List.of()));
    List<String> named = new ArrayList<>(old.named());
    if (named.size() < NAMED) {
      named.add(thing);
    }
    problems.put(sort, new Problem(old.count() + 1, named));
  }

  /** Features written, by layer. */
  public Map<String, Integer> features() {
    return Collections.unmodifiableMap(features);
  }

  /** Faults found, by sort; the map is sorted. */
  public Map<String, Problem> problems() {
    return Collections.unmodifiableMap(problems);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("features " + features);
    problems.forEach(
        (sort, problem) ->
            text.append("; %s: %d %s".formatted(sort, problem.count(), problem.named())));
    return text.toString();
  }
}
