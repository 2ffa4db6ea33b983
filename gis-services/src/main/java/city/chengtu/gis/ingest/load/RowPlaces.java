package city.chengtu.gis.ingest.load;

import java.util.Arrays;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Where the rows of a file lie, without the few that lie elsewhere: one row at 0, 0 must not move
 * the middle of a city. Looks at every row, then at every second, fourth, …, so that a bounded
 * number stands for all of them.
 */
final class RowPlaces {
  private static final int MOST = 4_096;

  /** Of the rows, left out at each of the four sides. */
  private static final double LEFT_OUT = 0.05;

  private final double[] x = new double[MOST];
  private final double[] y = new double[MOST];
  private int kept;
  private long step = 1;
  private long seen;

  void add(Coordinate place) {
    if (!Double.isFinite(place.x) || !Double.isFinite(place.y) || seen++ % step != 0) {
      return;
    }
    if (kept == MOST) {
      thin();
    }
    x[kept] = place.x;
    y[kept] = place.y;
    kept++;
  }

  private void thin() {
    kept = MOST / 2;
    for (int i = 0; i < kept; i++) {
      x[i] = x[2 * i];
      y[i] = y[2 * i];
    }
    step *= 2;
  }

  /** The middle nine tenths in each direction; the null envelope when there are no rows. */
  Envelope middle() {
    if (kept == 0) {
      return new Envelope();
    }
    double[] east = Arrays.copyOf(x, kept);
    double[] north = Arrays.copyOf(y, kept);
    Arrays.sort(east);
    Arrays.sort(north);
    // At least one of several rows may be a stray.
    int out = kept < 3 ? 0 : Math.max(1, (int) (kept * LEFT_OUT));
    int last = kept - 1 - out;
    return new Envelope(east[out], east[last], north[out], north[last]);
  }
}
