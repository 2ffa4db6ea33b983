package city.chengtu.command.incidents;

import com.fasterxml.jackson.annotation.JsonValue;

/** The moments of an incident that are stamped; every interval is the time between two of them. */
public enum Clock {
  RECEIVED("received"),
  ANSWERED("answered"),
  CREATED("created"),
  FIRST_DISPATCHED("firstDispatched"),
  FIRST_EN_ROUTE("firstEnRoute"),
  FIRST_ON_SCENE("firstOnScene"),
  UNDER_CONTROL("underControl"),
  CLOSED("closed"),
  REOPENED("reopened");

  private final String code;

  Clock(String code) {
    this.code = code;
  }

  @JsonValue
  public String code() {
    return code;
  }

  /** Name of the column that holds the time in force. */
  String column() {
    return name().toLowerCase(java.util.Locale.ROOT) + "_at";
  }
}
