package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.Plot;
import city.chengtu.samples.ground.RoadClass;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts houses on a block: rows along its streets, numbered in order, and slabs in the yard behind.
 */
public final class HouseBuilder {
  private static final double SETBACK = 3;
  private static final double ROW_DEPTH = 14;

  /** From the building line to where the yard behind the row begins. */
  private static final double BEHIND = ROW_DEPTH + 3;

  /** Half the width that a service road needs between houses. */
  private static final double DRIVE = 5;

  private static final double SLAB_DEPTH = 13;
  private static final double SLAB_SPACING = 26;

  private final CityPlan plan;

  public HouseBuilder(CityPlan plan) {
    this.plan = plan;
  }

  public List<House> houses(Block block) {
    Dice dice = Dice.of(plan.seed(), "houses", block.u0(), block.v0());
    Plot plot = block.plot(SETBACK);
    List<House> houses = new ArrayList<>();
    Plot yard = plot;
    if (block.use().built()) {
      yard = streetRows(houses, block, plot, dice);
    }
    if (block.use().built() || block.use().site()) {
      yard(houses, block, yard, dice);
    }
    Optional<Plot> drive = drive(block);
    drive.ifPresent(way -> houses.removeIf(house -> overlap(house.plot(), way)));
    return houses;
  }

  /**
   * The service road into the yard, kept free of houses; it runs straight from the gate to the
   * middle.
   */
  private Optional<Plot> drive(Block block) {
    return plan
        .quarter(plan.lattice().columnAt(block.u0()), plan.lattice().rowAt(block.v0()))
        .spurs()
        .stream()
        .filter(spur -> spur.block().u0() == block.u0() && spur.block().v0() == block.v0())
        .findFirst()
        .map(
            spur -> {
              Spot gate = spur.line().spot(spur.position());
              return new Plot(
                  Math.min(gate.u(), spur.u()) - DRIVE,
                  Math.min(gate.v(), spur.v()) - DRIVE,
                  Math.max(gate.u(), spur.u()) + DRIVE,
                  Math.max(gate.v(), spur.v()) + DRIVE);
            });
  }

  private static boolean overlap(Plot a, Plot b) {
    return a.u0() < b.u1() && b.u0() < a.u1() && a.v0() < b.v1() && b.v0() < a.v1();
  }

  /** Lines the streets with houses and answers what is left behind them. */
  private Plot streetRows(List<House> houses, Block block, Plot plot, Dice dice) {
    double share = block.use() == Use.INDUSTRY ? 0.2 : block.use() == Use.ESTATE ? 0.75 : 0.95;
    boolean south = block.south().isRoad() && dice.chance(share);
    boolean north = block.north().isRoad() && dice.chance(share);
    double low = plot.v0() + (south ? ROW_DEPTH + 6 : 0);
    double high = plot.v1() - (north ? ROW_DEPTH + 6 : 0);
    if (south) {
      row(houses, block, block.south(), plot.u0(), plot.u1(), plot.v0(), 1, dice);
    }
    if (north) {
      row(houses, block, block.north(), plot.u0(), plot.u1(), plot.v1(), -1, dice);
    }
    boolean west = block.west().isRoad() && dice.chance(share);
    boolean east = block.east().isRoad() && dice.chance(share);
    if (west) {
      row(houses, block, block.west(), low, high, plot.u0(), 1, dice);
    }
    if (east) {
      row(houses, block, block.east(), low, high, plot.u1(), -1, dice);
    }
    return new Plot(
        plot.u0() + (west ? BEHIND : 0),
        plot.v0() + (south ? BEHIND : 0),
        plot.u1() - (east ? BEHIND : 0),
        plot.v1() - (north ? BEHIND : 0));
  }

