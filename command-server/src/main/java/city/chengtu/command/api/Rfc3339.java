package city.chengtu.command.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as RFC 3339 writes them: with an offset, and with a year of four digits. */
public final class Rfc3339 {
  /** How a time is written, for messages. */
  public static final String FORM = "RFC 3339, as 2026-01-31T14:32:00+08:00";

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST =
      OffsetDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999, ZoneOffset.UTC).toInstant();

  private Rfc3339() {}

  /**
   * @throws DateTimeException when it is no such time, or outside the years 1 to 9999 (UTC)
   */
  public static Instant parse(String text) {
    Instant time = OffsetDateTime.parse(text).toInstant();
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw new DateTimeException("outside the years 1 to 9999");
    }
    return time;
  }
}
