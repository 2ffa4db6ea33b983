package city.chengtu.samples.ground;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * The whole ground plan, made piece by piece when asked for. Pieces are kept in small caches only:
 * any can be made again. Not for several threads.
 */
public final class CityPlan {
  /** A few rows of streets at scale 100: the neighbours of what is being drawn. */
  private static final int KEPT = 256;

  private final long seed;
  private final Words words;
  private final Lattice lattice;
  private final Warp warp;
  private final Divisions divisions;
  private final GeometryFactory factory = new GeometryFactory(new PrecisionModel(), 4326);
  private final Map<Long, Quarter> quarters = cache();
  private final Map<Long, Line> sides = cache();
  private final Map<Long, List<Cell>> cells = cache();

  /**
   * @param scale about 100,000 features each; 0.1 to 100
   * @throws IllegalArgumentException when the scale is out of bounds
   */
  public CityPlan(long seed, double scale) {
    if (!(scale >= 0.05 && scale <= 100)) {
      throw new IllegalArgumentException("scale must be from 0.05 to 100: " + scale);
    }
    this.seed = seed;
    this.words = Words.load();
    this.lattice = Lattice.of(seed, scale, words);
    this.warp = new Warp(seed, lattice, words.number("city.lon"), words.number("city.lat"));
    this.divisions = new Divisions(lattice, words, this::quarter);
  }

  private static <T> Map<Long, T> cache() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, T> eldest) {
        return size() > KEPT;
      }
    };
  }

  private static <T> T keep(Map<Long, T> cache, long key, Supplier<T> maker) {
    T value = cache.get(key);
    if (value == null) {
      value = maker.get();
      cache.put(key, value);
    }
    return value;
  }

  public long seed() {
    return seed;
  }

  public Lattice lattice() {
    return lattice;
  }

  public Warp warp() {
    return warp;
  }

  public Words words() {
    return words;
  }

  public Divisions divisions() {
    return divisions;
  }

  public GeometryFactory factory() {
    return factory;
  }

  /** One cell of the lattice. */
  public Quarter quarter(int column, int row) {
    return keep(quarters, Spot.node(column, row), () -> makeQuarter(column, row));
  }

  private Quarter makeQuarter(int column, int row) {
    Line[] sides = {
      vertical(column, row),
      vertical(column + 1, row),
      horizontal(row, column),
      horizontal(row + 1, column)
    };
    Lattice.Kind kind = lattice.kind(column, row);
    if (kind == Lattice.Kind.URBAN) {
      return new QuarterMaker(seed, lattice, words, column, row, sides).make();
    }
    Use use = kind == Lattice.Kind.RIVER ? Use.RIVER : Use.FRINGE;
    Block block =
        new Block(
            sides[0].at(),
            sides[2].at(),
            sides[1].at(),
            sides[3].at(),
            sides[0],
            sides[1],
            sides[2],
            sides[3],
            0,
            use);
    return new Quarter(
        column,
        row,
        kind,
        sides[0],
        sides[1],
        sides[2],
        sides[3],
        List.of(),
        List.of(block),
        List.of(),
        0);
  }

  private Line vertical(int line, int row) {
    RoadClass road = lattice.verticalRoad(line, row);
    String name = road == null ? null : lattice.columnAxis().name(line);
    return outer(
        new Line(
            true,
            lattice.u(line),
            lattice.v(row),
            lattice.v(row + 1),
            road,
            name,
            0,
            lattice.v(1)));
  }

  private Line horizontal(int line, int column) {
    RoadClass road = lattice.horizontalRoad(line, column);
    String name = road == null ? null : lattice.rowAxis().name(line);
    return outer(
        new Line(
            false,
            lattice.v(line),
            lattice.u(column),
            lattice.u(column + 1),
            road,
            name,
            0,
            lattice.u(1)));
  }

  private static Line outer(Line line) {
    if (line.isRoad()) {
      for (PipeKind kind : PipeKind.values()) {
        line.lay(kind);
      }
    }
    return line;
  }

  /** The west side of a cell of the lattice, with all that meets it from both sides. */
  public Line westSide(int column, int row) {
    long key = Spot.node(column, row) * 2;
    return keep(
        sides,
        key,
        () -> {
          Line line = vertical(column, row);
          if (column < lattice.columns()) {
            line.merge(quarter(column, row).west());
          }
          if (column > 0) {
            line.merge(quarter(column - 1, row).east());
          }
          return line;
        });
  }

  /** The south side of a cell of the lattice, with all that meets it from both sides. */
  public Line southSide(int column, int row) {
    long key = Spot.node(column, row) * 2 + 1;
    return keep(
        sides,
        key,
        () -> {
          Line line = horizontal(row, column);
          if (row < lattice.rows()) {
            line.merge(quarter(column, row).south());
          }
          if (row > 0) {
            line.merge(quarter(column, row - 1).north());
          }
          return line;
        });
  }

  /** The line with all that meets it, when it is a side of the quarter; else the line itself. */
  public Line whole(Quarter quarter, Line line) {
    if (line == quarter.west()) {
      return westSide(quarter.column(), quarter.row());
    }
    if (line == quarter.east()) {
      return westSide(quarter.column() + 1, quarter.row());
    }
    if (line == quarter.south()) {
      return southSide(quarter.column(), quarter.row());
    }
    if (line == quarter.north()) {
      return southSide(quarter.column(), quarter.row() + 1);
    }
    return line;
  }

  /** The unit grids of one cell of the lattice. */
  public List<Cell> cells(int column, int row) {
    return keep(cells, Spot.node(column, row), () -> makeCells(quarter(column, row)));
  }

  private List<Cell> makeCells(Quarter quarter) {
    List<Cell> made = new ArrayList<>();
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    for (Block block : quarter.blocks()) {
      Divisions.Place place = divisions.place(quarter, block);
      int number =
          quarter.urban()
              ? numbers.merge(place.communityIndex(), 1, Integer::sum)
              : place.sequence();
      String code = place.community().code() + String.format(java.util.Locale.ROOT, "%03d", number);
      made.add(
          new Cell(
              code,
              place.community(),
              place.street(),
              place.district(),
              block,
              factory.createPolygon(ring(quarter, block))));
    }
    return List.copyOf(made);
  }

  private Coordinate[] ring(Quarter quarter, Block block) {
    List<Coordinate> ring = new ArrayList<>();
    walk(ring, whole(quarter, block.south()), block.u0(), block.u1(), false);
    walk(ring, whole(quarter, block.east()), block.v0(), block.v1(), false);
    walk(ring, whole(quarter, block.north()), block.u0(), block.u1(), true);
    walk(ring, whole(quarter, block.west()), block.v0(), block.v1(), true);
    ring.add(ring.get(0).copy());
    return ring.toArray(Coordinate[]::new);
  }

  /** Adds the vertices of one side but the last, which begins the next side. */
  private void walk(List<Coordinate> ring, Line line, int from, int to, boolean backwards) {
    NavigableSet<Integer> part = line.vertices().subSet(from, true, to, true);
    List<Integer> positions = new ArrayList<>(part);
    if (backwards) {
      Collections.reverse(positions);
    }
    for (int position : positions.subList(0, positions.size() - 1)) {
      ring.add(warp.lonLat(line.spot(position)));
    }
  }
}
