package city.chengtu.command.dispatch;

import city.chengtu.command.journal.Refusal;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Where a unit stands in one assignment, in the order in which the states are reached. */
public enum Status {
  DISPATCHED,
  ACKNOWLEDGED,
  EN_ROUTE,
  AT_SCENE,
  TO_DESTINATION,
  AT_DESTINATION,
  RELEASED,
  /** Taken back before it mattered. */
  RECALLED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the column that holds the time in force. */
  String column() {
    return code() + "_at";
  }

  /** True while the unit is held. */
  public boolean open() {
    return compareTo(RELEASED) < 0;
  }

  /**
   * @throws Refusal 400 when there is no such status
   */
  @JsonCreator
  public static Status of(String code) {
    return Arrays.stream(values())
        .filter(s -> s.code().equals(code))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("/status", "unknown-code", "no status '" + code + "'"));
  }
}
