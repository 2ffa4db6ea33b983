package city.chengtu.gis.filter;

/** A filter that cannot be read, or that does not fit its layer. The message says what would. */
public final class FilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String position;

  public FilterException(String message, String position) {
    super(message);
    this.position = position;
  }

  FilterException(String message, Position position) {
    this(message, position.text());
  }

  /**
   * Where in the filter: "column 12" (from 1) of a text, a JSON pointer ("/args/0") of JSON ("" is
   * the whole), null for a filter that was put together in code.
   */
  public String position() {
    return position;
  }
}
