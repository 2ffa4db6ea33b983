package city.chengtu.gis.ingest;

import java.util.List;
import java.util.Map;

/**
 * What the fields of a layer must hold, for those who make forms of it; {@link LayerChecks} judges.
 *
 * @param required fields that may not be empty
 * @param unique fields whose value no two features share
 * @param values the dictionary of a field: nothing else may stand in it
 */
public record FieldRules(
    List<String> required, List<String> unique, Map<String, List<String>> values) {
  public FieldRules {
    required = List.copyOf(required);
    unique = List.copyOf(unique);
    values = Map.copyOf(values);
  }

  /** The rules of a layer; empty ones when it has none. */
  public static FieldRules of(String layer) {
    LayerRules rules = LayerRules.standard().getOrDefault(layer, LayerRules.NONE);
    return new FieldRules(rules.required(), rules.unique(), rules.values());
  }
}
