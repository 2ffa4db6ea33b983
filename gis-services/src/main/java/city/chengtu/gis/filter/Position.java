package city.chengtu.gis.filter;

/**
 * Where in its text or JSON a part of a filter stood, for messages. Takes no part in equality: two
 * filters that say the same are equal, wherever they were read from.
 */
public final class Position {
  /** Of what was put together in code. */
  public static final Position NONE = new Position(null, -1);

  private final String pointer;
  private final int offset;

  private Position(String pointer, int offset) {
    this.pointer = pointer;
    this.offset = offset;
  }

  static Position offset(int offset) {
    return new Position(null, offset);
  }

  static Position pointer(String pointer) {
    return new Position(pointer, -1);
  }

  /** As in {@link FilterException#position()}. */
  String text() {
    return offset < 0 ? pointer : "column " + (offset + 1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position;
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    String text = text();
    return text == null ? "" : text;
  }
}
