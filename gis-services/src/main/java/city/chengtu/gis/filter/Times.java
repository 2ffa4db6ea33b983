package city.chengtu.gis.filter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Days and moments as they stand in text (RFC 3339) and as numbers that compare. The stores'
 * functions {@code json_day} and {@code json_instant} read the same texts to the same numbers;
 * whatever is not such a text has none. The years 1 to 9999, offsets of less than sixteen hours.
 */
public final class Times {
  private static final long MICROS = 1_000_000;
  private static final int DAY = 10;
  private static final int MINUTE = 16;
  private static final int SECOND = 19;
  private static final int OFFSET = 6;
  private static final int MOST_DIGITS = 9;
  private static final int MICRO_DIGITS = 6;
  private static final int MOST_OFFSET_HOURS = 15;

  private Times() {}

  /** Days since 1970-01-01 of {@code 2026-03-01}; null for any other text. */
  public static Long day(String text) {
    return text == null || text.length() != DAY ? null : date(text);
  }

  /**
   * Microseconds since 1970-01-01T00:00:00Z of {@code 2026-03-01T08:00:00.123+08:00}; seconds and
   * their fraction may be missing, digits beyond the sixth are cut off; null for any other text.
   */
  public static Long micros(String text) {
    if (text == null || text.length() <= MINUTE) {
      return null;
    }
    Long day = date(text);
    int hour = two(text, DAY + 1);
    int minute = two(text, DAY + 4);
    if (day == null
        || Character.toUpperCase(text.charAt(DAY)) != 'T'
        || text.charAt(DAY + 3) != ':'
        || !within(hour, 23)
        || !within(minute, 59)) {
      return null;
    }
    Long rest = secondsAndOffset(text);
    return rest == null ? null : (day * 86_400 + hour * 3_600L + minute * 60L) * MICROS + rest;
  }

  private static Long secondsAndOffset(String text) {
    int next = MINUTE;
    long micros = 0;
    if (text.charAt(next) == ':') {
      int second = two(text, next + 1);
      if (!within(second, 59)) {
        return null;
      }
      micros = second * MICROS;
      next = SECOND;
      if (next < text.length() && text.charAt(next) == '.') {
        int end = next + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
          end++;
        }
        int digits = end - next - 1;
        if (digits < 1 || digits > MOST_DIGITS) {
          return null;
        }
        micros += fraction(text, next + 1, digits);
        next = end;
      }
    }
    Long offset = offsetMinutes(text, next);
    return offset == null ? null : micros - offset * 60 * MICROS;
  }

  private static long fraction(String text, int start, int digits) {
    long value = 0;
    for (int i = 0; i < MICRO_DIGITS; i++) {
      value = value * 10 + (i < digits ? text.charAt(start + i) - '0' : 0);
    }
    return value;
  }

  private static Long offsetMinutes(String text, int start) {
    if (text.length() == start + 1 && Character.toUpperCase(text.charAt(start)) == 'Z') {
      return 0L;
    }
    if (text.length() != start + OFFSET || text.charAt(start + 3) != ':') {
      return null;
    }
    int hours = two(text, start + 1);
    int minutes = two(text, start + 4);
    char sign = text.charAt(start);
    if (!within(hours, MOST_OFFSET_HOURS) || !within(minutes, 59) || (sign != '+' && sign != '-')) {
      return null;
    }
    return (sign == '-' ? -1 : 1) * (hours * 60L + minutes);
  }

  private static Long date(String text) {
    int century = two(text, 0);
    int year = two(text, 2);
    int month = two(text, 5);
    int day = two(text, 8);
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || century < 0
        || year < 0
        || century + year == 0
        || month < 1
        || month > 12
        || day < 1) {
      return null;
    }
    LocalDate first = LocalDate.of(century * 100 + year, month, 1);
    return day > first.lengthOfMonth() ? null : (Long) (first.toEpochDay() + day - 1);
  }

  /** The two digits there, -1 when they are none. */
  private static int two(String text, int start) {
    if (start + 2 > text.length() || !isDigit(text.charAt(start))) {
      return -1;
    }
    return isDigit(text.charAt(start + 1))
        ? (text.charAt(start) - '0') * 10 + text.charAt(start + 1) - '0'
        : -1;
  }

  private static boolean within(int value, int most) {
    return value >= 0 && value <= most;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static Optional<LocalDate> localDate(String text) {
    return Optional.ofNullable(day(text)).map(LocalDate::ofEpochDay);
  }

  static Optional<Instant> instant(String text) {
    return Optional.ofNullable(micros(text)).map(Times::ofMicros);
  }

  static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
