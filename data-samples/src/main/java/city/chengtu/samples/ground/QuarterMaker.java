package city.chengtu.samples.ground;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Cuts one urban cell of the lattice into blocks by halving it again and again, and gives each
 * block its use.
 */
final class QuarterMaker {
  private static final int STEP = 20;
  private static final int TERTIARY_ABOVE = 430;
  private static final int COMMUNITY_AREA = 270_000;
  private static final int SMALLEST_SIDE = 60;
  private static final int WALLED_AREA = 21_000;
  private static final int NAMES_PER_QUARTER = 60;

  private final Lattice lattice;
  private final Words words;
  private final Dice dice;
  private final int column;
  private final int row;
  private final Line west;
  private final Line east;
  private final Line south;
  private final Line north;
  private final List<Line> splits = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Spur> spurs = new ArrayList<>();
  private int communities;
  private int parks;
  private final long firstName;
  private int names;

  QuarterMaker(long seed, Lattice lattice, Words words, int column, int row, Line[] sides) {
    this.lattice = lattice;
    this.words = words;
    this.dice = Dice.of(seed, "quarter", column, row);
    this.column = column;
    this.row = row;
    this.west = sides[0];
    this.east = sides[1];
    this.south = sides[2];
    this.north = sides[3];
    // Quarters of a district, at most 8 x 8, take names from ranges of their own: no street name
    // twice in a district.
    this.firstName = ((lattice.urbanIndex(column) % 8) * 8L + row % 8) * NAMES_PER_QUARTER;
  }

  Quarter make() {
    split(
        new Block(
            west.at(), south.at(), east.at(), north.at(), west, east, south, north, -1, Use.ESTATE),
        0);
    new SiteChooser(lattice, dice, column, row).choose(blocks);
    blocks.forEach(this::addSpur);
    return new Quarter(
        column,
        row,
        Lattice.Kind.URBAN,
        west,
        east,
        south,
        north,
        splits,
        List.copyOf(blocks),
        spurs,
        communities);
  }

  private void split(Block whole, int depth) {
    Block block = whole;
    if (block.community() < 0 && block.area() <= COMMUNITY_AREA) {
      block = inCommunity(block, communities++);
    }
    int longer = Math.max(block.width(), block.height());
    boolean park =
        depth >= 2 && longer <= TERTIARY_ABOVE && longer > 240 && parks < 1 && dice.chance(0.07);
    int target = dice.between(8_000, 17_000);
    if (park) {
      parks++;
      blocks.add(block.withUse(dice.chance(0.45) ? Use.LAKE : Use.PARK));
    } else if (block.area() <= target || longer < 2 * SMALLEST_SIDE + STEP) {
      blocks.add(block);
    } else {
      cut(block, depth);
    }
  }

  private void cut(Block block, int depth) {
    boolean wide = block.width() > block.height() * 1.2;
    boolean tall = block.height() > block.width() * 1.2;
    boolean vertical = wide || (!tall && dice.chance(0.5));
    int low = vertical ? block.u0() : block.v0();
    int length = vertical ? block.width() : block.height();
    if (length < 2 * SMALLEST_SIDE) {
      blocks.add(block);
      return;
    }
    int share = (int) (length * dice.between(0.36, 0.64));
    int at =
        low
            + Math.max(
                SMALLEST_SIDE, Math.min(length - SMALLEST_SIDE, (share + STEP / 2) / STEP * STEP));
    Line line = line(block, vertical, at, depth);
    for (Block half : vertical ? halvesAcross(block, at, line) : halvesUp(block, at, line)) {
      if (line.isRoad()) {
        split(half, depth + 1);
      } else {
        // No road may end on a wall, so nothing is cut behind one.
        blocks.add(half);
      }
    }
  }

  private static List<Block> halvesAcross(Block b, int at, Line line) {
    return List.of(
        part(b, b.u0(), b.v0(), at, b.v1(), b.west(), line, b.south(), b.north()),
        part(b, at, b.v0(), b.u1(), b.v1(), line, b.east(), b.south(), b.north()));
  }

  private static List<Block> halvesUp(Block b, int at, Line line) {
    return List.of(
        part(b, b.u0(), b.v0(), b.u1(), at, b.west(), b.east(), b.south(), line),
        part(b, b.u0(), at, b.u1(), b.v1(), b.west(), b.east(), line, b.north()));
  }

