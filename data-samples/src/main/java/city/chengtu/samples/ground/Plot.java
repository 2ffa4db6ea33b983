package city.chengtu.samples.ground;

/** A rectangle of the chart to build on. */
public record Plot(double u0, double v0, double u1, double v1) {
  public double width() {
    return u1 - u0;
  }

  public double height() {
    return v1 - v0;
  }

  public Plot inset(double margin) {
    return new Plot(u0 + margin, v0 + margin, u1 - margin, v1 - margin);
  }

  public Spot centre() {
    return new Spot((u0 + u1) / 2, (v0 + v1) / 2);
  }
}
