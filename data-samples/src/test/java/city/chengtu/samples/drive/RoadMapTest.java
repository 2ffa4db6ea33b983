package city.chengtu.samples.drive;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.routing.RoadPoint;
import city.chengtu.gis.routing.RoadSegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class RoadMapTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private static RoadSegment road(String id, long from, long to, String oneway, double... lonLat) {
    Coordinate[] line = new Coordinate[lonLat.length / 2];
    for (int i = 0; i < line.length; i++) {
      line[i] = new Coordinate(lonLat[2 * i], lonLat[2 * i + 1]);
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put("class", "residential");
    properties.put("from_node", from);
    properties.put("to_node", to);
    properties.put("oneway", oneway);
    return RoadSegment.of(id, FACTORY.createLineString(line), properties);
  }

  /**
   * A ring 1 - 2 - 3 - 1 driven only that way round, one stretch drawn against the traffic, and a
   * dead end at 2.
   */
  private static RoadMap ring() {
    return new RoadMap(
        List.of(
            road("a", 1, 2, "yes", 112.0, 28.0, 112.01, 28.0),
            road("b", 3, 2, "-1", 112.005, 28.01, 112.01, 28.0),
            road("c", 3, 1, "yes", 112.005, 28.01, 112.0, 28.0),
            road("d", 2, 4, "no", 112.01, 28.0, 112.02, 28.0)));
  }

  @Test
  void patrolsObeyOneWayStreetsAndTurnOnlyAtDeadEnds() {
    RoadMap map = ring();
    Random random = new Random(7);
    RoadPoint start = map.nearest(112.002, 28.0).orElseThrow();
    RoadMap.Leg leg = map.leg(start);
    List<String> driven = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      driven.add(map.id(leg) + (leg.backwards() ? "-" : "+"));
      leg = map.after(leg, random::nextInt);
    }
    assertThat(driven).contains("a+", "b-", "c+", "d+", "d-").doesNotContain("a-", "b+", "c-");
    for (int i = 1; i < driven.size(); i++) {
      boolean turned = driven.get(i).charAt(0) == driven.get(i - 1).charAt(0);
      assertThat(turned).as("step " + i).isEqualTo(driven.get(i).equals("d-"));
    }
  }

  @Test
  void placesOnATrackAreMetresAlongIt() {
    RoadMap map = ring();
    Track track = map.track(map.leg(map.nearest(112.002, 28.0).orElseThrow()));
    assertThat(track.length()).isBetween(970.0, 995.0);
    Track.Place half = track.at(track.length() / 2);
    assertThat(half.lon()).isBetween(112.00499, 112.00501);
    assertThat(half.heading()).isBetween(89.9, 90.1);
    assertThat(track.at(1e9).lon()).isEqualTo(112.01);
  }
}
