package city.chengtu.gis.ingest;

import java.util.Objects;

/**
 * Something wrong with the data, named so that whoever delivers it can mend it.
 *
 * @param feature id of the feature; null when it is about the whole layer
 * @param field the field at fault; null when it is the geometry or the whole feature
 * @param rule stable short name of the rule broken, e.g. "required", "grid-gap"
 * @param detail what was found and what was expected
 */
public record Problem(
    String layer, String feature, String field, String rule, String detail, Severity severity) {
  public enum Severity {
    /** The feature cannot be taken; about a whole layer: the layer cannot be trusted. */
    ERROR,
    /** Taken, but somebody should look. */
    WARNING
  }

  public Problem {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(severity, "severity");
  }

  public static Problem error(NewFeature feature, String field, String rule, String detail) {
    return new Problem(feature.layer(), feature.id(), field, rule, detail, Severity.ERROR);
  }

  public static Problem warning(NewFeature feature, String field, String rule, String detail) {
    return new Problem(feature.layer(), feature.id(), field, rule, detail, Severity.WARNING);
  }

  @Override
  public String toString() {
    return layer
        + (feature == null ? "" : " " + feature)
        + (field == null ? "" : " " + field)
        + ": "
        + detail
        + " ["
        + rule
        + "]";
  }
}
