package city.chengtu.command.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A schema of a text or a whole number that says no more than how long or great it may be. It can
 * tell of most values in a fraction of a microsecond that they fit; whatever it cannot tell, the
 * contract's library decides. (The library's check is one method, too large for the compiler: it is
 * interpreted each time, 30 µs for a parameter.)
 */
final class PlainSchema {
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "minLength",
          "maxLength",
          "pattern",
          "enum",
          "minimum",
          "maximum",
          "default",
          "description",
          "title",
          "example",
          "examples",
          "__absolute_uri__");

  /** Longer ones are not whole numbers of 32 bits for sure. */
  private static final int DIGITS = 9;

  private final boolean text;
  private final int shortest;
  private final int longest;
  private final Pattern pattern;
  private final Set<Object> values;
  private final double least;
  private final double most;

  private PlainSchema(JsonObject schema) {
    this.text = schema.getValue("type").equals("string");
    this.shortest = schema.getInteger("minLength", 0);
    this.longest = schema.getInteger("maxLength", Integer.MAX_VALUE);
    this.pattern =
        schema.containsKey("pattern") ? Pattern.compile(schema.getString("pattern")) : null;
    JsonArray named = schema.getJsonArray("enum");
    this.values = named == null ? null : new HashSet<>((List<?>) named.getList());
    this.least = schema.getDouble("minimum", Double.NEGATIVE_INFINITY);
    this.most = schema.getDouble("maximum", Double.POSITIVE_INFINITY);
  }

  /** Empty when the schema says more than can be told here. */
  static Optional<PlainSchema> of(JsonSchema schema) {
    return schema instanceof JsonObject object
            && KNOWN.containsAll(object.fieldNames())
            && ("string".equals(object.getValue("type"))
                || "integer".equals(object.getValue("type")))
        ? Optional.of(new PlainSchema(object))
        : Optional.empty();
  }

  /** True when a parameter's value surely is what the schema wants; false says nothing. */
  boolean surelyTakes(String value) {
    return text ? takesText(value) : takesNumber(value);
  }

  private boolean takesText(String value) {
    int length = value.codePointCount(0, value.length());
    return length >= shortest
        && length <= longest
        && (pattern == null || pattern.matcher(value).find())
        && (values == null || values.contains(value));
  }

  private boolean takesNumber(String value) {
    if (value.isEmpty() || value.length() > DIGITS || values != null) {
      return false;
    }
    int number = 0;
    for (int i = 0; i < value.length(); i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9' || (i > 0 && number == 0)) {
        return false; // a sign, or a nought before the number
      }
      number = 10 * number + digit - '0';
    }
    return number >= least && number <= most;
  }
}
