package city.chengtu.command.cases;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pattern of case numbers 案卷编号: {@code {letter}}, {@code {class}}, {@code {date:yyyyMMdd}},
 * {@code {sequence:5}} and plain text. The sequence counts from 1 for each different rest.
 */
final class CaseNumber {
  private static final Pattern TOKEN = Pattern.compile("\\{([a-z]+)(?::([^}]*))?}");
  private static final String SEQUENCE = "#";

  private final List<BiFunction<CaseClass, LocalDate, String>> parts = new ArrayList<>();
  private int digits;

  /**
   * @throws IllegalArgumentException when a part is unknown or there is not just one sequence
   */
  CaseNumber(String pattern) {
    Matcher token = TOKEN.matcher(pattern);
    int end = 0;
    while (token.find()) {
      text(pattern.substring(end, token.start()));
      end = token.end();
      switch (token.group(1)) {
        case "letter" -> parts.add((c, day) -> c.letter());
        case "class" -> parts.add((c, day) -> c.digits());
        case "date" -> date(DateTimeFormatter.ofPattern(token.group(2), Locale.ROOT));
        case "sequence" -> sequence(Integer.parseInt(token.group(2)), pattern);
        default ->
            throw new IllegalArgumentException(
                "case number: unknown part " + token.group() + " in " + pattern);
      }
    }
    text(pattern.substring(end));
    if (digits < 1) {
      throw new IllegalArgumentException("case number: no sequence in " + pattern);
    }
  }

  private void text(String plain) {
    if (plain.contains(SEQUENCE) || plain.contains("{")) {
      throw new IllegalArgumentException("case number: neither # nor { in plain text: " + plain);
    }
    parts.add((c, day) -> plain);
  }

  private void date(DateTimeFormatter format) {
    parts.add((c, day) -> format.format(day));
  }

  private void sequence(int least, String pattern) {
    if (digits != 0) {
      throw new IllegalArgumentException("case number: more than one sequence in " + pattern);
    }
    digits = least;
    parts.add((c, day) -> SEQUENCE);
  }

  /** The number without its sequence, for which {@code #} stands. */
  String rest(CaseClass caseClass, LocalDate day) {
    return parts.stream().map(part -> part.apply(caseClass, day)).collect(Collectors.joining());
  }

  String with(String rest, long sequence) {
    return rest.replace(SEQUENCE, String.format(Locale.ROOT, "%0" + digits + "d", sequence));
  }
}
