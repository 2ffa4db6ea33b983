package city.chengtu.gis.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/** The relations that are areas of our layers, and the ways they are made of. */
final class OsmRelations implements OsmVisitor {
  private static final Set<String> AREA_TYPES = Set.of("multipolygon", "boundary");

  private final OsmRules rules;
  private final List<Area> areas = new ArrayList<>();
  private final Set<Long> wantedWays = new HashSet<>();
  private final Map<Long, long[]> nodesOfWays = new HashMap<>();
  private final Map<Long, Set<String>> layersOfWays = new HashMap<>();

  private record Area(long id, List<Member> ways, Map<String, String> tags) {}

  OsmRelations(OsmRules rules) {
    this.rules = rules;
  }

  @Override
  public boolean wants(Kind kind) {
    return kind == Kind.RELATION;
  }

  @Override
  public void relation(long id, List<Member> members, Map<String, String> tags) {
    if (AREA_TYPES.contains(tags.getOrDefault("type", "")) && !areaMatches(tags).isEmpty()) {
      List<Member> ways = members.stream().filter(m -> m.kind() == Kind.WAY).toList();
      areas.add(new Area(id, ways, tags));
      ways.forEach(way -> wantedWays.add(way.id()));
    }
  }

  private List<OsmRules.Match> areaMatches(Map<String, String> tags) {
    return rules.matches(tags).stream().filter(m -> !m.layer().equals("roads")).toList();
  }

  boolean wantsWay(long way) {
    return wantedWays.contains(way);
  }

  void takeWay(long way, long[] nodes) {
    nodesOfWays.put(way, nodes);
  }

  /** True when the way is an edge of an area of that layer: then it is not one of its own. */
  boolean covers(long way, String layer) {
    return layersOfWays.getOrDefault(way, Set.of()).contains(layer);
  }

  void write(OsmAreas polygons, OsmFeatures features) {
    for (Area area : areas) {
      Optional<Geometry> polygon = polygon(area, polygons, features);
      if (polygon.isPresent()) {
        for (OsmRules.Match match : areaMatches(area.tags())) {
          features.area("r" + area.id(), polygon.get(), area.tags(), match);
          area.ways().forEach(way -> markCovered(way, match.layer()));
        }
      }
    }
  }

  private void markCovered(Member way, String layer) {
    if (!isInner(way)) {
      layersOfWays.computeIfAbsent(way.id(), w -> new HashSet<>()).add(layer);
    }
  }

  private Optional<Geometry> polygon(Area area, OsmAreas polygons, OsmFeatures features) {
    List<long[]> outers = new ArrayList<>();
    List<long[]> inners = new ArrayList<>();
    for (Member way : area.ways()) {
      long[] nodes = nodesOfWays.get(way.id());
      if (nodes == null) {
        features.problem("multipolygon leaves the extract, left out", "relation " + area.id());
        return Optional.empty();
      }
      if (nodes.length > 1) {
        (isInner(way) ? inners : outers).add(nodes);
      }
    }
    return polygons.ofRelation(area.id(), outers, inners);
  }

  private static boolean isInner(Member way) {
    return way.role().equals("inner");
  }
}
