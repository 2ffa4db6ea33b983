package city.chengtu.gis.ingest;

import java.util.Map;

/** Notes where the needed nodes lie; nodes that are features themselves are written at once. */
final class OsmNodePlaces implements OsmVisitor {
  private final OsmNodeTable table;
  private final OsmFeatures features;

  OsmNodePlaces(OsmNodeTable table, OsmFeatures features) {
    this.table = table;
    this.features = features;
  }

  @Override
  public boolean wants(Kind kind) {
    return kind == Kind.NODE;
  }

  @Override
  public void node(long id, int lon, int lat, Map<String, String> tags) {
    table.place(id, lon, lat);
    if (!tags.isEmpty()) {
      features.node(id, lon / OsmNodeTable.UNITS, lat / OsmNodeTable.UNITS, tags);
    }
  }
}
