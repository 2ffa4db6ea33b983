package city.chengtu.command.dispatch;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a unit can be sent: derived from duty and assignment, never stored. */
public enum Availability {
  AVAILABLE,
  COMMITTED,
  ON_SCENE,
  OUT_OF_SERVICE;

  /**
   * @param work status of the open assignment; null for none
   * @param dutyAllows the unit's duty lets it be sent
   */
  static Availability of(Status work, boolean dutyAllows) {
    if (work == Status.AT_SCENE) {
      return ON_SCENE;
    }
    if (work != null) {
      return COMMITTED;
    }
    return dutyAllows ? AVAILABLE : OUT_OF_SERVICE;
  }

  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
