package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * The layer {@code plan_zones}: places that contingency plans speak of, such as spots that flood
 * and zones around hazards.
 */
public final class PlanZoneSurvey {
  private static final int CORNERS = 24;

  /**
   * @param plan id of the contingency plan
   * @param share of the quarters that have such a zone
   * @param radius m
   * @param level 1 to 4
   */
  private record ZoneKind(
      String kind, String name, String plan, int level, int radius, double share) {}

  private final CityPlan plan;
  private final Notebook notebook;
  private final List<ZoneKind> kinds = SampleData.list("city/zones.yaml", "zones", ZoneKind.class);

  public PlanZoneSurvey(CityPlan plan, Notebook notebook) {
    this.plan = plan;
    this.notebook = notebook;
  }

  public void survey(Quarter quarter) {
    if (!quarter.urban()) {
      return;
    }
    Dice dice = Dice.of(plan.seed(), "zones", quarter.column(), quarter.row());
    List<Cell> cells = plan.cells(quarter.column(), quarter.row());
    for (ZoneKind kind : kinds) {
      Cell cell = dice.pick(cells);
      if (dice.chance(kind.share())) {
        zone(kind, cell.block().centre());
      }
    }
  }

  private void zone(ZoneKind kind, Spot middle) {
    List<Spot> ring = new ArrayList<>();
    for (int i = 0; i < CORNERS; i++) {
      double angle = 2 * Math.PI * i / CORNERS;
      ring.add(
          middle.plus(
              kind.radius() * StrictMath.cos(angle), kind.radius() * StrictMath.sin(angle)));
    }
    String stem = plan.words().stem(Math.round(middle.u() * 3 + middle.v()));
    Props props =
        Props.of("name", stem + kind.name())
            .and("kind", kind.kind())
            .and("plan", kind.plan())
            .and("level", kind.level());
    notebook.write(
        "plan_zones",
        Notebook.id("Z" + kind.kind() + "-", middle),
        12,
        notebook.polygon(ring),
        props);
  }
}
