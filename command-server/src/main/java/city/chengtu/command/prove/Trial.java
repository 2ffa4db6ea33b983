package city.chengtu.command.prove;

import java.util.List;
import java.util.Map;

/**
 * How one fault went.
 *
 * @param skipped why it was not done here; null when it was
 * @param counts of this fault alone: commands acknowledged, refused, entries, resumes, …
 * @param findings promises found broken, in words; empty is what we want
 */
record Trial(
    Store store,
    String fault,
    String zh,
    String en,
    String skipped,
    double seconds,
    Map<String, Object> counts,
    List<String> findings) {

  static Trial skipped(Store store, Fault fault, String why) {
    return new Trial(store, fault.name(), fault.zh(), fault.en(), why, 0, Map.of(), List.of());
  }

  String verdict() {
    return skipped != null ? "SKIPPED" : findings.isEmpty() ? "HOLDS" : "BROKEN";
  }
}
