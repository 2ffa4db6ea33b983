package city.chengtu.gis.feature;

import java.util.Objects;

/**
 * One property of a layer's features.
 *
 * @param name the key in {@link Feature#properties()}
 * @param unit the unit of a number ("m", "km/h"); null for none
 * @param personal true when the value is personal data, shown only to those with the right to it
 */
public record Field(String name, Text title, Type type, String unit, boolean personal) {
  /** How a value is written in JSON: dates and timestamps are RFC 3339 text. */
  public enum Type {
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    DATE,
    TIMESTAMP
  }

  public Field {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(type, "type");
  }

  /** A field without unit that holds no personal data. */
  public static Field of(String name, String zh, String en, Type type) {
    return new Field(name, new Text(zh, en), type, null, false);
  }
}
