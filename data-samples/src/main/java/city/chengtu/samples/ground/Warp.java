package city.chengtu.samples.ground;

import org.locationtech.jts.geom.Coordinate;

/**
 * Bends the chart into a city: straight lines become roads that swing, the river meanders, ring
 * roads get round corners, and each quarter is turned a little inside. One-to-one (all bends
 * together stay below a fold), so whatever lies beside each other on the chart does so on the map.
 */
public final class Warp {
  private static final double METRES_PER_DEGREE_LAT = 110_870;
  private static final double METRES_PER_DEGREE_LON_EQUATOR = 111_320;
  private static final double PRECISION = 1e7;
  private static final double ROUNDNESS = 0.10;
  private static final double MAX_TURN = 0.26;
  private static final double MEANDER = 250;
  private static final double MEANDER_LENGTH = 4_600;
  private static final double MEANDER_REACH = 1_500;

  /** Wave length and height in metres of each band of bends. */
  private static final double[][] BANDS = {{5_600, 170}, {2_500, 62}, {950, 15}};

  private final long seed;
  private final Lattice lattice;
  private final double lon;
  private final double lat;
  private final double metresPerDegreeLon;
  private final double[][] waves;
  private final double midU;
  private final double midV;
  private final double halfU;
  private final double halfV;
  private final double riverU;
  private final double meanderPhase;

  /**
   * @param lon degrees of the city's middle
   * @param lat degrees of the city's middle
   */
  public Warp(long seed, Lattice lattice, double lon, double lat) {
    this.seed = seed;
    this.lattice = lattice;
    this.lon = lon;
    this.lat = lat;
    this.metresPerDegreeLon =
        METRES_PER_DEGREE_LON_EQUATOR * StrictMath.cos(StrictMath.toRadians(lat));
    this.waves = waves(Dice.of(seed, "warp"));
    this.midU = (lattice.columnAxis().first() + lattice.columnAxis().last()) / 2.0;
    this.midV = (lattice.rowAxis().first() + lattice.rowAxis().last()) / 2.0;
    this.halfU = midU - lattice.columnAxis().first();
    this.riverU = (lattice.u(lattice.river()) + lattice.u(lattice.river() + 1)) / 2.0;
    this.meanderPhase = Dice.of(seed, "meander").between(0.0, 2 * Math.PI);
    this.halfV = midV - lattice.rowAxis().first();
  }

  /** Each wave: ku, kv, phase, height, for the shift in x when even and in y when odd. */
  private static double[][] waves(Dice dice) {
    double[][] waves = new double[BANDS.length * 4][];
    for (int i = 0; i < waves.length; i++) {
      double[] band = BANDS[i / 4];
      double angle = dice.between(0.0, 2 * Math.PI);
      double k = 2 * Math.PI / (band[0] * dice.between(0.85, 1.2));
      waves[i] =
          new double[] {
            k * StrictMath.cos(angle),
            k * StrictMath.sin(angle),
            dice.between(0.0, 2 * Math.PI),
            band[1] / 2
          };
    }
    return waves;
  }

  /** Metres east and north of the city's middle. */
  Coordinate plane(double u, double v) {
    double[] turned = turn(u, v);
    double tu = turned[0];
    double tv = turned[1];
    double ru = (tu - midU) / halfU;
    double rv = (tv - midV) / halfV;
    double x = (tu - midU) * (1 - ROUNDNESS * rv * rv);
    double y = (tv - midV) * (1 - ROUNDNESS * ru * ru);
    x += meander(tu, tv);
    for (int i = 0; i < waves.length; i++) {
      double[] w = waves[i];
      double shift = w[3] * StrictMath.sin(w[0] * tu + w[1] * tv + w[2]);
      if (i % 2 == 0) {
        x += shift;
      } else {
        y += shift;
      }
    }
    return new Coordinate(x, y);
  }

  /** The river swings, and the land beside it with it. */
  private double meander(double u, double v) {
    double off = (u - riverU) / MEANDER_REACH;
    return MEANDER
        * StrictMath.sin(2 * Math.PI * v / MEANDER_LENGTH + meanderPhase)
        * StrictMath.exp(-off * off);
  }

  /**
   * The inside of each quarter is turned about its middle, fading to nothing at its edges, where
   * the neighbours must agree.
   */
  private double[] turn(double u, double v) {
    int column = lattice.columnAxis().cell(u);
    int row = lattice.rowAxis().cell(v);
    if (!lattice.urban(column, row)) {
      return new double[] {u, v};
    }
    double u0 = lattice.u(column);
    double v0 = lattice.v(row);
    double s = (u - u0) / (lattice.u(column + 1) - u0);
    double t = (v - v0) / (lattice.v(row + 1) - v0);
    double fade = 16 * s * (1 - s) * t * (1 - t);
    double angle = Dice.of(seed, "turn", column, row).between(-MAX_TURN, MAX_TURN) * fade * fade;
    double du = u - (u0 + lattice.u(column + 1)) / 2;
    double dv = v - (v0 + lattice.v(row + 1)) / 2;
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new double[] {u + du * (cos - 1) - dv * sin, v + du * sin + dv * (cos - 1)};
  }

  /** Degrees, rounded to 1 cm so that every neighbour writes the same digits. */
  public Coordinate lonLat(double u, double v) {
    Coordinate p = plane(u, v);
    return new Coordinate(
        round(lon + p.x / metresPerDegreeLon), round(lat + p.y / METRES_PER_DEGREE_LAT));
  }

  public Coordinate lonLat(Spot spot) {
    return lonLat(spot.u(), spot.v());
  }

  /** Metres over the ground between two coordinates of this city. */
  public double metres(Coordinate a, Coordinate b) {
    return Math.hypot((a.x - b.x) * metresPerDegreeLon, (a.y - b.y) * METRES_PER_DEGREE_LAT);
  }

  /** Square metres of a figure whose area in square degrees is given. */
  public double squareMetres(double squareDegrees) {
    return squareDegrees * metresPerDegreeLon * METRES_PER_DEGREE_LAT;
  }

  private static double round(double degrees) {
    return Math.rint(degrees * PRECISION) / PRECISION;
  }
}
