package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Plot;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Use;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Polygon;

/**
 * The layers {@code water} and {@code green}: river, banks, island, lakes, parks, squares, fields.
 */
public final class LandSurvey {
  private static final int BANK = 45;
  private static final int STEP = 40;

  private final CityPlan plan;
  private final Notebook notebook;

  public LandSurvey(CityPlan plan, Notebook notebook) {
    this.plan = plan;
    this.notebook = notebook;
  }

  public void survey(Quarter quarter) {
    for (Block block : quarter.blocks()) {
      switch (block.use()) {
        case RIVER -> river(quarter, block);
        case FRINGE -> green(block, block.plot(4), stem(block) + "田野", "farmland", 11);
        case LAKE -> lake(block);
        case PARK -> green(block, block.plot(3), stem(block) + "公园", "park", 12);
        case PLAZA -> green(block, block.plot(3), stem(block) + "广场", "square", 14);
        default -> {
          // built land has no layer of its own
        }
      }
    }
  }

  private String stem(Block block) {
    return plan.words().stem(block.u0() * 3L + block.v0());
  }

  private void green(Block block, Plot plot, String name, String kind, int rank) {
    Props props = Props.of("name", name).and("kind", kind);
    Spot corner = new Spot(block.u0(), block.v0());
    notebook.write("green", Notebook.id("G", corner), rank, notebook.polygon(outline(plot)), props);
  }

  private static List<Spot> outline(Plot plot) {
    List<Spot> ring = new ArrayList<>();
    double cut = Math.min(12, Math.min(plot.width(), plot.height()) / 4);
    side(ring, new Spot(plot.u0() + cut, plot.v0()), new Spot(plot.u1() - cut, plot.v0()));
    side(ring, new Spot(plot.u1(), plot.v0() + cut), new Spot(plot.u1(), plot.v1() - cut));
    side(ring, new Spot(plot.u1() - cut, plot.v1()), new Spot(plot.u0() + cut, plot.v1()));
    side(ring, new Spot(plot.u0(), plot.v1() - cut), new Spot(plot.u0(), plot.v0() + cut));
    return ring;
  }

  private static void side(List<Spot> ring, Spot from, Spot to) {
    double length = Math.hypot(to.u() - from.u(), to.v() - from.v());
    int parts = Math.max(1, (int) (length / STEP));
    for (int i = 0; i <= parts; i++) {
      double t = (double) i / parts;
      ring.add(new Spot(from.u() + t * (to.u() - from.u()), from.v() + t * (to.v() - from.v())));
    }
  }

  private void lake(Block block) {
    Dice dice = Dice.of(plan.seed(), "lake", block.u0(), block.v0());
    Plot plot = block.plot(3);
    Spot middle = plot.centre();
    double lobe = dice.between(0.0, Math.PI);
    List<Spot> shore = new ArrayList<>();
    for (int i = 0; i < 36; i++) {
      double angle = i * Math.PI / 18;
      double swing =
          0.78 + 0.14 * StrictMath.sin(3 * angle + lobe) + 0.08 * StrictMath.sin(5 * angle - lobe);
      shore.add(
          middle.plus(
              StrictMath.cos(angle) * swing * plot.width() * 0.42,
              StrictMath.sin(angle) * swing * plot.height() * 0.42));
    }
    String stem = stem(block);
    green(block, plot, stem + "湖公园", "park", 12);
    Props props = Props.of("name", stem + "湖").and("kind", "lake");
    notebook.write("water", Notebook.id("W", middle), 11, notebook.polygon(shore), props);
  }

  private void river(Quarter quarter, Block block) {
    boolean middle = quarter.row() == plan.lattice().centreRow();
    Props props = Props.of("name", plan.words().word("river")).and("kind", "river");
    List<Spot> ring = strip(block.u0() + BANK, block.u1() - BANK, block.v0(), block.v1());
    Polygon water = middle ? notebook.polygon(ring, island(block)) : notebook.polygon(ring);
    notebook.write("water", "W-river-" + quarter.row(), 7, water, props);
    bank(quarter, block.u0() + block.west().halfWidth(), block.u0() + BANK, "west");
    bank(quarter, block.u1() - BANK, block.u1() - block.east().halfWidth(), "east");
    if (middle) {
      Props green = Props.of("name", plan.words().word("island")).and("kind", "park");
      notebook.write("green", "G-island", 10, notebook.polygon(island(block)), green);
    }
  }

  private void bank(Quarter quarter, double from, double to, String side) {
    Props props = Props.of("name", plan.words().word("bank")).and("kind", "riverside");
    List<Spot> ring = strip(from, to, quarter.v0(), quarter.v1());
    notebook.write("green", "G-" + side + "-" + quarter.row(), 12, notebook.polygon(ring), props);
  }

  private static List<Spot> strip(double u0, double u1, int v0, int v1) {
    List<Spot> ring = new ArrayList<>();
    ring.add(new Spot(u0, v0));
    ring.add(new Spot(u1, v0));
    for (int v = (v0 / STEP + 1) * STEP; v < v1; v += STEP) {
      ring.add(new Spot(u1, v));
    }
    ring.add(new Spot(u1, v1));
    ring.add(new Spot(u0, v1));
    for (int v = (v1 - 1) / STEP * STEP; v > v0; v -= STEP) {
      ring.add(new Spot(u0, v));
    }
    return ring;
  }

  private static List<Spot> island(Block block) {
    double half = block.height() * 0.36;
    Spot middle = block.centre().plus(-20, 0);
    List<Spot> shore = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double angle = i * Math.PI / 20;
      shore.add(middle.plus(StrictMath.cos(angle) * 42, StrictMath.sin(angle) * half));
    }
    return shore;
  }

  /** True for the blocks people can shelter on. */
  static boolean shelter(Block block) {
    return block.use() == Use.PARK || block.use() == Use.PLAZA || block.use() == Use.LAKE;
  }
}
