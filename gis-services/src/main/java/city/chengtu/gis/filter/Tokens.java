package city.chengtu.gis.filter;

import java.util.Set;

/** Cuts CQL2 text into tokens, one ahead. */
final class Tokens {
  private static final Set<String> LONG_SIGNS = Set.of("<>", "<=", ">=");
  private static final String SIGNS = "()=<>+-*/%^,";

  private final String text;
  private int next;
  private Token token;

  Tokens(String text) {
    this.text = text;
    this.token = cut();
  }

  /** The token that comes next; stays until taken. */
  Token peek() {
    return token;
  }

  Token take() {
    Token taken = token;
    token = cut();
    return taken;
  }

  /** Takes the sign if it comes next. */
  boolean took(String sign) {
    boolean there = token.is(sign);
    if (there) {
      take();
    }
    return there;
  }

  boolean tookWord(String keyword) {
    boolean there = token.isWord(keyword);
    if (there) {
      take();
    }
    return there;
  }

  /** True when the word that comes next is a geometry's: a parenthesis follows, or Z and one. */
  boolean geometryFollows() {
    int i = afterSpace(next);
    if (i < text.length() && (text.charAt(i) == 'Z' || text.charAt(i) == 'z')) {
      i = afterSpace(i + 1);
    }
    return i < text.length() && text.charAt(i) == '(';
  }

  private int afterSpace(int start) {
    int i = start;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  void expect(String sign) {
    if (!took(sign)) {
      throw expected("'" + sign + "'");
    }
  }

  FilterException expected(String what) {
    return new FilterException("expected " + what + ", found " + token.shown(), token.at());
  }

  private Token cut() {
    next = afterSpace(next);
    if (next == text.length()) {
      return new Token(Token.Type.END, "", next);
    }
    int c = text.codePointAt(next);
    if (c == '\'') {
      return string();
    }
    if (c == '"') {
      return quotedName();
    }
    if (isDigit(c) || (c == '.' && next + 1 < text.length() && isDigit(text.charAt(next + 1)))) {
      return number();
    }
    return Names.isNameStart(c) ? word() : sign(c);
  }

  private Token word() {
    int start = next;
    while (next < text.length() && Names.isNamePart(text.codePointAt(next))) {
      next += Character.charCount(text.codePointAt(next));
    }
    return new Token(Token.Type.WORD, text.substring(start, next), start);
  }

  private Token sign(int c) {
    int start = next;
    if (start + 2 <= text.length() && LONG_SIGNS.contains(text.substring(start, start + 2))) {
      next += 2;
    } else if (SIGNS.indexOf(c) >= 0) {
      next++;
    } else {
      throw new FilterException(
          "'" + Character.toString(c) + "' has no place in a filter", Position.offset(start));
    }
    return new Token(Token.Type.SIGN, text.substring(start, next), start);
  }

  private Token number() {
    int start = next;
    digits();
    if (next < text.length() && text.charAt(next) == '.') {
      next++;
      digits();
    }
    if (next < text.length() && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
      next++;
      if (next < text.length() && (text.charAt(next) == '+' || text.charAt(next) == '-')) {
        next++;
      }
      if (next == text.length() || !isDigit(text.charAt(next))) {
        throw new FilterException("expected the number's exponent", Position.offset(next));
      }
      digits();
    }
    return new Token(Token.Type.NUMBER, text.substring(start, next), start);
  }

  private void digits() {
    while (next < text.length() && isDigit(text.charAt(next))) {
      next++;
    }
  }

  private Token quotedName() {
    int start = next++;
    StringBuilder name = new StringBuilder();
    for (; ; next++) {
      if (next >= text.length()) {
        throw new FilterException("the name in double quotes has no end", Position.offset(start));
      }
      char c = text.charAt(next);
      if (c == '"') {
        if (next + 1 >= text.length() || text.charAt(next + 1) != '"') {
          break;
        }
        next++;
      }
      name.append(c);
    }
    next++;
    return new Token(Token.Type.QUOTED_NAME, name.toString(), start);
  }

  private Token string() {
    int start = next++;
    StringBuilder value = new StringBuilder();
    for (; ; next++) {
      if (next >= text.length()) {
        throw new FilterException("the text literal has no end", Position.offset(start));
      }
      char c = text.charAt(next);
      boolean more = next + 1 < text.length();
      if (c == '\\' && more) {
        next++;
        escaped(text.charAt(next), value);
      } else if (c == '\'' && more && text.charAt(next + 1) == '\'') {
        next++;
        value.append('\'');
      } else if (c == '\'') {
        break;
      } else {
        value.append(c);
      }
    }
    next++;
    return new Token(Token.Type.STRING, value.toString(), start);
  }

  /**
   * Requirement /req/cql2-text/escaping; before other characters the backslash stands for itself.
   */
  private static void escaped(char c, StringBuilder value) {
    int control = "abtnvfr".indexOf(c);
    if (control >= 0) {
      value.append((char) (7 + control));
    } else if (c == '\'' || c == '\\') {
      value.append(c);
    } else {
      value.append('\\').append(c);
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || c == ' '
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
