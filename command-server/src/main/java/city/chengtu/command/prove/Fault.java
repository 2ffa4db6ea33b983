package city.chengtu.command.prove;

import java.util.Map;

/**
 * One way to break a running city. The kit strikes, heals, waits until the writers go on and the
 * watchers have caught up, and then checks every promise.
 */
interface Fault {
  /** As it is called on the command line. */
  String name();

  String zh();

  String en();

  default boolean happensOn(Store store) {
    return true;
  }

  /** Belongs to the short list that runs at every build. */
  default boolean isShort() {
    return false;
  }

  /**
   * @return why it cannot be done here; null when it can
   */
  default String obstacle(Scene scene) {
    return null;
  }

  /** Breaks something and lets it be broken for a while. */
  void strike(Scene scene);

  /** Makes it whole again. */
  default void heal(Scene scene) {}

  /** What this fault alone measures, for the report. */
  default Map<String, Object> measured() {
    return Map.of();
  }
}
