package city.chengtu.gis.ingest.load;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.ingest.Days;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as files hold them, and as layers want them. Times without a zone are those of China. */
final class Values {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** No leading zeros: codes and telephone numbers are text. */
  private static final Pattern WHOLE = Pattern.compile("-?(?:0|[1-9]\\d{0,17})");

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:0|[1-9]\\d{0,17})?(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?");
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})[-/.年]?(\\d{1,2})[-/.月]?(\\d{1,2})日?");
  private static final Pattern MOMENT =
      Pattern.compile(
          "(\\d{4}[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?)[T"
              + " ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?");

  private Values() {}

  /** False for what is no text: PostgreSQL's JSON knows no zero character and no half pairs. */
  static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** What one value could be. */
  static Field.Type typeOf(Object value) {
    if (value instanceof Boolean) {
      return Field.Type.BOOLEAN;
    }
    if (value instanceof Long) {
      return Field.Type.INTEGER;
    }
    if (value instanceof Double) {
      return Field.Type.NUMBER;
    }
    String text = value.toString();
    if (WHOLE.matcher(text).matches()) {
      return Field.Type.INTEGER;
    }
    if (text.chars().anyMatch(Character::isDigit) && NUMBER.matcher(text).matches()) {
      return Field.Type.NUMBER;
    }
    if (text.length() >= 8 && text.indexOf('-') > 0 && day(text).isPresent()) {
      return Field.Type.DATE;
    }
    return text.indexOf(':') > 0 && moment(text).isPresent()
        ? Field.Type.TIMESTAMP
        : Field.Type.TEXT;
  }

  /** The type that takes values of all these types. */
  static Field.Type common(Set<Field.Type> types) {
    if (types.size() == 1) {
      return types.iterator().next();
    }
    return types.equals(EnumSet.of(Field.Type.INTEGER, Field.Type.NUMBER))
        ? Field.Type.NUMBER
        : Field.Type.TEXT;
  }

  /** The value as the type wants it; unchanged when that cannot be, for the checks to name. */
  static Object as(Field.Type type, Object value) {
    if (value == null) {
      return null;
    }
    Optional<?> fits =
        switch (type) {
          case TEXT -> Optional.of(text(value));
          case INTEGER -> whole(value);
          case NUMBER -> number(value);
          case BOOLEAN -> yesNo(value);
          case DATE -> date(value.toString());
          case TIMESTAMP -> moment(value.toString());
        };
    return fits.isPresent() ? fits.get() : value;
  }

  private static String text(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15) {
      return Long.toString(d.longValue());
    }
    return value.toString();
  }

  private static Optional<Long> whole(Object value) {
    if (value instanceof Long n) {
      return Optional.of(n);
    }
    if (value instanceof Double d) {
      return d == Math.rint(d) && Math.abs(d) < 1e15
          ? Optional.of(d.longValue())
          : Optional.empty();
    }
    String text = value.toString().strip();
    return text.matches("[-+]?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Double> number(Object value) {
    if (value instanceof Number n) {
      return Optional.of(n.doubleValue());
    }
    String text = value.toString().strip();
    boolean plain = text.chars().anyMatch(Character::isDigit) && NUMBER.matcher(text).matches();
    return plain ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  private static Optional<Boolean> yesNo(Object value) {
    if (value instanceof Boolean b) {
      return Optional.of(b);
    }
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "t", "yes", "y", "1", "是", "有", "真" -> Optional.of(true);
      case "false", "f", "no", "n", "0", "否", "无", "假" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<String> date(String text) {
    return Days.isIso(text) ? Optional.of(text) : day(text).map(LocalDate::toString);
  }

  private static Optional<LocalDate> day(String text) {
    Matcher day = DAY.matcher(text.strip());
    if (!day.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(day.group(1)),
              Integer.parseInt(day.group(2)),
              Integer.parseInt(day.group(3))));
    } catch (DateTimeException e) { // the 31st of February
      return Optional.empty();
    }
  }

  private static Optional<String> moment(String text) {
    try {
      return Optional.of(
          OffsetDateTime.parse(text.strip()).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    } catch (DateTimeException e) {
      // not RFC 3339: another way of writing it, perhaps
    }
    Matcher moment = MOMENT.matcher(text.strip());
    if (!moment.matches()) {
      return Optional.empty();
    }
    try {
      int seconds = moment.group(4) == null ? 0 : Integer.parseInt(moment.group(4));
      return day(moment.group(1))
          .map(
              day ->
                  LocalDateTime.of(
                      day,
                      LocalTime.of(
                          Integer.parseInt(moment.group(2)),
                          Integer.parseInt(moment.group(3)),
                          seconds)))
          .map(t -> t.atZone(CHINA).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    } catch (DateTimeException e) { // the 25th hour
      return Optional.empty();
    }
  }
}
