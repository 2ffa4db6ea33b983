package city.chengtu.command.questions;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.Nearby;
import city.chengtu.command.questions.Asked.AreaAsk;
import city.chengtu.command.questions.Asked.FeatureName;
import city.chengtu.command.questions.Asked.ReachAsk;
import city.chengtu.command.questions.Sights.Opened;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.operation.valid.IsValidOp;

/** Makes areas of what was asked. */
final class Areas {
  private static final int MOST_POINTS = 5_000;
  private static final double MOST_MINUTES = 60;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Sights sights;
  private final RoadReach.Network roads;

  Areas(Sights sights, RoadReach.Network roads) {
    this.sights = sights;
    this.roads = roads;
  }

  /**
   * @param asked null for everywhere
   * @throws Refusal 400 naming the member at fault
   */
  Area of(Actor actor, AreaAsk asked) {
    if (asked == null) {
      return Area.EVERYWHERE;
    }
    long given =
        Stream.of(asked.geometry(), asked.feature(), asked.reach()).filter(o -> o != null).count();
    if (given != 1) {
      throw Refusal.invalid(
          "/area", "one-of", "an area is one of geometry, feature and reach, and no more");
    }
    if (asked.reach() != null) {
      return reach(asked.reach());
    }
    Geometry shape =
        asked.geometry() == null
            ? feature(actor, asked.feature())
            : checked(asked.geometry(), "/area/geometry");
    return new Area(wider(shape, asked.buffer()), null, 0);
  }

  private Area reach(ReachAsk asked) {
    within(asked.minutes(), 0, MOST_MINUTES, "/area/reach/minutes");
    place(asked.lon(), asked.lat(), "/area/reach");
    RoadReach reach = roads.to(asked.lon(), asked.lat());
    double seconds = asked.minutes() * 60;
    Envelope box = new Nearby(asked.lon(), asked.lat()).box(seconds * RoadReach.FASTEST + 1_000);
    return new Area(FACTORY.toGeometry(box), reach, seconds);
  }

  private Geometry feature(Actor actor, FeatureName name) {
    Opened opened = sights.open(actor, name.layer(), "/area/feature/layer");
    return opened
        .source()
        .find(name.id())
        .filter(opened.sight()::shows)
        .orElseThrow(
            () ->
                Refusal.invalid("/area/feature/id", "unknown-feature", "there is no such feature"))
        .geometry();
  }

  private static Geometry wider(Geometry shape, Double buffer) {
    if (buffer == null || buffer == 0) {
      return shape;
    }
    within(buffer, 0, Buffers.MOST_METRES, "/area/buffer");
    return Buffers.wider(shape, buffer, "/area/buffer");
  }

  static void within(double value, double least, double most, String field) {
    if (!(value >= least && value <= most)) {
      throw Refusal.invalid(
          field, "out-of-range", field + " must be from " + least + " to " + most);
    }
  }

  static void place(double lon, double lat, String field) {
    within(lon, -180, 180, field + "/lon");
    within(lat, -85, 85, field + "/lat");
  }

  private static Geometry checked(Geometry shape, String field) {
    if (shape.isEmpty() || shape.getNumPoints() > MOST_POINTS) {
      throw Refusal.invalid(field, "too-large", "a shape has 1 to " + MOST_POINTS + " points");
    }
    if (shape.getClass() == GeometryCollection.class) {
      throw Refusal.invalid(field, "wrong-kind", "a shape is of points, lines or polygons");
    }
    IsValidOp validity = new IsValidOp(shape);
    if (!validity.isValid()) {
      throw Refusal.invalid(field, "invalid-geometry", validity.getValidationError().toString());
    }
    Envelope box = shape.getEnvelopeInternal();
    if (box.getMinX() < -180 || box.getMaxX() > 180 || box.getMinY() < -90 || box.getMaxY() > 90) {
      throw Refusal.invalid(field, "off-the-earth", "coordinates are lon,lat in degrees");
    }
    return shape;
  }
}
