package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.locationtech.jts.densify.Densifier;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * The parameter {@code bbox}: where features must lie, on lon,lat.
 *
 * @param area the box itself; its sides are lines of the system it was given in, so on lon,lat they
 *     may be bent
 */
record Box(Geometry area) {
  private static final String NAME = "bbox";

  /**
   * Sides are followed by so many points, which keeps those of a city within a centimetre of the
   * true line.
   */
  private static final int PIECES = 64;

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?");

  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  /**
   * @param text four numbers, or six with heights, which features here do not have
   * @param crs the system they are given in
   * @return empty when it holds the whole world
   * @throws Refusal 400 when it is no box
   */
  static Optional<Box> read(String text, Crs crs) {
    double[] n = numbers(text);
    int second = n.length / 2;
    double a = n[0];
    double b = n[1];
    double c = n[second];
    double d = n[second + 1];
    double west = crs.northFirst() ? b : a;
    double south = crs.northFirst() ? a : b;
    double east = crs.northFirst() ? d : c;
    double north = crs.northFirst() ? c : d;
    if (south > north) {
      throw invalid("its south lies north of its north");
    }
    return crs.degrees()
        ? degrees(west, south, east, north)
        : metres(west, south, east, north, crs);
  }

  private static double[] numbers(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 4 && parts.length != 6) {
      throw invalid("it has four numbers, or six");
    }
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      if (!NUMBER.matcher(part).matches()) {
        throw invalid("'" + part + "' is no number");
      }
      numbers[i] = Double.parseDouble(part);
    }
    return numbers;
  }

  /** West of a box may lie east of its east: it then goes over the 180th meridian. */
  private static Optional<Box> degrees(double west, double south, double east, double north) {
    double s = Math.max(south, -90);
    double n = Math.min(north, 90);
    if (s > n) {
      return Optional.of(new Box(FACTORY.createPolygon()));
    }
    if (west <= east) {
      double w = Math.max(west, -180);
      double e = Math.min(east, 180);
      if (w > e) {
        return Optional.of(new Box(FACTORY.createPolygon()));
      }
      boolean world = w == -180 && e == 180 && s == -90 && n == 90;
      return world ? Optional.empty() : Optional.of(new Box(rectangle(w, s, e, n)));
    }
    if (west > 180 || east < -180) {
      throw invalid("its west lies east of its east");
    }
    List<Geometry> halves = new ArrayList<>();
    halves.add(rectangle(west, s, 180, n));
    halves.add(rectangle(-180, s, east, n));
    return Optional.of(new Box(FACTORY.buildGeometry(halves)));
  }

  private static Optional<Box> metres(
      double west, double south, double east, double north, Crs crs) {
    if (west > east) {
      throw invalid("its west lies east of its east");
    }
    Envelope domain = crs.domain();
    Envelope asked = new Envelope(west, east, south, north);
    if (asked.contains(domain)) {
      return Optional.empty();
    }
    Envelope meant = asked.intersection(domain);
    if (meant.isNull()) {
      return Optional.of(new Box(FACTORY.createPolygon()));
    }
    Geometry sides = rectangle(meant.getMinX(), meant.getMinY(), meant.getMaxX(), meant.getMaxY());
    double piece = Math.max(meant.getWidth(), meant.getHeight()) / PIECES;
    try {
      return Optional.of(
          new Box(crs.eastFirstToLonLat(piece > 0 ? Densifier.densify(sides, piece) : sides)));
    } catch (IllegalArgumentException e) {
      throw invalid("it lies outside of " + crs.uri());
    }
  }

  /** A point or a line, where the box is none wider. */
  private static Geometry rectangle(double west, double south, double east, double north) {
    return FACTORY.toGeometry(new Envelope(west, east, south, north));
  }

  Envelope envelope() {
    return area.getEnvelopeInternal();
  }

  /** True when nothing can lie in it. */
  boolean isEmpty() {
    return area.isEmpty();
  }

  private static Refusal invalid(String detail) {
    return Refusal.invalid(NAME, "not-a-box", "bbox is no box: " + detail);
  }
}
