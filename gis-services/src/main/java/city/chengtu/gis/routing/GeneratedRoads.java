package city.chengtu.gis.routing;

import city.chengtu.gis.routing.RoadSegment.Oneway;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * A made-up road network: blocks of uneven size, every tenth street a main road, some one-way
 * streets, gaps, bends, rings and dead ends. The same seed gives the same network.
 */
public final class GeneratedRoads {
  private static final GeometryFactory GEOMETRY = new GeometryFactory(new PrecisionModel(), 4326);
  private static final double WEST = 112.9;
  private static final double SOUTH = 28.1;
  private static final double BLOCK_DEGREES = 0.0018;
  private static final double GAPS = 0.06;
  private static final double ONE_WAYS = 0.15;

  private final int columns;
  private final int rows;
  private final Random random;
  private final Coordinate[] crossings;
  private final List<RoadSegment> segments = new ArrayList<>();

  private GeneratedRoads(int columns, int rows, long seed) {
    this.columns = columns;
    this.rows = rows;
    this.random = new Random(seed);
    this.crossings = new Coordinate[columns * rows];
  }

  /** A network of columns × rows crossings, some 3.5 directed edges to a crossing. */
  public static List<RoadSegment> of(int columns, int rows, long seed) {
    GeneratedRoads roads = new GeneratedRoads(columns, rows, seed);
    roads.build();
    return roads.segments;
  }

  private void build() {
    for (int n = 0; n < crossings.length; n++) {
      int column = n % columns;
      int row = n / columns;
      crossings[n] =
          new Coordinate(
              WEST + (column + 0.6 * random.nextDouble()) * BLOCK_DEGREES,
              SOUTH + (row + 0.6 * random.nextDouble()) * BLOCK_DEGREES);
    }
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (column + 1 < columns) {
          street(row * columns + column, row * columns + column + 1, roadClass(row));
        }
        if (row + 1 < rows) {
          street(row * columns + column, (row + 1) * columns + column, roadClass(column));
        }
        if (random.nextInt(200) == 0) {
          ring(row * columns + column);
        }
      }
    }
  }

  private static String roadClass(int line) {
    if (line % 30 == 0) {
      return "trunk";
    }
    if (line % 10 == 0) {
      return "primary";
    }
    return line % 5 == 0 ? "tertiary" : "residential";
  }

  private void street(int from, int to, String roadClass) {
    boolean side = roadClass.equals("residential");
    if (side && random.nextDouble() < GAPS) {
      return;
    }
    Coordinate a = crossings[from];
    Coordinate b = crossings[to];
    Coordinate bend =
        new Coordinate(
            (a.x + b.x) / 2 + (random.nextDouble() - 0.5) * BLOCK_DEGREES / 4,
            (a.y + b.y) / 2 + (random.nextDouble() - 0.5) * BLOCK_DEGREES / 4);
    add(
        from,
        to,
        GEOMETRY.createLineString(new Coordinate[] {a, bend, b}),
        roadClass,
        oneway(side));
  }

  private Oneway oneway(boolean side) {
    if (!side || random.nextDouble() >= ONE_WAYS) {
      return Oneway.NO;
    }
    return random.nextBoolean() ? Oneway.FORWARD : Oneway.BACKWARD;
  }

  /** A turning loop: a stretch that ends where it begins. */
  private void ring(int node) {
    Coordinate c = crossings[node];
    double r = BLOCK_DEGREES / 6;
    Coordinate[] line = {
      c, new Coordinate(c.x + r, c.y + r / 2), new Coordinate(c.x + r, c.y - r / 2), c
    };
    add(node, node, GEOMETRY.createLineString(line), "service", Oneway.NO);
  }

  private void add(int from, int to, LineString line, String roadClass, Oneway oneway) {
    String id = "g" + segments.size();
    segments.add(new RoadSegment(id, line, from, to, roadClass, oneway, null, null, null));
  }
}
