package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Lattice;
import city.chengtu.samples.ground.Spot;

/**
 * The ground: it falls gently to the river, so that water finds its way there. Heights in metres,
 * 1985 datum.
 */
final class Terrain {
  private static final double BANK = 32;
  private static final double FALL = 0.0025;
  private static final double SWELL = 0.25;

  private final Lattice lattice;

  Terrain(Lattice lattice) {
    this.lattice = lattice;
  }

  /** The even slope that trunk sewers follow. */
  double slope(double u) {
    return BANK + FALL * lattice.toBank(u);
  }

  double ground(Spot spot) {
    return slope(spot.u())
        + SWELL * StrictMath.sin(spot.u() / 310) * StrictMath.cos(spot.v() / 270);
  }
}
