package city.chengtu.samples.drive;

import city.chengtu.gis.routing.RoadSegment;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the features of the layer {@code roads} into stretches of road; names what it cannot read
 * and goes on.
 */
final class RoadReader implements ServerDoor.FeatureReader {
  private static final Logger LOG = LoggerFactory.getLogger(RoadReader.class);
  private static final int NAMED_FAULTS = 5;

  private final GeometryFactory factory = new GeometryFactory();
  private final List<RoadSegment> segments = new ArrayList<>();
  private final int most;
  private int faults;

  RoadReader(int most) {
    this.most = most;
  }

  @Override
  public void read(JsonNode feature) {
    String id = feature.path("id").asText();
    try {
      segments.add(
          RoadSegment.of(
              id, line(feature.path("geometry")), properties(feature.path("properties"))));
    } catch (IllegalArgumentException e) {
      faults++;
      if (faults <= NAMED_FAULTS) {
        LOG.warn("road {} left out: {}", id, e.getMessage());
      }
    }
  }

  @Override
  public boolean full() {
    return segments.size() >= most;
  }

  List<RoadSegment> segments() {
    if (faults > NAMED_FAULTS) {
      LOG.warn("{} roads left out in all", faults);
    }
    return segments;
  }

  private org.locationtech.jts.geom.Geometry line(JsonNode geometry) {
    if (!"LineString".equals(geometry.path("type").asText())) {
      throw new IllegalArgumentException("its geometry is no LineString");
    }
    List<Coordinate> points = new ArrayList<>();
    for (JsonNode point : geometry.path("coordinates")) {
      points.add(new Coordinate(point.path(0).asDouble(), point.path(1).asDouble()));
    }
    return factory.createLineString(points.toArray(Coordinate[]::new));
  }

  private static Map<String, Object> properties(JsonNode node) {
    Map<String, Object> properties = new HashMap<>();
    node.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              Object plain = value.isNumber() ? value.numberValue() : value.asText();
              properties.put(field.getKey(), value.isNull() ? null : plain);
            });
    return properties;
  }
}
