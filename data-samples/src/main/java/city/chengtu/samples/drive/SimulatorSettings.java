package city.chengtu.samples.drive;

import java.time.Duration;

/**
 * How the simulated crews behave.
 *
 * @param seed of the patrols
 * @param step from one report of positions to the next
 * @param unitsEvery how often the units' duties and incidents are asked for
 * @param acknowledgeAfter most time until a crew acknowledges
 * @param turnout most time from then until it drives
 * @param onScene time at the scene before the crew reports itself free; null when only operators
 *     release
 * @param patrolSpeed share of the road's speed driven on patrol
 * @param clock how much faster than real time the units move, 1 for real time; times above are real
 * @param mostSegments most stretches of road kept; beyond, patrols stay on the part that was read
 */
public record SimulatorSettings(
    long seed,
    Duration step,
    Duration unitsEvery,
    Duration acknowledgeAfter,
    Duration turnout,
    Duration onScene,
    double patrolSpeed,
    double clock,
    int mostSegments) {
  public SimulatorSettings {
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("step must be positive: " + step);
    }
    if (!(patrolSpeed > 0) || !(clock > 0)) {
      throw new IllegalArgumentException("patrolSpeed and clock must be positive");
    }
  }

  public static SimulatorSettings standard() {
    return new SimulatorSettings(
        1,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(6),
        Duration.ofSeconds(20),
        Duration.ofMinutes(8),
        0.55,
        1,
        400_000);
  }

  /** Units move so many times faster than real ones. */
  public SimulatorSettings withClock(double faster) {
    return new SimulatorSettings(
        seed,
        step,
        unitsEvery,
        acknowledgeAfter,
        turnout,
        onScene,
        patrolSpeed,
        faster,
        mostSegments);
  }
}
