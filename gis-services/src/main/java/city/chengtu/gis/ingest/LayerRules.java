package city.chengtu.gis.ingest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a layer's fields must hold, read from {@code layer-rules.json} beside this class: rules are
 * data.
 */
record LayerRules(
    List<String> required,
    List<String> unique,
    Map<String, Pattern> patterns,
    Map<String, List<String>> values,
    Map<String, Range> ranges,
    List<List<String>> exactlyOne) {
  /**
   * @param meaning what the expression asks for, in words
   */
  record Pattern(String regex, String meaning) {}

  record Range(double min, double max) {}

  LayerRules {
    required = required == null ? List.of() : List.copyOf(required);
    unique = unique == null ? List.of() : List.copyOf(unique);
    patterns = patterns == null ? Map.of() : Map.copyOf(patterns);
    values = values == null ? Map.of() : Map.copyOf(values);
    ranges = ranges == null ? Map.of() : Map.copyOf(ranges);
    exactlyOne = exactlyOne == null ? List.of() : List.copyOf(exactlyOne);
  }

  static final LayerRules NONE = new LayerRules(null, null, null, null, null, null);

  /** By layer. */
  static Map<String, LayerRules> standard() {
    try (InputStream in =
        Objects.requireNonNull(
            LayerRules.class.getResourceAsStream("layer-rules.json"), "layer-rules.json")) {
      return Map.copyOf(
          new ObjectMapper().readValue(in, new TypeReference<Map<String, LayerRules>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("layer-rules.json is broken: " + e.getMessage(), e);
    }
  }
}
