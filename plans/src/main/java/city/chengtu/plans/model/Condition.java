package city.chengtu.plans.model;

import java.math.BigDecimal;
import java.util.List;

/**
 * When a response level is proposed. Plain data on purpose: a plan is written by planners, and
 * nothing in it is ever run as code.
 */
public sealed interface Condition {
  /** The incident is graded at this level or more severe. */
  record IncidentAtLeast(Level level) implements Condition {}

  /** A known number is not below the limit ("以上" includes the number). */
  record FactAtLeast(String fact, BigDecimal limit) implements Condition {}

  /** A known number is below the limit ("以下" leaves the number out). */
  record FactBelow(String fact, BigDecimal limit) implements Condition {}

  /**
   * A warning of this colour or a more severe one is in force: I red, II orange, III yellow, IV
   * blue.
   */
  record WarningAtLeast(Level colour) implements Condition {}

  /** Only a person can tell; the text says what to judge. */
  record Judgement(Text question) implements Condition {}

  /** Every part holds. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** At least one part holds. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }
}
