package city.chengtu.gis.routing;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.OsmLimits;
import city.chengtu.gis.ingest.OsmReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the stretches of road that a reader delivers, and nothing else. */
public final class RoadCollector implements FeatureSink {
  private final List<RoadSegment> segments = new ArrayList<>();

  /** The stretches of an OpenStreetMap extract, without any store. */
  public static List<RoadSegment> read(Path osmFile) throws IOException {
    try (RoadCollector collector = new RoadCollector()) {
      new OsmReader(OsmLimits.standard()).read(osmFile, collector);
      return collector.segments();
    }
  }

  public List<RoadSegment> segments() {
    return List.copyOf(segments);
  }

  @Override
  public void define(Layer layer) {
    // The roads layer's definition is part of this package's contract; the others are not kept.
  }

  @Override
  public void write(NewFeature feature) {
    if (feature.layer().equals("roads")) {
      segments.add(RoadSegment.of(feature.id(), feature.geometry(), feature.properties()));
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
