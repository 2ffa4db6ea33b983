package city.chengtu.gis.ingest;

import java.time.Month;
import java.time.Year;

/** Dates as nearly all files write them, told without a parser: a load looks at a million. */
public final class Days {
  private static final int LENGTH = 10;

  private Days() {}

  /** True for a day of the calendar written as ISO 8601 has it, "2026-11-22", years 0 to 9999. */
  public static boolean isIso(String text) {
    if (text.length() != LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
      return false;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, LENGTH);
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  /** Below zero when there is anything but digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
