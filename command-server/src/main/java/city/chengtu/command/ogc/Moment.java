package city.chengtu.command.ogc;

import city.chengtu.command.api.Rfc3339;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.feature.FeatureQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The parameter {@code datetime}. The time of a feature is that for which its version was true, so
 * an instant reads the layer as of then, and an interval finds whatever was true at any moment of
 * it, each feature once, as it was last within it. Live layers keep no past to look through: of
 * them an interval reads its end.
 *
 * @param since null for a single moment
 * @param at null for now
 */
record Moment(Instant since, Instant at) {
  private static final String NAME = "datetime";

  /**
   * @param now what lies after it is read as of now
   * @throws Refusal 400 when it is neither an instant nor an interval
   */
  static Moment read(String text, Instant now) {
    String[] ends = text.replace(' ', '+').split("/", -1);
    if (ends.length > 2) {
      throw invalid("an interval has two ends");
    }
    Instant end = end(ends[ends.length - 1], ends.length == 2, true);
    Instant until = end != null && now.isAfter(end) ? end : null;
    if (ends.length == 1) {
      return new Moment(null, until);
    }
    Instant start = end(ends[0], true, false);
    if (start != null && end != null && start.isAfter(end)) {
      throw invalid("the interval ends before it begins");
    }
    return new Moment(start == null ? Instant.EPOCH : start, until);
  }

  /** The query, of this time. */
  FeatureQuery of(FeatureQuery query) {
    return since == null ? query.asOf(at) : query.during(since, at);
  }

  boolean isNow() {
    return since == null && at == null;
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
