package city.chengtu.command.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a case has come. The workflow adds its states here. */
public enum CaseState {
  /** 待受理: reported, nobody has accepted it yet. */
  REPORTED;

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static CaseState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
