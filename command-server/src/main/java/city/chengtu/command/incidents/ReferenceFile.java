package city.chengtu.command.incidents;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads reference data from YAML: {@code source}, {@code validFrom}, then lists of rules. Every
 * error names the file, the list and the item.
 *
 * @param items rules in the order of the file
 */
record ReferenceFile(String name, String source, Instant validFrom, List<Item> items) {
  private static final String CODE = "[a-zA-Z0-9_.-]+|\\*";
  private static final int MAX_SOURCE = 400;

  /** One rule as it stands in the file. */
  record Item(String kind, String code, int place, String body) {}

  /** The lists a file may have, and what each item of them must say. */
  private static final Map<String, List<String>> KINDS =
      Map.ofEntries(
          Map.entry("types", List.of("code", "zh", "en", "category", "defaultLevel")),
          Map.entry("levels", List.of("level", "zh", "en")),
          Map.entry("dispositions", List.of("code", "zh", "en")),
          Map.entry("capabilities", List.of("code", "zh", "en")),
          Map.entry("unitKinds", List.of("code", "zh", "en", "capabilities")),
          Map.entry("duties", List.of("code", "zh", "en", "available")),
          Map.entry("runCards", List.of("type", "needs")),
          Map.entry("caseClasses", List.of("code", "zh", "en")),
          Map.entry("duplicateRules", List.of("type", "metres", "minutes")),
          Map.entry("limits", List.of("code", "value")),
          Map.entry("intervals", List.of("code", "zh", "en", "from", "to", "of")),
          Map.entry("around", List.of("code", "zh", "en", "parts")),
          Map.entry("numbering", List.of("code", "resets", "digits")));

  /**
   * @throws IllegalArgumentException says what is wrong and where
   */
  static ReferenceFile read(InputStream in, String name, ZoneId zone) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try (InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      root = new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(name + ": not YAML: " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(name + ": must be a map of lists");
    }
    return new Parser(name, zone).parse(map);
  }

  private record Parser(String name, ZoneId zone) {

    ReferenceFile parse(Map<?, ?> map) {
      Map<Object, Object> rest = new LinkedHashMap<>(map);
      String source = text(rest.remove("source"), "source");
      if (source.length() > MAX_SOURCE) {
        throw wrong("source is longer than " + MAX_SOURCE + " characters");
      }
      Instant validFrom = date(rest.remove("validFrom"));
      List<Item> items = new ArrayList<>();
      rest.forEach((kind, list) -> items.addAll(list(String.valueOf(kind), list)));
      return new ReferenceFile(name, source, validFrom, List.copyOf(items));
    }

    private List<Item> list(String kind, Object list) {
      if (!KINDS.containsKey(kind)) {
        throw wrong("unknown list '" + kind + "'; known are " + KINDS.keySet());
      }
      if (!(list instanceof List<?> all)) {
        throw wrong(kind + " must be a list");
      }
      Map<String, Item> items = new LinkedHashMap<>();
      for (int i = 0; i < all.size(); i++) {
        Item item = item(kind, i, StateJson.mapper().valueToTree(all.get(i)));
        if (items.put(item.code(), item) != null) {
          throw wrong(kind + "[" + i + "]: '" + item.code() + "' stands there twice");
        }
      }
      return List.copyOf(items.values());
    }

    private Item item(String kind, int place, JsonNode node) {
      String where = kind + "[" + place + "]";
      if (!(node instanceof ObjectNode body)) {
        throw wrong(where + " must be a map");
      }
      for (String field : KINDS.get(kind)) {
        if (!body.hasNonNull(field)) {
          throw wrong(where + ": " + field + " is missing");
        }
      }
      String code = code(kind, body);
      for (String part : code.split("/")) {
        if (!part.matches(CODE)) {
          throw wrong(where + ": not a code: '" + part + "'");
        }
      }
      return new Item(kind, code, place, StateJson.write(body));
    }

    private static String code(String kind, ObjectNode body) {
      return switch (kind) {
        case "levels" -> body.get("level").asText();
        case "runCards" -> body.get("type").asText() + "/" + body.path("level").asText("*");
        case "duplicateRules" -> body.get("type").asText();
        default -> body.get("code").asText();
      };
    }

    private String text(Object value, String field) {
      if (value == null || String.valueOf(value).isBlank()) {
        throw wrong(field + " is missing");
      }
      return String.valueOf(value).strip();
    }

    private Instant date(Object value) {
      if (value instanceof Date day) { // what the YAML reader makes of an unquoted date
        return day.toInstant().atZone(ZoneOffset.UTC).toLocalDate().atStartOfDay(zone).toInstant();
      }
      try {
        return LocalDate.parse(text(value, "validFrom")).atStartOfDay(zone).toInstant();
      } catch (java.time.DateTimeException e) {
        throw wrong("validFrom must be a date as 2026-01-31, not '" + value + "'");
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException(name + ": " + what);
    }
  }
}
