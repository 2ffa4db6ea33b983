package city.chengtu.samples.survey;

import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.PipeKind;
import city.chengtu.samples.ground.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes pipe points and segments in the fields they are delivered in (管点表, 管线表). */
final class PipeBook {
  /** Longest segment in metres; a check allows 75. */
  private static final double LONGEST = 70;

  private static final int SURVEY_YEAR = 2024;

  /** 状态 and 数据来源 as the dictionaries of CJJ 61-2017 annex C number them. */
  private static final String IN_USE = "0";

  private static final String SURVEYED = "1";

  /**
   * What all segments of a run have in common.
   *
   * @param size DN in mm or width x height
   * @param flow + from start to end, 0 unknown
   */
  record Run(
      PipeKind kind,
      String code,
      String type,
      String owner,
      String size,
      String laying,
      String flow,
      String pressure,
      Double voltage,
      Double temperature,
      List<NetworkRules.Material> materials,
      String road,
      int year,
      int rank) {}

  private final CityPlan plan;
  private final Notebook notebook;
  private final ComponentRegister register;
  private final Terrain terrain;

  PipeBook(CityPlan plan, Notebook notebook, ComponentRegister register) {
    this.plan = plan;
    this.notebook = notebook;
    this.register = register;
    this.terrain = new Terrain(plan.lattice());
  }

  Terrain terrain() {
    return terrain;
  }

  /** The place of a network's point beside a place in the middle of the road. */
  static Spot beside(PipeKind kind, Spot middle) {
    return middle.plus(kind.offset(), kind.offset());
  }

  PipeNode node(PipeKind kind, Spot spot, double level) {
    return new PipeNode(
        number(kind, spot), spot, notebook.place(spot), terrain.ground(spot), level);
  }

  /** A node a given depth below the ground. */
  PipeNode nodeAtDepth(PipeKind kind, Spot spot, double depth) {
    return node(kind, spot, terrain.ground(spot) - depth);
  }

  private static String number(PipeKind kind, Spot spot) {
    long place = ((long) Math.floor(spot.u()) << 16) | (long) Math.floor(spot.v());
    return kind.name() + Long.toString(place, 36).toUpperCase(Locale.ROOT);
  }

  void point(
      PipeKind kind,
      String code,
      String type,
      PipeNode node,
      NetworkRules.Fitting fitting,
      String road,
      String owner) {
    boolean well =
        fitting.subsid() != null
            && (fitting.subsid().endsWith("井")
                || fitting.subsid().endsWith("孔")
                || "小室".equals(fitting.subsid()));
    Props props =
        Props.of("kind", kind.major())
            .and("Exp_No", node.number())
            .and("Type", type)
            .and("High", node.high())
            .and("Code", code + "2" + (fitting.subsid() == null ? "1" : "2") + fitting.seq())
            .andIf("Feature", fitting.feature())
            .andIf("Subsid", fitting.subsid())
            .andIf("WellDeep", well ? PipeNode.round(node.depth() + 0.4) : null)
            .and("RoadName", road)
            .and("Belong", owner)
            .and("Munit", owner)
            .and("State", IN_USE)
            .and("Source", SURVEYED);
    notebook.write("pipe_points", node.number(), 16, notebook.point(node.spot()), props);
    if (fitting.cover() != null) {
      register.enter(fitting.cover(), node.spot());
    }
    if (fitting.poi() != null) {
      String name = fitting.name() == null ? fitting.subsid() + node.number() : fitting.name();
      Props poi =
          Props.of("name", name)
              .and("kind", fitting.poi())
              .and("address", road)
              .and("owner", owner);
      notebook.write("poi", "N" + node.number(), 16, notebook.point(node.spot()), poi);
    }
  }

  void segment(Run run, PipeNode start, PipeNode end) {
    NetworkRules.Material material = NetworkRules.material(run.materials(), run.year());
    Props props =
        Props.of("kind", run.kind().major())
            .and("Lno", start.number() + "-" + end.number())
            .and("S_Exp", start.number())
            .and("E_Exp", end.number())
            .and("S_Deep", start.depth())
            .and("E_Deep", end.depth())
            .and("S_H", start.level())
            .and("E_H", end.level())
            .and("Type", run.type())
            .and("Code", run.code() + "1000")
            .and("Material", material.name())
            .and("PSize", run.size())
            .and("FlowDir", run.flow())
            .and("EmBed", run.laying())
            .andIf("Pressure", run.pressure())
            .andIf("Voltage", run.voltage())
            .andIf("Temperature", run.temperature())
            .and("Address", run.road())
            .and("Belong", run.owner())
            .and("Munit", run.owner())
            .and("MDate", run.year() + "-06-30")
            .and("UseYears", material.life())
            .and("State", IN_USE)
            .and("Source", SURVEYED);
    List<org.locationtech.jts.geom.Coordinate> ends = List.of(start.place(), end.place());
    notebook.write(
        "pipe_segments",
        start.number() + "-" + end.number(),
        run.rank(),
        notebook.line(ends),
        props);
  }

  double metres(PipeNode a, PipeNode b) {
    return plan.warp().metres(a.place(), b.place());
  }

  /**
   * Where a straight stretch of the chart must have points so that no segment grows too long; both
   * ends included.
   */
  List<Double> stations(PipeKind kind, Line line, double from, double to) {
    for (int parts = 1; ; parts++) {
      List<Double> stations = new ArrayList<>();
      double longest = 0;
      for (int i = 0; i <= parts; i++) {
        stations.add(from + (to - from) * i / parts);
        if (i > 0) {
          longest = Math.max(longest, metres(kind, line, stations.get(i - 1), stations.get(i)));
        }
      }
      if (longest <= LONGEST) {
        return stations;
      }
    }
  }

  private double metres(PipeKind kind, Line line, double from, double to) {
    return plan.warp()
        .metres(
            notebook.place(beside(kind, line.spot(from))),
            notebook.place(beside(kind, line.spot(to))));
  }

  /** The year a street's pipes were laid: the whole street at once. */
  int year(PipeKind kind, Line line) {
    Dice dice =
        Dice.of(
            plan.seed(), "year" + kind, line.at(), line.vertical() ? 1 : 0, line.name().hashCode());
    return Math.min(SURVEY_YEAR, 1986 + dice.below(39));
  }
}
