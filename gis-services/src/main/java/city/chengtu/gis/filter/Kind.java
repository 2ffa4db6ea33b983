package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Field;

/** What a property holds. */
public enum Kind {
  /** The feature's id, a text. */
  ID("text"),
  TEXT("text"),
  NUMBER("number"),
  BOOLEAN("boolean"),
  DATE("date"),
  TIMESTAMP("timestamp"),
  /** Of two instants; no property holds one. */
  INTERVAL("interval"),
  GEOMETRY("geometry");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** For messages. */
  String word() {
    return word;
  }

  /** Whether values of both may be compared. */
  boolean comparesWith(Kind other) {
    return word.equals(other.word);
  }

  boolean isInstant() {
    return this == DATE || this == TIMESTAMP;
  }

  /** True for texts and the id. */
  public boolean isText() {
    return this == ID || this == TEXT;
  }

  static Kind of(Field.Type type) {
    return switch (type) {
      case TEXT -> TEXT;
      case INTEGER, NUMBER -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case DATE -> DATE;
      case TIMESTAMP -> TIMESTAMP;
    };
  }
}
