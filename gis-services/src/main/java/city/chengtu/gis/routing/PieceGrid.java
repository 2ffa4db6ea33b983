package city.chengtu.gis.routing;

import java.util.Arrays;
import org.locationtech.jts.geom.Envelope;

/**
 * A grid of square-degree cells; each lists the straight pieces (point i to point i + 1 of a
 * segment) that may pass through it.
 */
final class PieceGrid {
  /** More cells than this cost memory and bring no speed. */
  private static final int MOST_CELLS = 1 << 22;

  private static final double PIECES_PER_CELL = 2;

  interface PieceVisitor {
    void visit(int segment, int point);
  }

  private final Envelope extent;
  private final double cell;
  private final int columns;
  private final int rows;
  private final int[] first;
  private final int[] segments;
  private final int[] points;

  static PieceGrid of(RoadGraphParts parts) {
    Envelope extent = new Envelope();
    for (int i = 0; i < parts.lon.length; i++) {
      extent.expandToInclude(parts.lon[i], parts.lat[i]);
    }
    return new PieceGrid(parts, extent.isNull() ? new Envelope(0, 0, 0, 0) : extent);
  }

  private PieceGrid(RoadGraphParts parts, Envelope extent) {
    this.extent = extent;
    double wanted = Math.max(1, Math.min(MOST_CELLS, parts.lon.length / PIECES_PER_CELL));
    double width = Math.max(extent.getWidth(), 1e-6);
    double height = Math.max(extent.getHeight(), 1e-6);
    // A long thin extent must not get a million columns of one row.
    cell = Math.max(Math.sqrt(width * height / wanted), Math.max(width, height) / wanted);
    columns = (int) (width / cell) + 1;
    rows = (int) (height / cell) + 1;
    first = new int[columns * rows + 1];
    forEachCellOfEachPiece(parts, (c, s, p) -> first[c + 1]++);
    Arrays.parallelPrefix(first, Integer::sum);
    segments = new int[first[columns * rows]];
    points = new int[segments.length];
    int[] next = Arrays.copyOf(first, columns * rows);
    forEachCellOfEachPiece(
        parts,
        (c, s, p) -> {
          segments[next[c]] = s;
          points[next[c]++] = p;
        });
  }

  private interface CellVisitor {
    void visit(int cell, int segment, int point);
  }

  private void forEachCellOfEachPiece(RoadGraphParts parts, CellVisitor visitor) {
    for (int s = 0; s < parts.ids.length; s++) {
      for (int p = parts.firstPoint[s]; p < parts.firstPoint[s + 1] - 1; p++) {
        cellsOf(parts, s, p, visitor);
      }
    }
  }

  /** Row by row, only the columns the piece crosses within the row: long pieces stay cheap. */
  private void cellsOf(RoadGraphParts parts, int s, int p, CellVisitor visitor) {
    double x1 = parts.lon[p];
    double y1 = parts.lat[p];
    double x2 = parts.lon[p + 1];
    double y2 = parts.lat[p + 1];
    int bottom = row(Math.min(y1, y2));
    int top = row(Math.max(y1, y2));
    for (int r = bottom; r <= top; r++) {
      double from = bottom == top ? x1 : crossing(x1, y1, x2, y2, extent.getMinY() + r * cell);
      double to = bottom == top ? x2 : crossing(x1, y1, x2, y2, extent.getMinY() + (r + 1) * cell);
      for (int c = column(Math.min(from, to)); c <= column(Math.max(from, to)); c++) {
        visitor.visit(r * columns + c, s, p);
      }
    }
  }

  /** Where the piece is at the latitude, or at its end nearest to it. */
  private static double crossing(double x1, double y1, double x2, double y2, double lat) {
    double t = Math.max(0, Math.min(1, (lat - y1) / (y2 - y1)));
    return x1 + t * (x2 - x1);
  }

  private int column(double lon) {
    return Math.max(0, Math.min(columns - 1, (int) Math.floor((lon - extent.getMinX()) / cell)));
  }

  private int row(double lat) {
    return Math.max(0, Math.min(rows - 1, (int) Math.floor((lat - extent.getMinY()) / cell)));
  }

  /** The ring around any cell that is sure to hold the last cell of the grid. */
  int rings() {
    return Math.max(columns, rows);
  }

  /**
   * How far, in metres, a piece not met in the rings before this one must at least lie. Also right
   * for a place outside the grid, which starts from the nearest cell. Rounding may put a piece in
   * the next cell, hence the hair's breadth.
   */
  double metresInside(int ring, double lat) {
    return ring == 0 ? -1 : (ring - 1) * cell * Sphere.metresPerDegreeOfLongitude(lat) - 1e-6;
  }

  void forEachPieceInRing(double lon, double lat, int ring, PieceVisitor visitor) {
    int column = column(lon);
    int row = row(lat);
    for (int r = Math.max(0, row - ring); r <= Math.min(rows - 1, row + ring); r++) {
      // Inside the ring's top and bottom only its two ends belong to it.
      int step = Math.abs(r - row) == ring || ring == 0 ? 1 : 2 * ring;
      for (int c = column - ring; c <= column + ring; c += step) {
        if (c >= 0 && c < columns) {
          visit(r * columns + c, visitor);
        }
      }
    }
  }

  void forEachPieceIn(Envelope box, PieceVisitor visitor) {
    if (!box.intersects(extent)) {
      return;
    }
    for (int r = row(box.getMinY()); r <= row(box.getMaxY()); r++) {
      for (int c = column(box.getMinX()); c <= column(box.getMaxX()); c++) {
        visit(r * columns + c, visitor);
      }
    }
  }

  private void visit(int index, PieceVisitor visitor) {
    for (int i = first[index]; i < first[index + 1]; i++) {
      visitor.visit(segments[i], points[i]);
    }
  }
}
