package city.chengtu.command.replay;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Which column of a file of calls means what; see {@code replay/san-francisco-fire.yaml}.
 *
 * @param name goes into the command ids
 * @param timestamps pattern of {@link DateTimeFormatter}
 * @param timeZone of timestamps that name none
 * @param row column with the row's unique id
 * @param response status code → column
 */
record CallMapping(
    String name,
    String timestamps,
    String timeZone,
    String row,
    CallColumns call,
    UnitColumns unit,
    Map<String, String> response) {

  record CallColumns(
      String id,
      String received,
      String entered,
      String lon,
      String lat,
      String address,
      List<String> description,
      Values type,
      Values level,
      Values disposition) {}

  record UnitColumns(String id, String prefix, String organisation, Values kind) {}

  /**
   * @param values what each value of the column becomes
   * @param otherwise what any other becomes; null refuses it
   */
  record Values(String column, Map<String, String> values, String otherwise) {
    String of(String cell, String where) {
      String mapped = values.getOrDefault(cell, otherwise);
      if (mapped == null) {
        throw new IllegalArgumentException(
            where + ": the mapping says nothing of " + column + " '" + cell + "'");
      }
      return mapped;
    }
  }

  /** The mappings that come with the program. */
  static final String SHIPPED = "/replay/%s.yaml";

  /**
   * @param nameOrFile a file, or the name of a mapping that comes with the program
   * @throws IllegalArgumentException says what is wrong
   */
  static CallMapping read(String nameOrFile) {
    try (InputStream in = open(nameOrFile)) {
      LoaderOptions options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object yaml =
          new Yaml(new SafeConstructor(options))
              .load(new InputStreamReader(in, StandardCharsets.UTF_8));
      CallMapping mapping =
          StateJson.mapper().treeToValue(StateJson.mapper().valueToTree(yaml), CallMapping.class);
      mapping.check(nameOrFile);
      return mapping;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(nameOrFile + ": " + e.getOriginalMessage(), e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(nameOrFile + ": not YAML: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the mapping " + nameOrFile, e);
    }
  }

  private static InputStream open(String nameOrFile) throws IOException {
    InputStream shipped =
        CallMapping.class.getResourceAsStream(String.format(Locale.ROOT, SHIPPED, nameOrFile));
    return shipped == null ? Files.newInputStream(Path.of(nameOrFile)) : shipped;
  }

  private void check(String file) {
    if (name == null || timestamps == null || timeZone == null || row == null) {
      throw new IllegalArgumentException(file + ": needs name, timestamps, timeZone and row");
    }
    if (call == null || unit == null || response == null) {
      throw new IllegalArgumentException(file + ": needs call, unit and response");
    }
    if (!response.containsKey("dispatched") || !response.containsKey("released")) {
      throw new IllegalArgumentException(file + ": response needs dispatched and released");
    }
  }

  /** The columns that a file must have. */
  List<String> columns() {
    return java.util.stream.Stream.of(
            List.of(row, call.id(), call.received(), call.entered(), call.lon(), call.lat()),
            List.of(call.address(), unit.id()),
            call.description(),
            List.of(
                call.type().column(),
                call.level().column(),
                call.disposition().column(),
                unit.kind().column()),
            response.values())
        .flatMap(java.util.Collection::stream)
        .distinct()
        .toList();
  }

  /** Reads timestamps by this mapping. */
  Timestamps timestampReader() {
    return new Timestamps(
        DateTimeFormatter.ofPattern(timestamps, Locale.ROOT).withZone(ZoneId.of(timeZone)));
  }

  /** Null for an empty cell. */
  record Timestamps(DateTimeFormatter format) {
    Instant read(String cell, String where) {
      if (cell == null || cell.isBlank()) {
        return null;
      }
      try {
        TemporalAccessor parsed = format.parse(cell.strip());
        return Instant.from(parsed);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(where + ": not a timestamp: '" + cell + "'", e);
      }
    }
  }
}
