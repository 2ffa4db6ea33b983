package city.chengtu.plans.model;

import java.util.Arrays;

/**
 * Grade of an incident and level of a response, I (特别重大, most severe) to IV (一般). The two are
 * separate facts and often differ; the scale is the same.
 */
public enum Level {
  I(1),
  II(2),
  III(3),
  IV(4);

  private final int number;

  Level(int number) {
    this.number = number;
  }

  /**
   * @param number 1 (most severe) to 4
   * @throws IllegalArgumentException when there is no such level
   */
  public static Level of(int number) {
    return Arrays.stream(values())
        .filter(level -> level.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("level must be 1 to 4, not " + number));
  }

  /** 1 for I to 4 for IV. */
  public int number() {
    return number;
  }

  /** True when this level is as severe as the other one, or more. */
  public boolean atLeast(Level other) {
    return number <= other.number;
  }
}
