package city.chengtu.command.incidents;

import java.util.List;

/** The rules of reference data in the shape the services use them. */
public final class Rules {
  private Rules() {}

  /** A kind of incident; {@code defaultLevel} 1 to 4. */
  public record IncidentType(
      String code, String zh, String en, String category, int defaultLevel) {}

  /** What a unit is and, unless it says otherwise itself, what it can do. */
  public record UnitKind(String code, String zh, String en, List<String> capabilities) {
    public UnitKind {
      capabilities = capabilities == null ? List.of() : List.copyOf(capabilities);
    }
  }

  /** A duty a unit may have; {@code available}: it can be sent. */
  public record Duty(
      String code, String zh, String en, boolean available, boolean reasonRequired) {}

  /** So many units with one capability. */
  public record Need(String capability, int count) {}

  /**
   * What to send.
   *
   * @param type incident type, or {@code *} for all
   * @param level null for all
   */
  public record RunCard(String type, Integer level, List<Need> needs) {
    public RunCard {
      needs = needs == null ? List.of() : List.copyOf(needs);
    }
  }

  /**
   * When two calls may be one incident.
   *
   * @param type type of the new call, or {@code *}
   * @param with types of open incidents it may repeat; null for the same type only, {@code *} for
   *     any
   */
  public record DuplicateRule(String type, double metres, double minutes, List<String> with) {
    boolean joins(String other) {
      return with == null ? other.equals(type) : with.contains("*") || with.contains(other);
    }
  }

  /**
   * An interval, the time between two named timestamps.
   *
   * @param of {@code incident} (one value an incident) or {@code response} (one value a unit
   *     response)
   */
  public record Interval(
      String code, String zh, String en, String from, String to, String of, String source) {}

  /** A limit by name. */
  public record Limit(String code, double value, String unit) {}

  /** How running numbers are made; {@code resets} is year or day. */
  public record Numbering(String code, String resets, int digits) {}
}
