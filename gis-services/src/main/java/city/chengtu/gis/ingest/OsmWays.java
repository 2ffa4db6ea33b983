package city.chengtu.gis.ingest;

import java.util.Map;

/** Makes features of ways: roads, and areas that one closed way bounds. */
final class OsmWays implements OsmVisitor {
  private final OsmRules rules;
  private final OsmRelations relations;
  private final OsmAreas areas;
  private final OsmRoads roads;
  private final OsmFeatures features;
  private final OsmCounts counts;

  OsmWays(
      OsmRules rules,
      OsmRelations relations,
      OsmAreas areas,
      OsmRoads roads,
      OsmFeatures features,
      OsmCounts counts) {
    this.rules = rules;
    this.relations = relations;
    this.areas = areas;
    this.roads = roads;
    this.features = features;
    this.counts = counts;
  }

  /** A way tagged as a paved area is none: one cannot tell where to drive on it. */
  static boolean isRoad(Map<String, String> tags) {
    return tags.containsKey("highway") && !"yes".equals(tags.get("area"));
  }

  @Override
  public boolean wants(Kind kind) {
    return kind == Kind.WAY;
  }

  @Override
  public void way(long id, long[] nodes, Map<String, String> tags) {
    boolean road = isRoad(tags);
    for (OsmRules.Match match : rules.matches(tags)) {
      if (match.layer().equals("roads")) {
        if (road) {
          roads.stretches(id, nodes, tags, match, features::write);
        }
      } else if (!road && !relations.covers(id, match.layer())) {
        area(id, nodes, tags, match);
      }
    }
  }

  private void area(long id, long[] nodes, Map<String, String> tags, OsmRules.Match match) {
    if (OsmAreas.closed(nodes)) {
      areas.ofWay(id, nodes).ifPresent(area -> features.area("w" + id, area, tags, match));
    } else if (!match.layer().equals("boundaries") && !relations.wantsWay(id)) {
      // Pieces of boundaries carry the boundary's tags; they are no areas by themselves.
      counts.problem("area is not closed, left out", "way " + id + " for " + match.layer());
    }
  }
}
