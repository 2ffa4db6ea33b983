package city.chengtu.command.edits;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.GeoJsonGeometry;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Geometry;

/**
 * Reads a GeoJSON feature (RFC 7946) against the fields of a layer. Members that our own answers
 * have and that cannot be changed ({@code links}, {@code version}, …) are read over; any other is
 * refused, since it might mean something, as {@code crs} did in 2008.
 */
public final class ContentReader {
  private static final Set<String> READ_OVER =
      Set.of("type", "id", "links", "bbox", "layer", "version", "validFrom");
  private static final String GEOMETRY = "geometry";
  private static final String PROPERTIES = "properties";
  private static final String INVALID = "invalid-body";

  private final Layer layer;
  private final UnaryOperator<Geometry> toLonLat;
  private final int mostText;

  /**
   * @param layer with the fields the author sees: others are unknown
   * @param toLonLat from the reference system of the body; throws IllegalArgumentException for what
   *     lies outside of it
   */
  public ContentReader(Layer layer, UnaryOperator<Geometry> toLonLat, EditLimits limits) {
    this.layer = layer;
    this.toLonLat = toLonLat;
    this.mostText = limits.text();
  }

  /**
   * @param id the feature's identity, which the body may repeat; null when it has none yet
   * @param geometryWanted false when the geometry may be left out, to stay as it is
   * @throws city.chengtu.command.journal.Refusal 400 naming every member at fault
   */
  public FeatureContent read(JsonNode body, String id, boolean geometryWanted) {
    Problems problems = new Problems();
    if (!body.isObject() || !"Feature".equals(body.path("type").asText())) {
      problems.add("/type", "not-a-feature", "the body must be a GeoJSON Feature");
      problems.refuse(400, INVALID);
    }
    body.properties().stream()
        .map(Map.Entry::getKey)
        .filter(m -> !READ_OVER.contains(m) && !m.equals(GEOMETRY) && !m.equals(PROPERTIES))
        .forEach(m -> problems.add("/" + m, "unknown-member", "a feature has no '" + m + "' here"));
    if (id != null && body.hasNonNull("id") && !body.get("id").asText().equals(id)) {
      problems.add("/id", "id-mismatch", "the identity of a feature cannot be changed");
    }
    Geometry geometry = geometry(body.get(GEOMETRY), geometryWanted, problems);
    Map<String, Object> values = values(body.path(PROPERTIES), problems);
    problems.refuse(400, INVALID);
    Set<String> names =
        layer.fields().stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
    return new FeatureContent(geometry, values, names, null);
  }

  private Geometry geometry(JsonNode node, boolean wanted, Problems problems) {
    if (node == null && !wanted) {
      return null;
    }
    if (node == null || node.isNull()) {
      problems.add("/geometry", "required", "a feature of this layer has a geometry");
      return null;
    }
    try {
      return toLonLat.apply(GeoJsonGeometry.read(node));
    } catch (IllegalArgumentException e) {
      problems.add("/geometry", "not-a-geometry", e.getMessage());
      return null;
    }
  }

  private Map<String, Object> values(JsonNode properties, Problems problems) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (properties.isNull() || properties.isMissingNode()) {
      return values;
    }
    if (!properties.isObject()) {
      problems.add("/properties", "not-an-object", "properties must be an object");
      return values;
    }
    for (Map.Entry<String, JsonNode> member : properties.properties()) {
      String name = member.getKey();
      if (layer.field(name).isEmpty()) {
        problems.add(
            Problems.property(name), "unknown-field", "the layer has no field '" + name + "'");
      } else {
        value(layer.field(name).get(), member.getValue(), values, problems);
      }
    }
    return values;
  }

  private void value(Field field, JsonNode node, Map<String, Object> values, Problems problems) {
    Object value = null;
    boolean fits = true;
    if (node.isTextual()) {
      value = node.textValue();
    } else if (node.isBoolean()) {
      value = node.booleanValue();
    } else if (node.isIntegralNumber()) {
      fits = node.canConvertToLong();
      value = node.longValue();
    } else if (node.isNumber()) {
      double number = node.doubleValue();
      // 40.0 is how a whole number of a field of numbers is answered.
      value = field.type() == Field.Type.INTEGER && whole(number) ? (Object) (long) number : number;
    } else {
      fits = node.isNull();
    }
    if (!fits) {
      problems.add(
          Problems.property(field.name()),
          "type",
          "'" + field.name() + "' must be " + field.type());
    } else if (value instanceof String text && text.length() > mostText) {
      problems.add(Problems.property(field.name()), "too-long", "text is longer than " + mostText);
    } else {
      values.put(field.name(), value);
    }
  }

  private static boolean whole(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53;
  }
}
