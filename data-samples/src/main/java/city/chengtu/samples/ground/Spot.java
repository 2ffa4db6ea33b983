package city.chengtu.samples.ground;

/** A place on the chart: metres east and north. */
public record Spot(double u, double v) {
  public Spot plus(double du, double dv) {
    return new Spot(u + du, v + dv);
  }

  /** One number for a junction, the same from whichever road it is reached. */
  public static long node(int u, int v) {
    return ((long) u << 20) | v;
  }
}
