package city.chengtu.command.dispatch;

import city.chengtu.command.incidents.Rules.Need;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Picks units for needs. A unit fills one place of one need; of all ways to pick, the best is the
 * one that
 *
 * <ol>
 *   <li>fills the most places, then
 *   <li>has the least sum of travel times, then
 *   <li>takes units in the order of time and id: the answer is always the same.
 * </ol>
 *
 * <p>Exact: what a unit costs does not hang on the place it fills, so the sets of units that can be
 * seated together are a transversal matroid, and the greedy way is optimal: take units by time,
 * keep each for whom all kept so far can still be seated (an augmenting path). It also makes the
 * last arrival as early as it can be: for every k, the k-th unit picked arrives no later than the
 * k-th of any other pick.
 */
public final class Recommender {
  private Recommender() {}

  /**
   * A unit that could go.
   *
   * @param millis travel time
   */
  public record Candidate(String unit, Set<String> capabilities, long millis) {
    public Candidate {
      capabilities = Set.copyOf(capabilities);
    }
  }

  /**
   * What was picked.
   *
   * @param picked capability that each picked unit is for, the soonest unit first
   * @param filled how many places of each need are filled, in the order of the needs
   */
  public record Pick(Map<String, String> picked, List<Integer> filled) {}

  public static Pick pick(List<Candidate> candidates, List<Need> needs) {
    List<Candidate> soonestFirst =
        candidates.stream()
            .sorted(Comparator.comparingLong(Candidate::millis).thenComparing(Candidate::unit))
            .toList();
    Seating seating = new Seating(soonestFirst, needs);
    for (int unit = 0; unit < soonestFirst.size() && seating.room(); unit++) {
      seating.admit(unit);
    }
    return seating.pick();
  }

  /** Who fills which place. */
  private static final class Seating {
    private static final int NOBODY = -1;

    private final List<Candidate> units;
    private final List<Need> needs;
    private final int[] needOf; // by place
    private final int[] unitAt; // by place
    private int seated;

    Seating(List<Candidate> units, List<Need> needs) {
      this.units = units;
      this.needs = needs;
      List<Integer> places = new ArrayList<>();
      for (int need = 0; need < needs.size(); need++) {
        for (int i = 0; i < needs.get(need).count(); i++) {
          places.add(need);
        }
      }
      this.needOf = places.stream().mapToInt(Integer::intValue).toArray();
      this.unitAt = new int[needOf.length];
      Arrays.fill(unitAt, NOBODY);
    }

    boolean room() {
      return seated < unitAt.length;
    }

    /** Seats a unit if all who are seated can stay, perhaps at other places. */
    void admit(int unit) {
      if (seat(unit, new boolean[unitAt.length])) {
        seated++;
      }
    }

    private boolean seat(int unit, boolean[] tried) {
      Set<String> capabilities = units.get(unit).capabilities();
      for (int place = 0; place < unitAt.length; place++) {
        if (tried[place] || !capabilities.contains(needs.get(needOf[place]).capability())) {
          continue;
        }
        tried[place] = true;
        if (unitAt[place] == NOBODY || seat(unitAt[place], tried)) {
          unitAt[place] = unit;
          return true;
        }
      }
      return false;
    }

    Pick pick() {
      Integer[] filled = new Integer[needs.size()];
      Arrays.fill(filled, 0);
      String[] capability = new String[units.size()];
      for (int place = 0; place < unitAt.length; place++) {
        if (unitAt[place] != NOBODY) {
          filled[needOf[place]]++;
          capability[unitAt[place]] = needs.get(needOf[place]).capability();
        }
      }
      Map<String, String> picked = new LinkedHashMap<>();
      for (int unit = 0; unit < units.size(); unit++) {
        if (capability[unit] != null) {
          picked.put(units.get(unit).unit(), capability[unit]);
        }
      }
      return new Pick(picked, List.of(filled));
    }
  }
}
