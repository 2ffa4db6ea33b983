package city.chengtu.command.prove.witness;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a check found: how much was looked at, every kind of violation with its number, and the
 * first of each kind in words.
 */
public final class Findings {
  private static final int SHOWN_OF_A_KIND = 20;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Violation, Long> violations = new EnumMap<>(Violation.class);
  private final List<Finding> list = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();

  void add(Violation violation, long position, String what) {
    long before = violations.merge(violation, 1L, Long::sum);
    if (before <= SHOWN_OF_A_KIND) {
      list.add(new Finding(violation, position, what));
    }
  }

  void count(String what, long number) {
    counts.merge(what, number, Long::sum);
  }

  void most(String what, long number) {
    counts.merge(what, number, Math::max);
  }

  /** Something could not be looked at: to be told, not to be passed over. */
  void unchecked(String what) {
    unchecked.add(what);
  }

  /**
   * How much there was: {@code commands acknowledged}, {@code commands refused}, {@code commands
   * unknown}, {@code entries}, {@code clients}, {@code deliveries}, {@code resumes}, {@code
   * reloads}, {@code longest gap ms} (a screen that was not live until it was again, stalled ones
   * left out), {@code longest delivery ms} (from acknowledgement to the screen) …
   */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  public long count(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /** How often each promise was broken; empty when none was. */
  public Map<Violation, Long> violations() {
    return violations.isEmpty() ? Map.of() : new EnumMap<>(violations);
  }

  public Set<Violation> kinds() {
    return violations().keySet();
  }

  /** The first of each kind, in words. */
  public List<Finding> list() {
    return List.copyOf(list);
  }

  /** What could not be looked at, and why. */
  public List<String> unchecked() {
    return List.copyOf(unchecked);
  }

  public boolean clean() {
    return violations.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(counts.toString());
    violations.forEach((v, n) -> text.append('\n').append(v).append(": ").append(n));
    list.forEach(
        f ->
            text.append("\n  ")
                .append(f.violation())
                .append(" at ")
                .append(f.position())
                .append(": ")
                .append(f.what()));
    unchecked.forEach(u -> text.append("\n  not checked: ").append(u));
    return text.toString();
  }
}
