package city.chengtu.gis.filter;

/**
 * A word, literal or sign of CQL2 text.
 *
 * @param text a name or string without its quotes and escapes, a number or sign as it stands
 * @param offset of its first character, from 0
 */
record Token(Type type, String text, int offset) {
  enum Type {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SIGN,
    END
  }

  boolean is(String sign) {
    return type == Type.SIGN && text.equals(sign);
  }

  /** True for this keyword, in upper or lower case. */
  boolean isWord(String keyword) {
    return type == Type.WORD && text.equalsIgnoreCase(keyword);
  }

  Position at() {
    return Position.offset(offset);
  }

  /** For "expected …, found …". */
  String shown() {
    return switch (type) {
      case END -> "the end";
      case STRING -> "a text literal";
      default -> "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    };
  }
}
