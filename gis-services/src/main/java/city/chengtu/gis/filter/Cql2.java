package city.chengtu.gis.filter;

/**
 * Reads filters written in CQL2 (OGC 21-065r2), as text and as JSON. Offered are Basic CQL2,
 * advanced comparison, case- and accent-insensitive comparison, basic and full spatial functions,
 * temporal functions, arithmetic, and comparison of properties with each other; array functions and
 * functions of one's own are refused by name. What comes from outside is bounded: 262,144
 * characters, 64 levels, 5,000 conditions and values, 10,000 vertices.
 */
public final class Cql2 {
  private Cql2() {}

  /**
   * @throws FilterException when it is not CQL2, with the column, or asks for what is not offered,
   *     naming it
   */
  public static Filter ofText(String text) {
    Budget.checkLength(text);
    return new TextParser(text).filter();
  }

  /**
   * @throws FilterException as for text, with a JSON pointer
   */
  public static Filter ofJson(String json) {
    Budget.checkLength(json);
    return JsonParser.filter(json);
  }
}
