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
import city.chengtu.samples.survey.NetworkRules.Sewer;
import city.chengtu.samples.survey.SewerTree.Knot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Storm water and sewage: gravity networks that fall all the way from the houses to the river and
 * the pumping stations.
 */
public final class SewerSurvey {
  /**
   * Slopes to try, steepest first, where the depth of the trunk allows; least for DN300 plastic is
   * 0.002.
   */
  private static final double[] SLOPES = {0.003, 0.002, 0.0012, 0.0006, 0.0002};

  private static final double BRANCH_SLOPE = 0.02;

  private final CityPlan plan;
  private final PipeBook book;
  private final NetworkRules rules = new NetworkRules();

  public SewerSurvey(CityPlan plan, Notebook notebook, ComponentRegister register) {
    this.plan = plan;
    this.book = new PipeBook(plan, notebook, register);
  }

  public void survey(Quarter quarter) {
    for (Sewer sewer : rules.sewers()) {
      new Work(sewer, quarter).survey();
    }
  }

  /** One network in one cell of the lattice. */
  private final class Work {
    private final Sewer sewer;
    private final Quarter quarter;
    private final PipeKind kind;
    private final Lattice lattice = plan.lattice();
    private final SewerLevels levels;
    private final Map<Knot, Integer> drained = new HashMap<>();

    Work(Sewer sewer, Quarter quarter) {
      this.sewer = sewer;
      this.quarter = quarter;
      this.kind = sewer.kind();
      this.levels = new SewerLevels(sewer, lattice, book.terrain());
    }

    void survey() {
      Line south = plan.southSide(quarter.column(), quarter.row());
      if (south.isRoad() && quarter.column() != lattice.river()) {
        trunk(south);
      }
      corner();
      boolean interceptor = levels.interceptor(quarter.column());
      if (interceptor && quarter.west().isRoad()) {
        interceptor();
      }
      streets(interceptor);
    }

    // ---- trunks under the east-west arterials ----

    private void trunk(Line south) {
      TreeSet<Integer> stops = new TreeSet<>(List.of(south.from(), south.to()));
      south.ends().stream().filter(end -> end.carries(kind)).forEach(end -> stops.add(end.at()));
      boolean eastward = south.from() < lattice.u(lattice.river());
      List<Integer> order = new ArrayList<>(stops);
      if (!eastward) {
        Collections.reverse(order);
      }
      for (int i = 1; i < order.size(); i++) {
        int from = order.get(i - 1);
        int to = order.get(i);
        PipeNode upper = trunkNode(from, quarter.row());
        PipeNode lower = trunkNode(to, quarter.row());
        PipeBook.Run run = run(south, String.valueOf(size(south)), 12);
        chain(run, south, from, to, upper, lower, false);
        boolean last = i == order.size() - 1;
        if (!last) {
          well(lower, south.name());
        }
      }
    }

    private int size(Line south) {
      // The whole stretch between two arterials has one size, that of its upper end.
      boolean eastward = south.from() < lattice.u(lattice.river());
      return levels.trunkSize(eastward ? south.from() : south.to());
    }

    private PipeNode trunkNode(double u, int row) {
      return levels.node(book, new Spot(u, lattice.v(row)), levels.trunk(u, row));
    }

    /** The manhole at the south-west corner, with what leaves there for the river. */
    private void corner() {
      int column = quarter.column();
      int row = quarter.row();
      boolean road = column > 0 && row > 0 && column < lattice.columns() && row < lattice.rows();
      if (!road) {
        return;
      }
      PipeNode node = trunkNode(quarter.u0(), row);
      String name = lattice.verticalName(column);
      well(node, name);
      boolean west = column == lattice.river();
      boolean east = column == lattice.river() + 1;
      if (!west && !east) {
        return;
      }
      int toRiver = west ? 1 : -1;
      if (kind == PipeKind.YS) {
        outlet(node, node.spot().plus(toRiver * 52.0, 0), name);
      } else if (levels.station(row)) {
        outlet(node, node.spot().plus(toRiver * 29.0, 12), name);
      }
    }

