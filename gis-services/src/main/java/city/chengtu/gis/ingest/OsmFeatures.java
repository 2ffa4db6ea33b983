package city.chengtu.gis.ingest;

import city.chengtu.gis.ingest.OsmRules.Match;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Writes features with the properties of their layer. */
final class OsmFeatures {
  private static final Set<String> POINT_LAYERS = Set.of("places", "poi");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern HAN = Pattern.compile(".*\\p{IsHan}");
  private static final double METRES_PER_DEGREE = 111_195;

  private final OsmRules rules;
  private final GeometryFactory geometry;
  private final OsmCounts counts;
  private final FeatureSink sink;

  OsmFeatures(OsmRules rules, GeometryFactory geometry, OsmCounts counts, FeatureSink sink) {
    this.rules = rules;
    this.geometry = geometry;
    this.counts = counts;
    this.sink = sink;
  }

  void write(NewFeature feature) {
    sink.write(feature);
    counts.written(feature.layer());
  }

  void problem(String sort, String thing) {
    counts.problem(sort, thing);
  }

  void node(long id, double lon, double lat, Map<String, String> tags) {
    for (Match match : rules.matches(tags)) {
      if (POINT_LAYERS.contains(match.layer())) {
        point("n" + id, geometry.createPoint(new Coordinate(lon, lat)), tags, match);
      }
    }
  }

  /** Writes the area, or for layers of points a point inside it. */
  void area(String id, Geometry area, Map<String, String> tags, Match match) {
    if (POINT_LAYERS.contains(match.layer())) {
      point(id, area.getInteriorPoint(), tags, match);
      return;
    }
    if (match.layer().equals("boundaries") && !"administrative".equals(tags.get("boundary"))) {
      return;
    }
    int rank = rules.areaRank(squareMetres(area), match.rank());
    write(new NewFeature(match.layer(), id, rank, area, properties(tags, match)));
  }

  private void point(String id, Geometry point, Map<String, String> tags, Match match) {
    if (match.layer().equals("places") && !tags.containsKey("name")) {
      counts.problem("place without a name, left out", id);
      return;
    }
    write(new NewFeature(match.layer(), id, match.rank(), point, properties(tags, match)));
  }

  private static double squareMetres(Geometry area) {
    double lat = Math.toRadians(area.getEnvelopeInternal().centre().y);
    return area.getArea() * METRES_PER_DEGREE * METRES_PER_DEGREE * Math.cos(lat);
  }

  private Map<String, Object> properties(Map<String, String> tags, Match match) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("name", tags.get("name"));
    switch (match.layer()) {
      case "buildings" -> {
        properties.put("address", address(tags));
        properties.put("levels", levels(tags.get("building:levels")));
      }
      case "poi" -> {
        properties.put("kind", match.kind());
        properties.put("address", address(tags));
        properties.put("phone", tags.getOrDefault("phone", tags.get("contact:phone")));
      }
      case "boundaries" -> {
        properties.put("level", match.kind());
        properties.put("code", tags.getOrDefault("ref", tags.get("gb:code")));
      }
      default -> properties.put("kind", match.kind());
    }
    return properties;
  }

  /** Chinese style (芙蓉路388号) where the street's name is Chinese, otherwise street and number. */
  private static String address(Map<String, String> tags) {
    String street = tags.get("addr:street");
    String number = tags.get("addr:housenumber");
    if (street == null || number == null) {
      return tags.getOrDefault("addr:full", street);
    }
    if (!HAN.matcher(street).lookingAt()) {
      return street + " " + number;
    }
    return street + number + (DIGITS.matcher(number).matches() ? "号" : "");
  }

  private static Integer levels(String value) {
    return value != null && value.length() < 4 && DIGITS.matcher(value).matches()
        ? Integer.valueOf(value)
        : null;
  }
}
