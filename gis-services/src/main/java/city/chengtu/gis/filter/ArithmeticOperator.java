package city.chengtu.gis.filter;

/** The signs of CQL2's arithmetic. */
public enum ArithmeticOperator {
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  DIVIDE("/"),
  /** The rest of a division, with the sign of the dividend. */
  MODULO("%"),
  /** Division, cut to the whole number towards zero. */
  WHOLE("div"),
  POWER("^");

  private final String sign;

  ArithmeticOperator(String sign) {
    this.sign = sign;
  }

  public String sign() {
    return sign;
  }
}