    private void outlet(PipeNode from, Spot spot, String name) {
      PipeNode end = book.node(kind, spot, from.level() - 0.1);
      int size =
          kind == PipeKind.YS
              ? levels.trunkSize(lattice.u(lattice.river()))
              : levels.interceptorSize();
      PipeBook.Run run =
          run(
              quarter.west().isRoad()
                  ? quarter.west()
                  : plan.westSide(quarter.column(), quarter.row() - 1),
              String.valueOf(size),
              12);
      book.segment(run, from, end);
      point(end, sewer.end(), name);
    }

    // ---- interceptors under the embankments ----

    private void interceptor() {
      Line bank = plan.westSide(quarter.column(), quarter.row());
      TreeSet<Integer> stops = new TreeSet<>(List.of(bank.from(), bank.to()));
      // Only the streets inside this cell join; those of the neighbour to the west stop short of
      // the avenue.
      quarter.west().ends().stream()
          .filter(end -> end.carries(kind))
          .forEach(end -> stops.add(end.at()));
      boolean ends = levels.station(quarter.row() + 1);
      List<Integer> order = new ArrayList<>(stops);
      Collections.reverse(order);
      for (int i = 1; i < order.size(); i++) {
        boolean first = i == 1;
        // Beyond a pumping station the interceptor begins anew, a little to its south.
        int from = first && ends ? order.get(0) - 10 : order.get(i - 1);
        int to = order.get(i);
        PipeNode upper =
            first && !ends ? trunkNode(quarter.u0(), quarter.row() + 1) : interceptorNode(from);
        PipeNode lower =
            to == bank.from() ? trunkNode(quarter.u0(), quarter.row()) : interceptorNode(to);
        if (first && ends) {
          well(upper, bank.name());
        }
        chain(
            run(bank, String.valueOf(levels.interceptorSize()), 12),
            bank,
            from,
            to,
            upper,
            lower,
            false);
        if (to != bank.from()) {
          well(lower, bank.name());
        }
      }
    }

    private PipeNode interceptorNode(int v) {
      return levels.node(book, new Spot(quarter.u0(), v), levels.interceptor(v, quarter.row()));
    }

    // ---- streets ----

    private void streets(boolean interceptor) {
      List<Line> lines = new ArrayList<>();
      if (quarter.west().isRoad() && !interceptor) {
        lines.add(quarter.west());
      }
      quarter.splits().stream().filter(split -> split.carries(kind)).forEach(lines::add);
      if (lines.isEmpty()) {
        return;
      }
      SewerTree tree =
          new SewerTree(
              quarter,
              kind,
              lines,
              (u, v) ->
                  v == quarter.v0() || v == quarter.v1() || (interceptor && u == quarter.u0()));
      Map<Knot, PipeNode> nodes = nodes(tree);
      List<Knot> upwards = tree.knots();
      for (int i = upwards.size() - 1; i >= 0; i--) {
        Knot knot = upwards.get(i);
        drained.merge(knot, 1, Integer::sum);
        if (!knot.root()) {
          drained.merge(knot.parent, drained.get(knot), Integer::sum);
        }
      }
      for (Knot knot : upwards) {
        if (!knot.root()) {
          street(knot, nodes);
        }
      }
    }

    private void street(Knot knot, Map<Knot, PipeNode> nodes) {
      Line line = knot.line;
      double from = line.vertical() ? knot.middle.v() : knot.middle.u();
      double to = line.vertical() ? knot.parent.middle.v() : knot.parent.middle.u();
      int step = Math.min(sewer.sizes().size() - 1, drained.get(knot) / 9);
      int rank = line.road() == RoadClass.RESIDENTIAL ? 15 : 14;
      PipeBook.Run run = run(line, String.valueOf(sewer.sizes().get(step)), rank);
      well(nodes.get(knot), line.name());
      chain(run, line, from, to, nodes.get(knot), nodes.get(knot.parent), quarter.urban());
    }

    private Map<Knot, PipeNode> nodes(SewerTree tree) {
      for (double slope : SLOPES) {
        Map<Knot, Double> bottoms = bottoms(tree, slope);
        boolean deepEnough =
            tree.knots().stream()
                .filter(Knot::root)
                .allMatch(root -> bottoms.get(root) >= rootLevel(root));
        if (deepEnough) {
          Map<Knot, PipeNode> nodes = new HashMap<>();
          for (Knot knot : tree.knots()) {
            nodes.put(
                knot,
                levels.node(book, knot.middle, knot.root() ? rootLevel(knot) : bottoms.get(knot)));
          }
          return nodes;
        }
      }
      throw new IllegalStateException(
          "the "
              + kind
              + " of quarter "
              + quarter.column()
              + ","
              + quarter.row()
              + " cannot reach its trunk");
    }

