package city.chengtu.gis.ingest;

import java.util.Map;

/** Finds the nodes whose places are needed, and hands the relations their ways. */
final class OsmNeededNodes implements OsmVisitor {
  private final OsmRules rules;
  private final OsmRelations relations;
  private final OsmLimits limits;
  private final OsmLongs roadNodes = new OsmLongs();
  private final OsmLongs otherNodes = new OsmLongs();

  OsmNeededNodes(OsmRules rules, OsmRelations relations, OsmLimits limits) {
    this.rules = rules;
    this.relations = relations;
    this.limits = limits;
  }

  @Override
  public boolean wants(Kind kind) {
    return kind == Kind.WAY;
  }

  @Override
  public void way(long id, long[] nodes, Map<String, String> tags) throws OsmFormatException {
    boolean member = relations.wantsWay(id);
    if (member) {
      relations.takeWay(id, nodes);
    }
    if (OsmWays.isRoad(tags) && rules.match("roads", tags).isPresent()) {
      roadNodes.addAll(nodes);
    } else if (member || !rules.matches(tags).isEmpty()) {
      otherNodes.addAll(nodes);
    }
    if ((long) roadNodes.size() + otherNodes.size() > limits.nodes()) {
      throw new OsmFormatException(
          "the file needs more than the allowed " + limits.nodes() + " nodes in memory");
    }
  }

  OsmNodeTable table() {
    return new OsmNodeTable(roadNodes.toArray(), otherNodes.toArray());
  }
}
