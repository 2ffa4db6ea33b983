package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Number;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Timestamp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Values as text and JSON both have them. */
final class Literals {
  private static final String OPEN = "..";

  private Literals() {}

  static Number number(String text, Position at) {
    try {
      return new Number(new BigDecimal(text), at);
    } catch (NumberFormatException e) {
      throw new FilterException("'" + text + "' is not a number", at);
    }
  }

  static Date date(String text, Position at) {
    return Times.localDate(text)
        .map(day -> new Date(day, at))
        .orElseThrow(() -> new FilterException("'" + text + "' is not a date (2026-03-01)", at));
  }

  static Timestamp timestamp(String text, Position at) {
    return Times.instant(text)
        .map(moment -> new Timestamp(moment, at))
        .orElseThrow(
            () -> new FilterException("'" + text + "' is not a time (2026-03-01T08:00:00Z)", at));
  }

  /** A date or a time, whichever the text is. */
  static Optional<Expression> instant(String text, Position at) {
    Optional<Expression> date = Times.localDate(text).map(day -> new Date(day, at));
    return date.or(() -> Times.instant(text).map(moment -> new Timestamp(moment, at)));
  }

  /** One end of an interval. */
  static Expression intervalEnd(String text, Position at) {
    if (text.equals(OPEN)) {
      return new Open(at);
    }
    return instant(text, at)
        .orElseThrow(
            () ->
                new FilterException(
                    "'" + text + "' is no end of an interval: a date, a time, or '..'", at));
  }

  static Interval interval(Expression from, Expression to, Position at) {
    boolean wrongDays =
        from instanceof Date a && to instanceof Date b && b.value().isBefore(a.value());
    boolean wrongTimes =
        from instanceof Timestamp a && to instanceof Timestamp b && b.value().isBefore(a.value());
    if (wrongDays || wrongTimes) {
      throw new FilterException("the interval ends before it begins", at);
    }
    return new Interval(from, to, at);
  }

  /** Of four numbers, or six with heights, which are left out: all relations are in the plane. */
  static Box box(List<Double> numbers, Position at) {
    int axes = numbers.size() / 2;
    if (numbers.size() != 4 && numbers.size() != 6) {
      throw new FilterException("a box has 4 or 6 numbers, not " + numbers.size(), at);
    }
    double south = numbers.get(1);
    double north = numbers.get(axes + 1);
    if (south > north) {
      throw new FilterException("the box's south is greater than its north", at);
    }
    return new Box(numbers.get(0), south, numbers.get(axes), north, at);
  }
}
