package city.chengtu.command.incidents;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an incident stands. */
public enum IncidentState {
  OPEN,
  CLOSED,
  /** Joined into another incident, which goes on. */
  MERGED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static IncidentState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
