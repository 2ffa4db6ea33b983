package city.chengtu.samples.ground;

import java.util.Arrays;
import java.util.List;

/**
 * The arterial roads: columns and rows of quarters, one column being the river, with a belt of
 * fields (the fringe) around all. Vertical line i is the west edge of column i; horizontal line j
 * the south edge of row j.
 */
public final class Lattice {
  /**
   * Quarters at scale 1: with some 78 blocks each, and 51 features a block, this makes the 100,000
   * features.
   */
  private static final int QUARTERS_AT_SCALE_1 = 25;

  private static final int FRINGE = 160;
  private static final int RIVER = 420;
  private static final int START = 1_000;
  private static final int ROWS_BETWEEN_BRIDGES = 3;

  /** What a cell of the lattice is. */
  public enum Kind {
    URBAN,
    RIVER,
    FRINGE
  }

  private final Axis columns;
  private final Axis rows;
  private final int river;
  private final int centreLine;

  private Lattice(Axis columns, Axis rows, int river, int centreLine) {
    this.columns = columns;
    this.rows = rows;
    this.river = river;
    this.centreLine = centreLine;
  }

  public static Lattice of(long seed, double scale, Words words) {
    int quarters = Math.max(4, (int) Math.round(QUARTERS_AT_SCALE_1 * scale));
    int across = Math.max(2, (int) Math.round(Math.sqrt(quarters * 1.15)));
    int up = Math.max(2, Math.round((float) quarters / across));
    int river = 1 + Math.max(1, (int) Math.round(across * 0.34));
    Dice dice = Dice.of(seed, "lattice");
    int[] us = edges(dice, across + 1, river);
    int[] vs = edges(dice, up, -1);
    int centreLine = (vs.length - 1) / 2;
    Axis columns =
        new Axis(us, verticalNames(words, us.length, river), classes(us.length, river + 2));
    Axis rows =
        new Axis(vs, horizontalNames(words, vs.length, centreLine), classes(vs.length, centreLine));
    return new Lattice(columns, rows, river, centreLine);
  }

  private static int[] edges(Dice dice, int inner, int river) {
    int[] edges = new int[inner + 3];
    edges[0] = START;
    for (int cell = 0; cell < inner + 2; cell++) {
      int width = 20 * dice.between(34, 50);
      if (cell == 0 || cell == inner + 1) {
        width = FRINGE;
      } else if (cell == river) {
        width = RIVER;
      }
      edges[cell + 1] = edges[cell] + width;
    }
    return edges;
  }

  private static RoadClass[] classes(int lines, int main) {
    RoadClass[] classes = new RoadClass[lines];
    for (int line = 1; line < lines - 1; line++) {
      boolean ring = line == 1 || line == lines - 2;
      boolean even = (line - main) % 2 == 0;
      classes[line] = ring ? RoadClass.TRUNK : even ? RoadClass.PRIMARY : RoadClass.SECONDARY;
    }
    return classes;
  }

  private static String[] verticalNames(Words words, int lines, int river) {
    String[] names = new String[lines];
    List<String> east = words.list("avenues.east");
    List<String> west = words.list("avenues.west");
    for (int line = 2; line < lines - 2; line++) {
      names[line] =
          line < river
              ? word(words, west, river - 1 - line)
              : word(words, east, Math.max(0, line - river - 2));
    }
    names[river] = words.word("avenues.westBank");
    names[river + 1] = words.word("avenues.eastBank");
    names[1] = words.word("avenues.westRing");
    names[lines - 2] = words.word("avenues.eastRing");
    return names;
  }

  private static String[] horizontalNames(Words words, int lines, int centreLine) {
    String[] names = new String[lines];
    List<String> north = words.list("avenues.north");
    List<String> south = words.list("avenues.south");
    for (int line = 2; line < lines - 2; line++) {
      names[line] =
          line >= centreLine
              ? word(words, north, line - centreLine)
              : word(words, south, centreLine - 1 - line);
    }
    names[1] = words.word("avenues.southRing");
    names[lines - 2] = words.word("avenues.northRing");
    return names;
  }

  private static String word(Words words, List<String> names, int index) {
    if (index < names.size()) {
      return names.get(index);
    }
    return words.stem(index * 7L + names.hashCode() % 97) + words.word("avenues.suffix");
  }

  public int columns() {
    return columns.cells();
  }

  public int rows() {
    return rows.cells();
  }

  public int river() {
    return river;
  }

  public Kind kind(int column, int row) {
    if (row == 0 || row == rows() - 1 || column == 0 || column == columns() - 1) {
      return column == river ? Kind.RIVER : Kind.FRINGE;
    }
    return column == river ? Kind.RIVER : Kind.URBAN;
  }

  public boolean urban(int column, int row) {
    return column > 0
        && row > 0
        && column < columns()
        && row < rows()
        && kind(column, row) == Kind.URBAN;
  }

  /** The column that holds a chart coordinate. */
  public int columnAt(double u) {
    return columns.cell(u);
  }

  /** The row that holds a chart coordinate. */
  public int rowAt(double v) {
    return rows.cell(v);
  }

  /** The column's number among the urban ones, from 0. */
  int urbanIndex(int column) {
    return column > river ? column - 2 : column - 1;
  }

  public int u(int verticalLine) {
    return columns.edge(verticalLine);
  }

  public int v(int horizontalLine) {
    return rows.edge(horizontalLine);
  }

  /** The row line of the city's middle; 五一大道 runs on it. */
  public int centreLine() {
    return centreLine;
  }

  /** The name of the avenue on a vertical line. */
  public String verticalName(int line) {
    return columns.name(line);
  }

  /** The row of quarters below the middle line. */
  public int centreRow() {
    return Math.max(1, centreLine - 1);
  }

  Axis rowAxis() {
    return rows;
  }

  Axis columnAxis() {
    return columns;
  }

  /** True where the arterial on a horizontal line crosses the river. */
  public boolean bridge(int horizontalLine) {
    boolean ring = horizontalLine == 1 || horizontalLine == rows() - 1;
    return ring || (horizontalLine - centreLine) % ROWS_BETWEEN_BRIDGES == 0;
  }

  /** The road on vertical line i beside row j; null where there is none. */
  public RoadClass verticalRoad(int line, int row) {
    boolean inside = line >= 1 && line <= columns() - 1 && row >= 1 && row <= rows() - 2;
    return inside ? columns.road(line) : null;
  }

  /** The road on horizontal line j below column i; null where there is none. */
  public RoadClass horizontalRoad(int line, int column) {
    boolean inside = line >= 1 && line <= rows() - 1 && column >= 1 && column <= columns() - 2;
    if (!inside || (column == river && !bridge(line))) {
      return null;
    }
    return rows.road(line);
  }

  /** Chart metres to the nearer bank; 0 in the river. */
  public double toBank(double u) {
    return Math.max(0, Math.max(u(river) - u, u - u(river + 1)));
  }

  /** 0 in the middle of the city, 1 at its edge. */
  public double eccentricity(double u, double v) {
    double du = (u - centreU()) / (columns.last() - columns.first()) * 2;
    double dv = (v - v(centreLine)) / (rows.last() - rows.first()) * 2;
    return Math.min(1, Math.hypot(du, dv));
  }

  /** Where 芙蓉路 runs. */
  public int centreU() {
    return u(Math.min(river + 2, columns() - 1));
  }

  @Override
  public String toString() {
    return "lattice of "
        + columns()
        + " x "
        + rows()
        + ", river "
        + river
        + ", rows at "
        + Arrays.toString(new int[] {v(0), v(rows())});
  }
}
