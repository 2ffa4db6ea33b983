package city.chengtu.command.downloads;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How much one person may take at once. Limits are rules that a city changes: {@code NAME} for
 * everybody, {@code NAME.ROLE} for holders of a role; the largest of them holds.
 */
public final class DownloadLimits {
  static final String ROWS = "downloadRows";
  static final String AREA = "downloadSquareKilometres";

  private final Function<String, OptionalDouble> rules;

  /**
   * @param rules gives a limit by its code; empty when there is none
   */
  public DownloadLimits(Function<String, OptionalDouble> rules) {
    this.rules = rules;
  }

  void checkRows(Actor actor, long rows) {
    check(actor, ROWS, "too-many-rows", rows, "features");
  }

  void checkArea(Actor actor, double squareKilometres) {
    check(actor, AREA, "too-large-area", Math.round(squareKilometres), "km²");
  }

  private void check(Actor actor, String name, String code, long asked, String unit) {
    OptionalDouble limit = limit(actor, name);
    if (limit.isPresent() && asked > limit.getAsDouble()) {
      long most = (long) limit.getAsDouble();
      String detail =
          "this is " + asked + " " + unit + ", you may take " + most + " at once (" + name + ")";
      throw new Refusal(
          new Refusal.Reason(
              422, code, detail, List.of(), Map.of("limit", most, "asked", asked, "rule", name)));
    }
  }

  private OptionalDouble limit(Actor actor, String name) {
    OptionalDouble own =
        actor.roles().stream()
            .map(role -> rules.apply(name + "." + role))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .max();
    return own.isPresent() ? own : rules.apply(name);
  }
}
