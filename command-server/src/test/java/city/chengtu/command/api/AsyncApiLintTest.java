package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The served AsyncAPI document keeps the house rules and names every type of event that the sources
 * can make.
 */
class AsyncApiLintTest {
  private static final Path SOURCES = Path.of("src/main/java");

  /**
   * {@code "city.chengtu.incident.created"}, or {@code "city.chengtu.live."} to which a word is
   * added.
   */
  private static final Pattern TYPE = Pattern.compile("\"(city\\.chengtu\\.[a-z]+[a-z._-]*)\"");

  @Test
  void everyChannelOperationMessageAndFieldIsDescribed() {
    assertThat(AsyncApi.served().faults()).isEmpty();
  }

  @Test
  void everyTypeInTheSourcesIsNamed() throws IOException {
    Set<String> named = AsyncApi.served().types();
    TreeMap<String, String> missing = new TreeMap<>();
    for (Path file : sources()) {
      Matcher type = TYPE.matcher(Files.readString(file, StandardCharsets.UTF_8));
      while (type.find()) {
        if (!known(type.group(1), named)) {
          missing.put(type.group(1), file.getFileName().toString());
        }
      }
    }
    assertThat(missing).as("event types that asyncapi.yaml does not name").isEmpty();
  }

  @Test
  void noTypeIsNamedThatNothingMakes() throws IOException {
    String all = "";
    for (Path file : sources()) {
      all += Files.readString(file, StandardCharsets.UTF_8);
    }
    Set<String> dead = new TreeSet<>();
    for (String type : AsyncApi.served().types()) {
      String word = type.substring(type.lastIndexOf('.') + 1);
      boolean whole = all.contains("\"" + type + "\"");
      boolean assembled =
          all.contains("\"" + type.substring(0, type.length() - word.length()) + "\"")
              && (all.contains("\"" + word + "\"") || named(all, word.toUpperCase(Locale.ROOT)));
      if (!whole && !assembled) {
        dead.add(type);
      }
    }
    assertThat(dead).as("event types in asyncapi.yaml that no source makes").isEmpty();
  }

  @Test
  void theLintSeesEachKindOfFault() {
    JsonObject bad =
        new JsonObject(
            """
            {"asyncapi": "2.6.0", "info": {"title": "x"},
             "channels": {"live": {"address": "live", "title": "t", "messages": {"a": {"$ref": "#/gone"}}}},
             "operations": {"say": {"action": "shout", "channel": {"$ref": "#/channels/live"}, "messages": []}},
             "components": {"messages": {"a": {"name": "a", "title": "t"}},
                            "schemas": {"A": {"properties": {"b": {"type": "string"}}}}}}
            """);

    assertThat(new AsyncApi(bad).faults())
        .containsExactly(
            "asyncapi: must be 3.x",
            "info: needs title and version",
            "channels/live: has no address",
            "channels/live: has no description",
            "operations/say: action must be send or receive",
            "operations/say: has no summary",
            "operations/say: has no messages",
            "channels/live: no operation sends or receives a",
            "messages/a: has no summary",
            "messages/a: has no payload",
            "schemas/A/b: has no description",
            "/channels/live/messages/a: leads nowhere: #/gone");
  }

  /** True when a constant of an enum is the word, as in {@code EN_ROUTE}. */
  private static boolean named(String sources, String constant) {
    return Pattern.compile("(?m)^ +" + constant + "[,;(]").matcher(sources).find();
  }

  /**
   * A beginning such as {@code city.chengtu.live.} is known when a type that begins so is named.
   */
  private static boolean known(String type, Set<String> named) {
    return type.endsWith(".")
        ? named.stream().anyMatch(t -> t.startsWith(type))
        : named.contains(type);
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
