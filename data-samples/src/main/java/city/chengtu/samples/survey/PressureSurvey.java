package city.chengtu.samples.survey;

import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Lattice;
import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.PipeKind;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.RoadClass;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.survey.NetworkRules.Fitting;
import city.chengtu.samples.survey.NetworkRules.Pressure;
import java.util.List;
import java.util.TreeMap;

/**
 * Water, gas, heat, power and telecom: meshes under the roads, from the works at the edge of the
 * city to the customers.
 */
public final class PressureSurvey {
  /** One place in so many rows of quarters where works feed the networks. */
  private static final int ROWS_BETWEEN_WORKS = 6;

  private final CityPlan plan;
  private final PipeBook book;
  private final NetworkRules rules = new NetworkRules();

  public PressureSurvey(CityPlan plan, Notebook notebook, ComponentRegister register) {
    this.plan = plan;
    this.book = new PipeBook(plan, notebook, register);
  }

  public void survey(Quarter quarter) {
    Line west = plan.westSide(quarter.column(), quarter.row());
    Line south = plan.southSide(quarter.column(), quarter.row());
    for (Pressure network : rules.pressure()) {
      line(network, west, quarter);
      line(network, south, quarter);
      quarter.splits().forEach(split -> line(network, split, quarter));
      crossing(network, quarter);
    }
  }

  private void line(Pressure network, Line line, Quarter quarter) {
    if (!line.isRoad() || !line.carries(network.kind())) {
      return;
    }
    TreeMap<Integer, Integer> branches = new TreeMap<>();
    branches.put(line.from(), 0);
    branches.put(line.to(), 0);
    for (Line end : line.ends()) {
      if (end.carries(network.kind())) {
        branches.merge(end.at(), 1, Integer::sum);
      }
    }
    Integer from = null;
    for (int to : branches.keySet()) {
      if (from != null) {
        run(network, line, from, to, quarter);
      }
      boolean inside = to > line.from() && to < line.to();
      if (inside) {
        junction(network, node(network, line.spot(to)), 2 + branches.get(to), false, line.name());
      }
      from = to;
    }
  }

  private PipeNode node(Pressure network, Spot middle) {
    Spot spot = PipeBook.beside(network.kind(), middle);
    return nodeAt(network, spot);
  }

  /** The depth varies by some centimetres from point to point, as it does. */
  private PipeNode nodeAt(Pressure network, Spot spot) {
    double shift =
        Dice.of(plan.seed(), "depth", Math.round(spot.u() * 10), Math.round(spot.v() * 10))
            .between(-0.03, 0.03);
    return book.nodeAtDepth(network.kind(), spot, network.depth() + shift);
  }

  private void run(Pressure network, Line line, int from, int to, Quarter quarter) {
    PipeBook.Run run = run(network, line, network.size(line.road()));
    boolean customers = quarter.urban();
    List<Double> stations = book.stations(network.kind(), line, from, to);
    PipeNode before = node(network, line.spot(from));
    for (int i = 1; i < stations.size(); i++) {
      PipeNode next = node(network, line.spot(stations.get(i)));
      book.segment(run, before, next);
      if (i < stations.size() - 1) {
        between(network, line, stations.get(i), next, customers);
      }
      before = next;
    }
  }

  private PipeBook.Run run(Pressure network, Line line, String size) {
    PipeKind kind = network.kind();
    RoadClass road = line.road();
    int rank = road.arterial() ? 12 : road == RoadClass.TERTIARY ? 14 : 15;
    return new PipeBook.Run(
        kind,
        network.code(),
        network.type(),
        network.owner(),
        size,
        network.laying(),
        "0",
        network.pressure(),
        network.voltage(),
        network.temperature(),
        network.materials(),
        line.name(),
        book.year(kind, line),
        rank);
  }

