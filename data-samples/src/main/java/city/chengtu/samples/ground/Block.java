package city.chengtu.samples.ground;

/**
 * A rectangle of the chart between four lines; on the map it becomes one unit grid (单元网格).
 *
 * @param community which of the quarter's communities it belongs to, from 0
 */
public record Block(
    int u0,
    int v0,
    int u1,
    int v1,
    Line west,
    Line east,
    Line south,
    Line north,
    int community,
    Use use) {
  public Block withUse(Use other) {
    return new Block(u0, v0, u1, v1, west, east, south, north, community, other);
  }

  public int width() {
    return u1 - u0;
  }

  public int height() {
    return v1 - v0;
  }

  public int area() {
    return width() * height();
  }

  public Spot centre() {
    return new Spot((u0 + u1) / 2.0, (v0 + v1) / 2.0);
  }

  /** What is left inside when the roads have taken their share. */
  public Plot plot(double margin) {
    return new Plot(
        u0 + west.halfWidth() + margin,
        v0 + south.halfWidth() + margin,
        u1 - east.halfWidth() - margin,
        v1 - north.halfWidth() - margin);
  }
}