  /**
   * @param front where the row faces the street
   * @param inward 1 when the row lies east or north of its street, else -1
   */
  private void row(
      List<House> houses,
      Block block,
      Line street,
      double from,
      double to,
      double front,
      int inward,
      Dice dice) {
    double position = from;
    while (true) {
      double length = dice.between(13.0, block.use() == Use.OLD_TOWN ? 20.0 : 34.0);
      boolean gap = dice.chance(0.1);
      double depth = ROW_DEPTH + dice.between(-3.0, 0.0);
      int levels = levels(block.use(), dice);
      if (position + length > to) {
        return;
      }
      if (!gap) {
        double back = front + inward * depth;
        double middle = position + length / 2;
        int number = street.houseNumber(middle, inward < 0);
        Spot door = street.vertical() ? new Spot(front, middle) : new Spot(middle, front);
        Plot outline =
            outline(
                street.vertical(),
                position,
                position + length,
                Math.min(front, back),
                Math.max(front, back));
        houses.add(new House(outline, null, street.name() + number + "号", levels, door));
      }
      position += length + dice.between(3.0, 9.0);
    }
  }

  private static Plot outline(boolean vertical, double from, double to, double low, double high) {
    return vertical ? new Plot(low, from, high, to) : new Plot(from, low, to, high);
  }

  private static int levels(Use use, Dice dice) {
    return switch (use) {
      case COMMERCIAL -> dice.between(4, 32);
      case OLD_TOWN -> dice.between(2, 6);
      case INDUSTRY -> dice.between(1, 4);
      case ESTATE -> dice.chance(0.5) ? dice.between(3, 7) : dice.between(11, 30);
      default -> dice.between(2, 6);
    };
  }

  private void yard(List<House> houses, Block block, Plot ground, Dice dice) {
    Plot yard = ground.inset(4);
    boolean works = block.use() == Use.INDUSTRY || block.use().site();
    if (yard.width() < 18 || yard.height() < SLAB_DEPTH + 3) {
      return;
    }
    String address = houses.isEmpty() ? gateAddress(block) : houses.get(0).address();
    String name = yardName(block, dice);
    double spacing = works ? SLAB_SPACING * 1.5 : SLAB_SPACING;
    double depth = works ? SLAB_DEPTH * 1.7 : SLAB_DEPTH;
    int most = block.use().site() ? 3 : block.use() == Use.OLD_TOWN ? 3 : 6;
    int number = 1;
    for (double v = yard.v0(); v + depth <= yard.v1() && number <= most; v += spacing) {
      for (double u = yard.u0(); u + 18 <= yard.u1() && number <= most; ) {
        double length = Math.min(yard.u1() - u, dice.between(22.0, 44.0));
        Plot outline = new Plot(u, v, u + length, v + depth);
        String building = number + "栋";
        houses.add(
            new House(
                outline,
                name == null ? null : name + (block.use().site() ? "" : building),
                address + building,
                levels(block.use(), dice),
                new Spot(u + length / 2, v)));
        number++;
        u += length + 12;
      }
    }
  }

  private String yardName(Block block, Dice dice) {
    String stem = plan.words().stem(dice.below(3_000));
    return switch (block.use()) {
      case ESTATE -> stem + dice.pick(plan.words().list("estates"));
      case INDUSTRY -> stem + dice.pick(plan.words().list("factories"));
      case COMMERCIAL -> stem + dice.pick(plan.words().list("offices"));
      default -> null;
    };
  }

  /**
   * The address of a yard without houses along the street: its number on the widest street it
   * touches.
   */
  public static String gateAddress(Block block) {
    Line best = null;
    for (Line line : List.of(block.south(), block.west(), block.north(), block.east())) {
      RoadClass road = line.road();
      if (road != null && (best == null || road.compareTo(best.road()) < 0)) {
        best = line;
      }
    }
    if (best == null) {
      return "";
    }
    double middle = best.vertical() ? block.centre().v() : block.centre().u();
    boolean odd = best == block.east() || best == block.north();
    return best.name() + best.houseNumber(middle, odd) + "号";
  }
}
