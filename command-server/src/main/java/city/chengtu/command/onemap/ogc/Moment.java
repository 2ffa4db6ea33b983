package city.chengtu.command.onemap.ogc;

import city.chengtu.command.api.Rfc3339;
import city.chengtu.command.journal.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The parameter {@code datetime}. The time of a feature is that for which its version was true, so
 * an instant reads the layer as of then. An interval reads it as of its end: the last state that
 * falls into it; what ended before that is not shown.
 */
final class Moment {
  private static final String NAME = "datetime";

  private Moment() {}

  /**
   * @return the moment to read the layer as of; empty for now
   * @throws Refusal 400 when it is neither an instant nor an interval
   */
  static Optional<Instant> read(String text, Instant now) {
    String[] ends = text.replace(' ', '+').split("/", -1);
    if (ends.length > 2) {
      throw invalid("an interval has two ends");
    }
    Instant end = end(ends[ends.length - 1], ends.length == 2, true);
    if (ends.length == 2) {
      Instant start = end(ends[0], true, false);
      if (start != null && end != null && start.isAfter(end)) {
        throw invalid("the interval ends before it begins");
      }
    }
    return Optional.ofNullable(end).filter(now::isAfter);
  }

  /** Null for an open end. */
  private static Instant end(String text, boolean mayBeOpen, boolean last) {
    if (mayBeOpen && (text.isEmpty() || text.equals(".."))) {
      return null;
    }
    try {
      return text.length() == 10 ? day(LocalDate.parse(text), last) : Rfc3339.parse(text);
    } catch (DateTimeException e) {
      throw invalid("a moment is written as " + Rfc3339.FORM);
    }
  }

  /** A day of UTC, its beginning or its end. */
  private static Instant day(LocalDate day, boolean last) {
    return last
        ? day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minus(1, ChronoUnit.MICROS)
        : day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Refusal invalid(String detail) {
    return Refusal.invalid(
        NAME,
        "not-a-time",
        NAME + " must be an instant or an interval (a/b, ../b, a/..): " + detail);
  }
}