  private static Block part(
      Block whole, int u0, int v0, int u1, int v1, Line west, Line east, Line south, Line north) {
    return new Block(u0, v0, u1, v1, west, east, south, north, whole.community(), whole.use());
  }

  private static Block inCommunity(Block b, int community) {
    return new Block(
        b.u0(), b.v0(), b.u1(), b.v1(), b.west(), b.east(), b.south(), b.north(), community,
        b.use());
  }

  private Line line(Block block, boolean vertical, int at, int depth) {
    Line start = vertical ? block.south() : block.west();
    Line end = vertical ? block.north() : block.east();
    int from = vertical ? block.v0() : block.u0();
    int to = vertical ? block.v1() : block.u1();
    boolean wall = block.area() <= WALLED_AREA && dice.chance(0.6);
    RoadClass road = wall ? null : roadClass(block, depth);
    int oneWay = oneWay(road);
    Line line = new Line(vertical, at, from, to, road, name(road), oneWay, from);
    layPipes(line, start, end);
    start.meet(line);
    end.meet(line);
    splits.add(line);
    return line;
  }

  private RoadClass roadClass(Block block, int depth) {
    if (depth == 0 && dice.chance(0.3)) {
      return RoadClass.SECONDARY;
    }
    boolean large = Math.max(block.width(), block.height()) > TERTIARY_ABOVE;
    return large ? RoadClass.TERTIARY : RoadClass.RESIDENTIAL;
  }

  private int oneWay(RoadClass road) {
    double probability =
        road == RoadClass.RESIDENTIAL ? 0.22 : road == RoadClass.TERTIARY ? 0.12 : 0;
    if (!dice.chance(probability)) {
      return 0;
    }
    return dice.chance(0.5) ? 1 : -1;
  }

  private String name(RoadClass road) {
    if (road == null) {
      return null;
    }
    int index = names++;
    String stem = words.stem(firstName + index % NAMES_PER_QUARTER);
    // A large quarter runs out of names: the rest are branches (支路) of the first.
    String branch = index < NAMES_PER_QUARTER ? "" : words.word("suffixes.branch");
    return stem
        + branch
        + dice.pick(
            words.list(road == RoadClass.RESIDENTIAL ? "suffixes.lane" : "suffixes.street"));
  }

  /** A pipe is laid only where both ends find one of its kind: so each network hangs together. */
  private void layPipes(Line line, Line start, Line end) {
    if (!line.isRoad()) {
      return;
    }
    for (PipeKind kind : PipeKind.values()) {
      boolean wanted =
          line.road() == RoadClass.RESIDENTIAL ? dice.chance(laneShare(kind)) : kind != PipeKind.RL;
      if (wanted && start.carries(kind) && end.carries(kind)) {
        line.lay(kind);
      }
    }
  }

  private static double laneShare(PipeKind kind) {
    return switch (kind) {
      case JS, WS -> 1.0;
      case YS -> 0.3;
      case RQ -> 0.35;
      case DL, TX -> 0.08;
      case RL -> 0.0;
    };
  }

  private void addSpur(Block block) {
    boolean yard =
        block.use().site()
            || block.use() == Use.PARK
            || (block.use() == Use.ESTATE && dice.chance(0.3));
    if (!yard) {
      return;
    }
    Line gate = gate(block);
    Spot middle = block.centre();
    double along = gate.vertical() ? middle.v() : middle.u();
    // Splits meet lines at even multiples of 10 m, gates lie between: the two never fall together.
    int position = (int) Math.floor(along / STEP) * STEP + STEP / 2;
    gate.addJunction(position);
    int u = gate.vertical() ? (int) middle.u() : position;
    int v = gate.vertical() ? position : (int) middle.v();
    spurs.add(new Spur(gate, position, u, v, block));
  }

  /** The quietest street at the block. */
  private static Line gate(Block block) {
    return List.of(block.south(), block.west(), block.north(), block.east()).stream()
        .filter(Line::isRoad)
        .max(Comparator.comparing(Line::road))
        .orElseThrow(() -> new IllegalStateException("a block without any street: " + block));
  }
}
