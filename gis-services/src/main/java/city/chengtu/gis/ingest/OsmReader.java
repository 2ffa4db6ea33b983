package city.chengtu.gis.ingest;

import java.io.IOException;
import java.nio.file.Path;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * Reads OpenStreetMap extracts ({@code .osm.pbf}, {@code .osm.gz}, {@code .osm}) into the base
 * layers. The file is read four times (relations; which nodes their ways and the others need; where
 * these nodes lie; the ways), so that memory grows with the wanted nodes only.
 */
public final class OsmReader {
  private final OsmLimits limits;

  public OsmReader(OsmLimits limits) {
    this.limits = limits;
  }

  /**
   * Defines the base layers in the sink and writes their features; the sink stays open.
   *
   * @return what was written and what was wrong with the rest
   * @throws OsmFormatException when the file is not OpenStreetMap data or goes beyond the limits
   */
  public OsmCounts read(Path file, FeatureSink sink) throws IOException {
    OsmSource source = OsmSource.of(file, limits);
    OsmLayers.all(file).forEach(sink::define);
    OsmCounts counts = new OsmCounts();
    GeometryFactory geometry = new GeometryFactory(new PrecisionModel(), 4326);
    OsmRules rules = new OsmRules();

    OsmRelations relations = new OsmRelations(rules);
    source.scan(relations);
    OsmNeededNodes needed = new OsmNeededNodes(rules, relations, limits);
    source.scan(needed);
    OsmNodeTable nodes = needed.table();
    OsmFeatures features = new OsmFeatures(rules, geometry, counts, sink);
    source.scan(new OsmNodePlaces(nodes, features));
    OsmAreas areas = new OsmAreas(nodes, geometry, counts);
    relations.write(areas, features);
    source.scan(
        new OsmWays(
            rules, relations, areas, new OsmRoads(nodes, geometry, counts), features, counts));
    return counts;
  }
}
