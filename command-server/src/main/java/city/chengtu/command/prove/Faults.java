package city.chengtu.command.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The list of faults, in the order of the report. */
final class Faults {
  private static final List<Supplier<Fault>> ALL =
      List.of(
          KillNode::new,
          FreezeNode::new,
          CutCluster::new,
          KillDatabase::new,
          FailOver::new,
          SlowDatabase::new,
          CutDatabase::new,
          FullDisk::new,
          ClockJump::new,
          StalledClient::new,
          ReconnectStorm::new,
          RetryStorm::new,
          Contention::new);

  private Faults() {}

  static List<Fault> all() {
    return ALL.stream().map(Supplier::get).toList();
  }

  /**
   * Those that happen on a store, in the seed's order.
   *
   * @param names only these; empty for all
   * @throws IllegalArgumentException naming one that does not exist
   */
  static List<Fault> choose(Store store, List<String> names, boolean shortList, long seed) {
    List<String> known = all().stream().map(Fault::name).toList();
    names.stream()
        .filter(n -> !known.contains(n))
        .findFirst()
        .ifPresent(
            n -> {
              throw new IllegalArgumentException("no fault '" + n + "'; there are " + known);
            });
    List<Fault> chosen =
        new ArrayList<>(
            all().stream()
                .filter(f -> f.happensOn(store))
                .filter(f -> names.isEmpty() || names.contains(f.name()))
                .filter(f -> !shortList || f.isShort())
                .toList());
    Collections.shuffle(chosen, new Random(seed));
    return chosen;
  }
}
