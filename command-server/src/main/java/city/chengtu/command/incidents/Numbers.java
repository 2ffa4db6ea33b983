package city.chengtu.command.incidents;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Running numbers, as the numbering rule says. */
record Numbers(Rules.Numbering rule) {
  /**
   * @param period year or day the number runs in
   * @param text at least as many digits as the rule says
   */
  record Running(String period, String text) {}

  Running next(Handle h, IncidentTable table, LocalDate day) {
    String period = period(day);
    long number = table.nextNumber(h, period);
    return new Running(period, String.format(Locale.ROOT, "%0" + rule.digits() + "d", number));
  }

  private String period(LocalDate day) {
    return switch (rule.resets()) {
      case "year" -> Integer.toString(day.getYear());
      case "day" -> DateTimeFormatter.BASIC_ISO_DATE.format(day);
      default ->
          throw new IllegalStateException(
              "numbering must reset by year or day, not '" + rule.resets() + "'");
    };
  }
}
