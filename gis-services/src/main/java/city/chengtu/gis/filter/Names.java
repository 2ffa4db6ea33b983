package city.chengtu.gis.filter;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of CQL2. */
final class Names {
  /** Words that are never a property's name unless in double quotes. */
  static final Set<String> RESERVED =
      Set.of("AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS", "NULL", "TRUE", "FALSE", "DIV");

  static final Set<String> ARRAY_FUNCTIONS =
      Set.of("A_EQUALS", "A_CONTAINS", "A_CONTAINEDBY", "A_OVERLAPS");

  private static final Map<String, SpatialRelation> SPATIAL = new HashMap<>();
  private static final Map<String, TemporalRelation> TEMPORAL = new HashMap<>();
  private static final Map<String, Folding> FOLDINGS = new HashMap<>();

  static {
    for (SpatialRelation relation : SpatialRelation.values()) {
      SPATIAL.put(upper(relation.function()), relation);
    }
    for (TemporalRelation relation : TemporalRelation.values()) {
      TEMPORAL.put(upper(relation.function()), relation);
    }
    for (Folding folding : Folding.values()) {
      FOLDINGS.put(upper(folding.function()), folding);
    }
  }

  private Names() {}

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  static Optional<SpatialRelation> spatial(String upper) {
    return Optional.ofNullable(SPATIAL.get(upper));
  }

  static Optional<TemporalRelation> temporal(String upper) {
    return Optional.ofNullable(TEMPORAL.get(upper));
  }

  static Optional<Folding> folding(String upper) {
    return Optional.ofNullable(FOLDINGS.get(upper));
  }

  /** Refuses what PostgreSQL cannot take as a text at all. */
  static void checkText(String text, Position at) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (c == 0 || (Character.isSurrogate(c) && !pair)) {
        throw new FilterException("NUL and half surrogate pairs have no place in a filter", at);
      }
      i += pair ? 1 : 0;
    }
  }

  /** What is said of functions that are not offered. */
  static FilterException unknownFunction(String name, Position at) {
    return ARRAY_FUNCTIONS.contains(upper(name))
        ? new FilterException(
            "the array function '" + name + "' is not offered: no property is an array", at)
        : new FilterException(
            "there is no function '"
                + name
                + "'; offered are casei, accenti, the spatial (s_…) and the temporal (t_…)"
                + " functions of CQL2",
            at);
  }

  static boolean isNameStart(int c) {
    return c == ':'
        || c == '_'
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= 0xC0 && c <= 0x2FF && c != 0xD7 && c != 0xF7)
        || (c >= 0x370 && c <= 0x1FFE && c != 0x37E)
        || (c >= 0x200C && c <= 0x200D)
        || (c >= 0x2070 && c <= 0x218F)
        || (c >= 0x2C00 && c <= 0x2FEF)
        || (c >= 0x3001 && c <= 0xD7FF)
        || (c >= 0xF900 && c <= 0xFDCF)
        || (c >= 0xFDF0 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0xEFFFF);
  }

  static boolean isNamePart(int c) {
    return isNameStart(c)
        || c == '.'
        || (c >= '0' && c <= '9')
        || (c >= 0x300 && c <= 0x36F)
        || (c >= 0x203F && c <= 0x2040);
  }

  /** True when a property may be called so without double quotes. */
  static boolean isPlain(String name) {
    return !name.isEmpty()
        && isNameStart(name.codePointAt(0))
        && name.codePoints().allMatch(Names::isNamePart)
        && !RESERVED.contains(upper(name));
  }
}
