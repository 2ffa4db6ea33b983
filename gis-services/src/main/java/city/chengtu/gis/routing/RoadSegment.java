package city.chengtu.gis.routing;

import java.util.Map;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;

/**
 * One stretch of road between two junctions, as the {@code roads} layer holds it.
 *
 * @param id identity on the layer
 * @param line lon,lat degrees, drawn from {@code fromNode} to {@code toNode}
 * @param fromNode stretches meet where these numbers are equal, never by coordinates, so that a
 *     bridge does not join the road below
 * @param roadClass value of OSM's {@code highway}
 * @param maxspeed posted limit in km/h; null when unknown
 * @param access OSM's access value for motor vehicles; null when not restricted
 * @param name null when unnamed
 */
public record RoadSegment(
    String id,
    LineString line,
    long fromNode,
    long toNode,
    String roadClass,
    Oneway oneway,
    Double maxspeed,
    String access,
    String name) {
  /** Which ways a stretch may be driven, seen in the direction it is drawn. */
  public enum Oneway {
    NO,
    FORWARD,
    BACKWARD
  }

  public RoadSegment {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(roadClass, "class");
    Objects.requireNonNull(oneway, "oneway");
    if (line.getNumPoints() < 2) {
      throw new IllegalArgumentException("roads/" + id + ": the line has no length");
    }
    if (maxspeed != null && !(maxspeed > 0 && maxspeed < 1_000)) {
      throw new IllegalArgumentException(
          "roads/" + id + ": maxspeed must be a speed in km/h, not " + maxspeed);
    }
  }

  /**
   * Reads a feature of the {@code roads} layer.
   *
   * @throws IllegalArgumentException names the feature and the field that is wrong
   */
  public static RoadSegment of(String id, Geometry geometry, Map<String, Object> properties) {
    if (!(geometry instanceof LineString line)) {
      throw new IllegalArgumentException(
          "roads/" + id + ": geometry must be a LineString, not " + geometry.getGeometryType());
    }
    return new RoadSegment(
        id,
        line,
        node(id, properties, "from_node"),
        node(id, properties, "to_node"),
        requiredText(id, properties, "class"),
        oneway(id, properties),
        number(id, properties, "maxspeed"),
        text(properties, "access"),
        text(properties, "name"));
  }

  private static long node(String id, Map<String, Object> properties, String field) {
    if (properties.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "roads/" + id + ": " + field + " must be a whole number, not " + properties.get(field));
  }

  private static Double number(String id, Map<String, Object> properties, String field) {
    Object value = properties.get(field);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "roads/" + id + ": " + field + " must be a number, not " + value);
  }

  private static Oneway oneway(String id, Map<String, Object> properties) {
    String value = text(properties, "oneway");
    if (value == null || value.equals("no")) {
      return Oneway.NO;
    }
    return switch (value) {
      case "yes" -> Oneway.FORWARD;
      case "-1" -> Oneway.BACKWARD;
      default ->
          throw new IllegalArgumentException(
              "roads/" + id + ": oneway must be yes, -1 or no, not " + value);
    };
  }

  private static String requiredText(String id, Map<String, Object> properties, String field) {
    String value = text(properties, field);
    if (value == null) {
      throw new IllegalArgumentException("roads/" + id + ": " + field + " is missing");
    }
    return value;
  }

  private static String text(Map<String, Object> properties, String field) {
    return properties.get(field) instanceof String value && !value.isBlank() ? value : null;
  }
}