  /** A point between junctions: a fitting, or the branch to a customer. */
  private void between(
      Pressure network, Line line, double along, PipeNode node, boolean customers) {
    Dice dice =
        Dice.of(
            plan.seed(),
            "between" + network.kind(),
            Math.round(along * 8),
            line.at(),
            line.vertical() ? 1 : 0);
    if (customers && dice.chance(network.customer().share())) {
      customer(network, line, along, node, dice.chance(0.5) ? 1 : -1);
      return;
    }
    double die = dice.unit();
    Fitting chosen = network.along().get(network.along().size() - 1);
    for (Fitting fitting : network.along()) {
      die -= fitting.share();
      if (die < 0) {
        chosen = fitting;
        break;
      }
    }
    point(network, node, chosen, line.name());
  }

  private void customer(Pressure network, Line line, double along, PipeNode main, int side) {
    junction(network, main, 3, false, line.name());
    // Behind the footway: for each kind a little further, so that no two stand in one spot.
    double off = side * (line.halfWidth() + 1.5 + network.kind().order() * 0.3);
    Spot middle = line.spot(along);
    Spot spot =
        line.vertical()
            ? new Spot(middle.u() + off, main.spot().v())
            : new Spot(main.spot().u(), middle.v() + off);
    PipeNode end = nodeAt(network, spot);
    book.segment(run(network, line, network.sizes().get(3)), main, end);
    point(network, end, network.customer(), line.name());
  }

  private void junction(
      Pressure network, PipeNode node, int degree, boolean straight, String road) {
    point(network, node, fitting(network, degree, straight), road);
  }

  private static Fitting fitting(Pressure network, int degree, boolean straight) {
    if (network.junction().isObject()) {
      Fitting well = SampleData.as(network.junction(), Fitting.class);
      return well;
    }
    return switch (degree) {
      case 1 -> Fitting.feature("盖堵", network.kind() == PipeKind.JS ? "13" : "08");
      case 2 -> straight ? Fitting.feature("直线点", "99") : Fitting.feature("弯头", "01");
      case 3 -> Fitting.feature("三通", "02");
      case 4 -> Fitting.feature("四通", "03");
      default ->
          throw new IllegalStateException(
              "a junction of " + degree + " pipes of " + network.kind());
    };
  }

  private void point(Pressure network, PipeNode node, Fitting fitting, String road) {
    book.point(
        network.kind(), network.code(), network.type(), node, fitting, road, network.owner());
  }

  /**
   * The point where two lines of the lattice cross, at the south-west corner of the cell, and the
   * works there.
   */
  private void crossing(Pressure network, Quarter quarter) {
    Lattice lattice = plan.lattice();
    int column = quarter.column();
    int row = quarter.row();
    if (column == 0 || row == 0) {
      return;
    }
    boolean north = lattice.verticalRoad(column, row) != null;
    boolean south = lattice.verticalRoad(column, row - 1) != null;
    boolean east = lattice.horizontalRoad(row, column) != null;
    boolean west = lattice.horizontalRoad(row, column - 1) != null;
    int degree = (north ? 1 : 0) + (south ? 1 : 0) + (east ? 1 : 0) + (west ? 1 : 0);
    if (degree == 0) {
      return;
    }
    boolean straight = (north && south && !east && !west) || (east && west && !north && !south);
    PipeNode node = node(network, new Spot(quarter.u0(), quarter.v0()));
    boolean works = column == 1 && (row - 1) % ROWS_BETWEEN_WORKS == 0;
    String road =
        quarter.west().isRoad() ? quarter.west().name() : plan.lattice().verticalName(column);
    if (works) {
      works(network, node, quarter);
    }
    junction(network, node, works ? degree + 1 : degree, straight && !works, road);
  }

  private void works(Pressure network, PipeNode node, Quarter quarter) {
    Line ring = plan.westSide(quarter.column(), quarter.row());
    int rank = network.kind().order();
    Spot spot = node.spot().plus(-26.0 - 3 * rank, 6.0 + 5 * rank);
    PipeNode end = nodeAt(network, spot);
    book.segment(run(network, ring, network.sizes().get(0)), end, node);
    point(network, end, named(network.source(), quarter), ring.name());
  }

  private Fitting named(Fitting source, Quarter quarter) {
    String name = plan.words().stem(quarter.row() * 41L) + source.name();
    return new Fitting(
        source.share(),
        source.feature(),
        source.subsid(),
        source.seq(),
        source.cover(),
        source.poi(),
        name,
        source.size());
  }
}
