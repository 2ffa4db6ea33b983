package city.chengtu.samples.ground;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * A straight stretch of the chart on which blocks meet: a road, or only a wall between two blocks.
 * Runs north when vertical, else east.
 */
public final class Line {
  private static final int BEND = 40;

  private final boolean vertical;
  private final int at;
  private final int from;
  private final int to;
  private final RoadClass road;
  private final String name;
  private final int oneWay;
  private final int origin;
  private final NavigableSet<Integer> vertices = new TreeSet<>();
  private final NavigableSet<Integer> junctions = new TreeSet<>();
  private final List<Line> ends = new ArrayList<>();
  private final Set<PipeKind> pipes = EnumSet.noneOf(PipeKind.class);

  /**
   * @param at the coordinate that is the same all along: u when vertical, else v
   * @param road null when no road runs here
   * @param oneWay 0 both ways, 1 only as digitised (north, east), -1 only against
   * @param origin where the house numbers of the street begin
   */
  Line(
      boolean vertical,
      int at,
      int from,
      int to,
      RoadClass road,
      String name,
      int oneWay,
      int origin) {
    this.vertical = vertical;
    this.at = at;
    this.from = from;
    this.to = to;
    this.road = road;
    this.name = name;
    this.oneWay = oneWay;
    this.origin = origin;
    mark(from);
    mark(to);
    for (int bend = (from / BEND + 1) * BEND; bend < to; bend += BEND) {
      vertices.add(bend);
    }
  }

  private void mark(int position) {
    vertices.add(position);
    junctions.add(position);
  }

  /** Another line ends here, at its own {@code at}. */
  void meet(Line other) {
    vertices.add(other.at);
    if (other.road != null) {
      junctions.add(other.at);
    }
    ends.add(other);
  }

  void addJunction(int position) {
    mark(position);
  }

  /** Takes over what meets the same stretch from its other side. */
  void merge(Line otherSide) {
    vertices.addAll(otherSide.vertices);
    junctions.addAll(otherSide.junctions);
    ends.addAll(otherSide.ends);
  }

  void lay(PipeKind kind) {
    pipes.add(kind);
  }

  public boolean vertical() {
    return vertical;
  }

  public int at() {
    return at;
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Null when no road runs here. */
  public RoadClass road() {
    return road;
  }

  public boolean isRoad() {
    return road != null;
  }

  /** Null for a wall. */
  public String name() {
    return name;
  }

  public int oneWay() {
    return oneWay;
  }

  public int halfWidth() {
    return road == null ? 2 : road.halfWidth();
  }

  /** All points blocks and roads are drawn through, along the line. */
  public NavigableSet<Integer> vertices() {
    return vertices;
  }

  /** Where roads meet, both ends included. */
  public NavigableSet<Integer> junctions() {
    return junctions;
  }

  /** Lines that end on this one. */
  public List<Line> ends() {
    return ends;
  }

  public boolean carries(PipeKind kind) {
    return pipes.contains(kind);
  }

  public Spot spot(double position) {
    return vertical ? new Spot(at, position) : new Spot(position, at);
  }

  /**
   * The house number (门牌号) at a place along the street: two for each 12 m from where the street
   * begins, odd ones on the west or south side.
   */
  public int houseNumber(double position, boolean oddSide) {
    return 2 * (int) ((position - origin) / 12) + (oddSide ? 1 : 2);
  }
}
