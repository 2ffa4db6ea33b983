package city.chengtu.command.server;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * One thing that can be set: its key, its default, what it means in both languages, and how its
 * text is read.
 *
 * @param key dotted, for example {@code http.port}
 * @param otherwise the default, as text
 * @param form what the text must look like, for the manual
 */
public record Setting<T>(
    String key, String otherwise, String form, String zh, String en, Function<String, T> reader) {

  static Setting<String> text(String key, String otherwise, String zh, String en) {
    return new Setting<>(key, otherwise, "text", zh, en, Function.identity());
  }

  static Setting<Integer> number(
      String key, int otherwise, int min, int max, String zh, String en) {
    return new Setting<>(
        key,
        Integer.toString(otherwise),
        min + "–" + max,
        zh,
        en,
        text -> {
          int value = Integer.parseInt(text);
          if (value < min || value > max) {
            throw new IllegalArgumentException("must be from " + min + " to " + max);
          }
          return value;
        });
  }

  static Setting<Duration> duration(String key, String otherwise, String zh, String en) {
    return new Setting<>(
        key,
        otherwise,
        "ISO 8601 duration",
        zh,
        en,
        text -> Duration.parse(text.toUpperCase(Locale.ROOT)));
  }

  static Setting<Boolean> flag(String key, boolean otherwise, String zh, String en) {
    return new Setting<>(
        key,
        Boolean.toString(otherwise),
        "true or false",
        zh,
        en,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            });
  }

  static Setting<List<String>> list(String key, String otherwise, String zh, String en) {
    return new Setting<>(
        key,
        otherwise,
        "list, separated by commas",
        zh,
        en,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList());
  }

  /** The environment variable that sets it: {@code CHENGTU_HTTP_PORT} for {@code http.port}. */
  String variable() {
    return "CHENGTU_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
