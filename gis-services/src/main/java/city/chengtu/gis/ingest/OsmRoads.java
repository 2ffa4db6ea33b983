package city.chengtu.gis.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Cuts roads into stretches between junctions and reads their traffic rules (OSM wiki: Key:oneway,
 * Key:access, Key:maxspeed).
 */
final class OsmRoads {
  private static final Pattern SPEED = Pattern.compile("(\\d{1,3})(?:\\.\\d+)?\\s*(mph|km/h|kmh)?");
  private static final double KM_PER_MILE = 1.609344;

  /** The more special key comes first and decides. */
  private static final List<String> ACCESS_KEYS =
      List.of("motorcar", "motor_vehicle", "vehicle", "access");

  private final OsmNodeTable nodes;
  private final GeometryFactory geometry;
  private final OsmCounts counts;

  OsmRoads(OsmNodeTable nodes, GeometryFactory geometry, OsmCounts counts) {
    this.nodes = nodes;
    this.geometry = geometry;
    this.counts = counts;
  }

  void stretches(
      long way,
      long[] refs,
      Map<String, String> tags,
      OsmRules.Match match,
      Consumer<NewFeature> out) {
    Map<String, Object> rules = rules(way, tags, match.kind());
    if (!LongStream.of(refs).allMatch(nodes::has)) {
      counts.problem("road leaves the extract, cut off there", "way " + way);
    }
    List<Long> stretch = new ArrayList<>();
    int number = 0;
    for (long ref : refs) {
      if (!nodes.has(ref)) {
        number += write(way, number, stretch, rules, match.rank(), out);
        stretch.clear();
        continue;
      }
      if (!stretch.isEmpty() && stretch.get(stretch.size() - 1) == ref) {
        continue;
      }
      stretch.add(ref);
      if (stretch.size() > 1 && nodes.isJunction(ref)) {
        number += write(way, number, stretch, rules, match.rank(), out);
        stretch.clear();
        stretch.add(ref);
      }
    }
    write(way, number, stretch, rules, match.rank(), out);
  }

  private int write(
      long way,
      int number,
      List<Long> stretch,
      Map<String, Object> rules,
      int rank,
      Consumer<NewFeature> out) {
    if (stretch.size() < 2) {
      return 0;
    }
    Map<String, Object> properties = new HashMap<>(rules);
    properties.put("from_node", stretch.get(0));
    properties.put("to_node", stretch.get(stretch.size() - 1));
    Coordinate[] line = stretch.stream().map(nodes::at).toArray(Coordinate[]::new);
    out.accept(
        new NewFeature(
            "roads", "w" + way + "-" + number, rank, geometry.createLineString(line), properties));
    return 1;
  }

  private Map<String, Object> rules(long way, Map<String, String> tags, String roadClass) {
    Map<String, Object> rules = new HashMap<>();
    rules.put("name", tags.get("name"));
    rules.put("class", roadClass);
    rules.put("oneway", oneway(way, tags, roadClass));
    rules.put("maxspeed", maxspeed(way, tags));
    rules.put("access", access(tags));
    return rules;
  }

  private String oneway(long way, Map<String, String> tags, String roadClass) {
    String value = tags.getOrDefault("oneway", "");
    return switch (value) {
      case "yes", "true", "1" -> "yes";
      case "-1", "reverse" -> "-1";
      case "no", "false", "0" -> "no";
      case "" -> impliedOneway(tags, roadClass) ? "yes" : "no";
      default -> {
        counts.problem("oneway not understood, taken as no", "way " + way + ": " + value);
        yield "no";
      }
    };
  }

  private static boolean impliedOneway(Map<String, String> tags, String roadClass) {
    String junction = tags.getOrDefault("junction", "");
    return roadClass.equals("motorway")
        || junction.equals("roundabout")
        || junction.equals("circular");
  }

  private Double maxspeed(long way, Map<String, String> tags) {
    String value = tags.get("maxspeed");
    if (value == null) {
      return null;
    }
    Matcher matcher = SPEED.matcher(value.toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      counts.problem("maxspeed not understood, left out", "way " + way + ": " + value);
      return null;
    }
    double number = Integer.parseInt(matcher.group(1));
    return "mph".equals(matcher.group(2)) ? Math.round(number * KM_PER_MILE) : number;
  }

  private static String access(Map<String, String> tags) {
    return ACCESS_KEYS.stream().filter(tags::containsKey).findFirst().map(tags::get).orElse(null);
  }
}
