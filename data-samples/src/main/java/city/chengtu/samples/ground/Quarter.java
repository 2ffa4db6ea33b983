package city.chengtu.samples.ground;

import java.util.List;

/**
 * One cell of the lattice, cut into blocks. Its four sides know only what meets them from inside;
 * {@link CityPlan#side} has both.
 *
 * @param splits the lines inside, each ending on two earlier ones: so, with the sides two-way,
 *     every junction can be reached from and left to every other whatever way the splits are driven
 *     (an ear decomposition)
 * @param communities how many communities (社区) its blocks form
 */
public record Quarter(
    int column,
    int row,
    Lattice.Kind kind,
    Line west,
    Line east,
    Line south,
    Line north,
    List<Line> splits,
    List<Block> blocks,
    List<Spur> spurs,
    int communities) {
  public boolean urban() {
    return kind == Lattice.Kind.URBAN;
  }

  public int u0() {
    return west.at();
  }

  public int v0() {
    return south.at();
  }

  public int u1() {
    return east.at();
  }

  public int v1() {
    return north.at();
  }
}
