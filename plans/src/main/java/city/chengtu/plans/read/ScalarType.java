package city.chengtu.plans.read;

import city.chengtu.plans.model.Level;
import city.chengtu.plans.model.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One kind of single value in a plan file.
 *
 * @param code finding code when the text does not fit
 * @param expected what is expected, for the message
 * @param parser throws an {@link IllegalArgumentException} or {@link DateTimeException} when the
 *     text does not fit
 * @param standIn lets reading go on after a problem; a plan with problems is never handed out
 */
record ScalarType<T>(String code, Text expected, Function<String, T> parser, T standIn) {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  static final ScalarType<String> STRING =
      new ScalarType<>("bad-text", new Text("文字", "text"), Function.identity(), "");
  static final ScalarType<String> ID =
      new ScalarType<>(
          "bad-id",
          new Text("小写字母开头的标识（a-z 0-9 _ -）", "an id of a-z 0-9 _ - that starts with a letter"),
          text -> {
            require(IDENTIFIER.matcher(text).matches());
            return text;
          },
          "");
  static final ScalarType<Integer> COUNT =
      new ScalarType<>(
          "bad-number",
          new Text("正整数", "a whole number above 0"),
          text -> {
            int value = Integer.parseInt(text);
            require(value > 0);
            return value;
          },
          1);
  static final ScalarType<BigDecimal> NUMBER =
      new ScalarType<>("bad-number", new Text("数字", "a number"), BigDecimal::new, BigDecimal.ZERO);
  static final ScalarType<Duration> DURATION =
      new ScalarType<>(
          "bad-duration",
          new Text("大于零的 ISO 8601 时长，如 PT15M", "an ISO 8601 duration above zero such as PT15M"),
          text -> {
            Duration value = Duration.parse(text);
            require(value.compareTo(Duration.ZERO) > 0);
            return value;
          },
          Duration.ofMinutes(1));
  static final ScalarType<LocalDate> DATE =
      new ScalarType<>(
          "bad-date",
          new Text("日期，如 2026-01-31", "a date such as 2026-01-31"),
          LocalDate::parse,
          LocalDate.EPOCH);
  static final ScalarType<Boolean> YES_NO =
      new ScalarType<>(
          "bad-yes-no",
          new Text("true 或 false", "true or false"),
          text -> {
            require(Set.of("true", "false").contains(text));
            return Boolean.valueOf(text);
          },
          false);
  static final ScalarType<Level> LEVEL =
      new ScalarType<>(
          "bad-level", new Text("I、II、III 或 IV", "I, II, III or IV"), Level::valueOf, Level.IV);

  /** Words of an enum, written in lower case. */
  static <E extends Enum<E>> ScalarType<E> oneOf(Class<E> type) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return new ScalarType<>(
        "bad-word",
        new Text("下列之一：" + words, "one of " + words),
        text -> {
          require(text.equals(text.toLowerCase(Locale.ROOT)));
          return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        },
        type.getEnumConstants()[0]);
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("does not fit");
    }
  }
}
