package city.chengtu.plans.check;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.LevelProfile;
import city.chengtu.plans.model.Plan;
import city.chengtu.plans.model.Ring;
import java.util.List;
import java.util.function.Consumer;

/** Every ring has a radius at every level, and rings grow from the inside outwards. */
final class MapCheck implements PlanCheck {
  @Override
  public void run(Plan plan, Surroundings around, Consumer<Finding> found) {
    List<Ring> rings = plan.map().rings();
    List<Level> levels = plan.levels().stream().map(LevelProfile::level).toList();
    for (int i = 0; i < rings.size(); i++) {
      String path = "map.rings[%d].metres".formatted(i);
      complete(rings.get(i), levels, path, found);
      if (i > 0) {
        larger(rings.get(i - 1), rings.get(i), path, found);
      }
    }
  }

  private static void complete(
      Ring ring, List<Level> levels, String path, Consumer<Finding> found) {
    levels.stream()
        .filter(level -> !ring.metres().containsKey(level))
        .forEach(
            level ->
                found.accept(
                    Finding.error(
                        "no-ring-radius",
                        path,
                        level + " 级没有半径：" + ring.id(),
                        "no radius for level " + level + ": " + ring.id())));
    ring.metres().keySet().stream()
        .sorted()
        .filter(level -> !levels.contains(level))
        .forEach(
            level ->
                found.accept(
                    Finding.error(
                        "no-level-profile",
                        path + "." + level,
                        "levels 中没有 " + level + " 级",
                        "levels has no level " + level)));
  }

  private static void larger(Ring inner, Ring outer, String path, Consumer<Finding> found) {
    outer.metres().keySet().stream()
        .sorted()
        .filter(level -> inner.metres().containsKey(level))
        .filter(level -> outer.metres().get(level) <= inner.metres().get(level))
        .forEach(
            level ->
                found.accept(
                    Finding.error(
                        "ring-not-larger",
                        path + "." + level,
                        "应大于内圈 " + inner.id() + " 的半径",
                        "must be larger than the ring inside it: " + inner.id())));
  }
}