    private double rootLevel(Knot root) {
      if (root.middle.v() == quarter.v0()) {
        return levels.trunk(root.middle.u(), quarter.row());
      }
      if (root.middle.v() == quarter.v1()) {
        return levels.trunk(root.middle.u(), quarter.row() + 1);
      }
      return levels.interceptor(root.middle.v(), quarter.row());
    }

    /**
     * The highest levels at which every pipe falls and every upper end is deep enough; children
     * before parents.
     */
    private Map<Knot, Double> bottoms(SewerTree tree, double slope) {
      Map<Knot, Double> bottoms = new HashMap<>();
      List<Knot> knots = tree.knots();
      for (int i = knots.size() - 1; i >= 0; i--) {
        Knot knot = knots.get(i);
        Spot spot = PipeBook.beside(kind, knot.middle);
        double own = book.terrain().ground(spot) - sewer.headDepth();
        double bottom = Math.min(own, bottoms.getOrDefault(knot, Double.MAX_VALUE));
        bottoms.put(knot, bottom);
        if (!knot.root()) {
          double length = Math.abs(knot.distance - knot.parent.distance);
          // 1.5: the map may stretch what the chart shows.
          bottoms.merge(knot.parent, bottom - slope * length * 1.5, Math::min);
        }
      }
      return bottoms;
    }

    // ---- common ----

    /**
     * Segments from an upper to a lower point, with manholes between them, and branches to houses
     * or gullies when wanted.
     */
    private void chain(
        PipeBook.Run run,
        Line line,
        double from,
        double to,
        PipeNode upper,
        PipeNode lower,
        boolean branches) {
      List<Double> stations = book.stations(kind, line, from, to);
      PipeNode before = upper;
      for (int i = 1; i < stations.size(); i++) {
        boolean last = i == stations.size() - 1;
        double share = (double) i / (stations.size() - 1);
        PipeNode next =
            last
                ? lower
                : levels.node(
                    book,
                    line.spot(stations.get(i)),
                    upper.level() + share * (lower.level() - upper.level()));
        book.segment(run, before, next);
        if (!last) {
          well(next, line.name());
          if (branches) {
            branch(run, line, stations.get(i), next);
          }
        }
        before = next;
      }
    }

    private void branch(PipeBook.Run run, Line line, double along, PipeNode well) {
      Dice dice =
          Dice.of(
              plan.seed(),
              "branch" + kind,
              Math.round(along * 8),
              line.at(),
              line.vertical() ? 1 : 0);
      Fitting branch = sewer.branch();
      if (!dice.chance(branch.share())) {
        return;
      }
      int side = dice.chance(0.5) ? 1 : -1;
      double off = side * (kind == PipeKind.YS ? line.halfWidth() - 1.0 : line.halfWidth() + 2.2);
      Spot middle = line.spot(along);
      Spot spot =
          line.vertical()
              ? new Spot(middle.u() + off, well.spot().v())
              : new Spot(well.spot().u(), middle.v() + off);
      double rise = BRANCH_SLOPE * Math.abs(off - kind.offset());
      PipeNode end = book.node(kind, spot, well.level() + rise);
      book.segment(
          new PipeBook.Run(
              kind,
              run.code(),
              run.type(),
              run.owner(),
              String.valueOf(branch.size()),
              run.laying(),
              run.flow(),
              run.pressure(),
              run.voltage(),
              run.temperature(),
              run.materials(),
              run.road(),
              run.year(),
              16),
          end,
          well);
      point(end, branch, line.name());
    }

    private PipeBook.Run run(Line line, String size, int rank) {
      return new PipeBook.Run(
          kind,
          sewer.code(),
          sewer.type(),
          sewer.owner(),
          size,
          "直埋",
          "+",
          null,
          null,
          null,
          sewer.materials(),
          line.name(),
          book.year(kind, line),
          rank);
    }

    private void well(PipeNode node, String road) {
      point(node, sewer.well(), road);
    }

    private void point(PipeNode node, Fitting fitting, String road) {
      book.point(kind, sewer.code(), sewer.type(), node, fitting, road, sewer.owner());
    }
  }
}
