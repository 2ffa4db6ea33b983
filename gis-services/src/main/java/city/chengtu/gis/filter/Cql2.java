package city.chengtu.gis.filter;

/** Reads filters written in CQL2 (OGC 21-065r2), as text and as JSON. */
public final class Cql2 {
  private Cql2() {}

  /**
   * @throws FilterException when it is not CQL2, with the column, or asks for what is not offered
   *     (array functions, functions of one's own), naming it
   */
  public static Filter ofText(String text) {
    throw new UnsupportedOperationException("not yet " + text);
  }

  /**
   * @throws FilterException as for text, with a JSON pointer
   */
  public static Filter ofJson(String json) {
    throw new UnsupportedOperationException("not yet " + json);
  }
}
