package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Lattice;
import city.chengtu.samples.ground.PipeKind;
import city.chengtu.samples.ground.Spot;

/**
 * The levels of the trunk sewers, as pure functions of the place, so that quarters agree on them
 * without asking each other. Trunks lie under the east-west arterials and fall with the ground to
 * the river; storm water leaves there, sewage runs on in interceptors under both embankments to the
 * next pumping station to the south.
 */
final class SewerLevels {
  private static final int LINES_PER_STATION = 4;
  private static final double INTERCEPTOR_DROP = 0.8;
  private static final double INTERCEPTOR_FALL = 0.0009;

  private final NetworkRules.Sewer sewer;
  private final Lattice lattice;
  private final Terrain terrain;

  SewerLevels(NetworkRules.Sewer sewer, Lattice lattice, Terrain terrain) {
    this.sewer = sewer;
    this.lattice = lattice;
    this.terrain = terrain;
  }

  private boolean sewage() {
    return sewer.kind() == PipeKind.WS;
  }

  /** True when an interceptor runs under the vertical line. */
  boolean interceptor(int verticalLine) {
    return sewage() && (verticalLine == lattice.river() || verticalLine == lattice.river() + 1);
  }

  /** True when the interceptor from the north ends at the horizontal line, in a pumping station. */
  boolean station(int horizontalLine) {
    return (horizontalLine - 1) % LINES_PER_STATION == 0;
  }

  /** Bottom of the trunk under a horizontal line of the lattice. */
  double trunk(double u, int horizontalLine) {
    boolean bank = u == lattice.u(lattice.river()) || u == lattice.u(lattice.river() + 1);
    if (sewage() && bank) {
      return intercepted(lattice.v(horizontalLine), stationBelow(horizontalLine));
    }
    return terrain.slope(u) - sewer.trunkDepth();
  }

  /** Bottom of the interceptor in the row of quarters above a horizontal line. */
  double interceptor(double v, int row) {
    return intercepted(v, stationBelow(row));
  }

  private int stationBelow(int line) {
    return line - (line - 1) % LINES_PER_STATION;
  }

  private double intercepted(double v, int station) {
    int top = Math.min(station + LINES_PER_STATION, lattice.rows() - 1);
    double bank = terrain.slope(lattice.u(lattice.river()));
    return bank - sewer.trunkDepth() - INTERCEPTOR_DROP - INTERCEPTOR_FALL * (lattice.v(top) - v);
  }

  /** Trunks grow towards the river. */
  int trunkSize(double u) {
    double edge = u < lattice.u(lattice.river()) ? lattice.u(1) : lattice.u(lattice.columns() - 1);
    double whole = lattice.toBank(edge);
    double done = whole == 0 ? 1 : 1 - lattice.toBank(u) / whole;
    int last = sewer.trunks().size() - 2;
    return sewer.trunks().get(Math.max(0, Math.min(last, (int) (done * (last + 1)))));
  }

  int interceptorSize() {
    return sewer.trunks().get(sewer.trunks().size() - 1);
  }

  PipeNode node(PipeBook book, Spot middle, double level) {
    return book.node(sewer.kind(), PipeBook.beside(sewer.kind(), middle), level);
  }
}
