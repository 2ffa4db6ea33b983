package city.chengtu.gis.filter;

/** What is taken from a text before it is compared. */
public enum Folding {
  /** {@code CASEI}: upper and lower case are the same. */
  CASE("casei"),
  /** {@code ACCENTI}: letters with and without accents are the same. */
  ACCENT("accenti");

  private final String function;

  Folding(String function) {
    this.function = function;
  }

  /** Its name in CQL2, lower case. */
  public String function() {
    return function;
  }
}
