package city.chengtu.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.dispatch.Recommender.Candidate;
import city.chengtu.command.dispatch.Recommender.Pick;
import city.chengtu.command.incidents.Rules.Need;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pick against every possible one, on random small cases. */
class RecommenderTest {
  private static final List<String> CAPABILITIES = List.of("pump", "ladder", "ambulance", "rope");

  /** What a set of units is worth: places filled, then total time, then the last arrival. */
  private record Worth(int filled, long millis, long last) {
    boolean betterThan(Worth other) {
      return filled != other.filled ? filled > other.filled : millis < other.millis;
    }
  }

  @Test
  void noOtherPickFillsMoreOrIsFaster() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      List<Candidate> units = units(random);
      List<Need> needs = needs(random);
      Pick pick = Recommender.pick(units, needs);
      assertSound(pick, units, needs, seed);
      Worth best = best(units, places(needs), 0, new HashSet<>(), 0, 0, 0);
      Worth found = worth(pick, units);
      assertThat(found.filled()).as("filled, seed %d", seed).isEqualTo(best.filled());
      assertThat(found.millis()).as("total time, seed %d", seed).isEqualTo(best.millis());
      assertThat(found.last())
          .as("last arrival, seed %d", seed)
          .isEqualTo(earliestLast(units, places(needs), best.filled()));
    }
  }

  @Test
  void theOrderOfTheUnitsDoesNotMatter() {
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      List<Candidate> units = units(random);
      List<Need> needs = needs(random);
      Pick pick = Recommender.pick(units, needs);
      List<Candidate> shuffled = new ArrayList<>(units);
      java.util.Collections.shuffle(shuffled, random);
      assertThat(Recommender.pick(shuffled, needs)).isEqualTo(pick);
    }
  }

  @Test
  void aUnitThatCanDoBothFillsThePlaceTheOtherCannot() {
    List<Candidate> units =
        List.of(
            new Candidate("both", Set.of("pump", "ladder"), 10),
            new Candidate("pump", Set.of("pump"), 20));
    Pick pick = Recommender.pick(units, List.of(new Need("pump", 1), new Need("ladder", 1)));
    assertThat(pick.picked()).containsEntry("both", "ladder").containsEntry("pump", "pump");
    assertThat(pick.filled()).containsExactly(1, 1);
  }

  private static List<Candidate> units(Random random) {
    List<Candidate> units = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      Set<String> can =
          CAPABILITIES.stream().filter(c -> random.nextInt(3) == 0).collect(Collectors.toSet());
      units.add(new Candidate("u" + i, can, random.nextInt(6) * 10L));
    }
    return units;
  }

  private static List<Need> needs(Random random) {
    List<Need> needs = new ArrayList<>();
    for (String capability : CAPABILITIES) {
      int count = random.nextInt(3);
      if (count > 0) {
        needs.add(new Need(capability, count));
      }
    }
    return needs;
  }

  private static List<String> places(List<Need> needs) {
    List<String> places = new ArrayList<>();
    needs.forEach(n -> places.addAll(java.util.Collections.nCopies(n.count(), n.capability())));
    return places;
  }

  private static void assertSound(Pick pick, List<Candidate> units, List<Need> needs, int seed) {
    pick.picked()
        .forEach(
            (unit, capability) ->
                assertThat(find(units, unit).capabilities())
                    .as("seed %d", seed)
                    .contains(capability));
    for (int i = 0; i < needs.size(); i++) {
      String capability = needs.get(i).capability();
      long picked = pick.picked().values().stream().filter(capability::equals).count();
      assertThat(pick.filled().get(i)).as("seed %d", seed).isEqualTo((int) picked);
      assertThat(pick.filled().get(i)).isLessThanOrEqualTo(needs.get(i).count());
    }
  }

  private static Candidate find(List<Candidate> units, String id) {
    return units.stream().filter(u -> u.unit().equals(id)).findFirst().orElseThrow();
  }

  private static Worth worth(Pick pick, List<Candidate> units) {
    List<Long> times = pick.picked().keySet().stream().map(u -> find(units, u).millis()).toList();
    return new Worth(
        times.size(),
        times.stream().mapToLong(Long::longValue).sum(),
        times.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  /** Tries for each place every unit, and leaving it empty. */
  private static Worth best(
      List<Candidate> units,
      List<String> places,
      int place,
      Set<String> used,
      int filled,
      long millis,
      long last) {
    if (place == places.size()) {
      return new Worth(filled, millis, last);
    }
    Worth best = best(units, places, place + 1, used, filled, millis, last);
    for (Candidate unit : units) {
      if (unit.capabilities().contains(places.get(place)) && used.add(unit.unit())) {
        Worth with =
            best(
                units,
                places,
                place + 1,
                used,
                filled + 1,
                millis + unit.millis(),
                Math.max(last, unit.millis()));
        used.remove(unit.unit());
        if (with.betterThan(best)) {
          best = with;
        }
      }
    }
    return best;
  }

  /** The least limit on arrival under which as many places can still be filled. */
  private static long earliestLast(List<Candidate> units, List<String> places, int filled) {
    return units.stream()
        .map(Candidate::millis)
        .sorted()
        .filter(
            limit ->
                best(
                            units.stream().filter(u -> u.millis() <= limit).toList(),
                            places,
                            0,
                            new HashSet<>(),
                            0,
                            0,
                            0)
                        .filled()
                    == filled)
        .findFirst()
        .filter(limit -> filled > 0)
        .orElse(0L);
  }
}
