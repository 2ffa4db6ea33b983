package city.chengtu.samples;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.District;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.survey.BlockSurvey;
import city.chengtu.samples.survey.CellFinder;
import city.chengtu.samples.survey.ComponentRegister;
import city.chengtu.samples.survey.DivisionSurvey;
import city.chengtu.samples.survey.LandSurvey;
import city.chengtu.samples.survey.Notebook;
import city.chengtu.samples.survey.PlanZoneSurvey;
import city.chengtu.samples.survey.PressureSurvey;
import city.chengtu.samples.survey.RoadSurvey;
import city.chengtu.samples.survey.SewerSurvey;
import city.chengtu.samples.survey.Sites;
import city.chengtu.samples.survey.StreetSurvey;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * Writes the sample city. The same seed and scale always give the same features, in the same order,
 * on every machine. Memory does not grow with the scale.
 */
public final class SampleCity {
  /** The seed of the city that {@code chengtu run} shows. */
  public static final long DEFAULT_SEED = 20_260_101;

  private static final LocalDate MADE_ON = LocalDate.of(2026, 1, 1);

  private static final List<String> LAYERS =
      List.of(
          "boundaries",
          "green",
          "water",
          "buildings",
          "roads",
          "places",
          "poi",
          "grids",
          "components",
          "pipe_segments",
          "pipe_points",
          "plan_zones");

  private final CityPlan plan;
  private final Notebook notebook;
  private final RoadSurvey roads;
  private final LandSurvey land;
  private final BlockSurvey blocks;
  private final StreetSurvey streets;
  private final PressureSurvey pressure;
  private final SewerSurvey sewers;
  private final DivisionSurvey divisions;
  private final PlanZoneSurvey zones;

  private SampleCity(CityPlan plan, FeatureSink sink) {
    this.plan = plan;
    this.notebook = new Notebook(plan, sink);
    ComponentRegister register = new ComponentRegister(plan, notebook, new CellFinder(plan));
    this.roads = new RoadSurvey(plan, notebook);
    this.land = new LandSurvey(plan, notebook);
    this.blocks = new BlockSurvey(plan, notebook, new Sites(plan));
    this.streets = new StreetSurvey(plan, notebook, register);
    this.pressure = new PressureSurvey(plan, notebook, register);
    this.sewers = new SewerSurvey(plan, notebook, register);
    this.divisions = new DivisionSurvey(plan, notebook);
    this.zones = new PlanZoneSurvey(plan, notebook);
  }

  /**
   * Defines the layers and writes all features; leaves the sink open.
   *
   * @param scale 1 for about 100,000 features on some 25 km2; 0.05 to 100
   * @return features written, by layer
   * @throws IllegalArgumentException when the scale is out of bounds
   */
  public static Map<String, Long> generate(long seed, double scale, FeatureSink sink) {
    for (String id : LAYERS) {
      sink.define(layer(id));
    }
    return new SampleCity(new CityPlan(seed, scale), sink).write();
  }

  private static Layer layer(String id) {
    Layer standard = StandardLayers.get(id);
    LayerOrigin origin = standard.origin();
    return standard.withOrigin(
        new LayerOrigin(
            origin.owner(),
            "Chengtu sample city (made up)",
            MADE_ON,
            null,
            origin.shareClass(),
            origin.organisation()));
  }

  private Map<String, Long> write() {
    for (District district : plan.divisions().districts()) {
      for (District.Street street : district.streets()) {
        for (int[] host : street.quarters()) {
          for (int[] cell : plan.divisions().members(host[0], host[1])) {
            write(plan.quarter(cell[0], cell[1]));
          }
        }
        divisions.endStreet(street.division());
      }
      divisions.endDistrict(district);
    }
    divisions.endCity();
    return notebook.counts();
  }

  private void write(Quarter quarter) {
    divisions.survey(plan.cells(quarter.column(), quarter.row()));
    roads.survey(quarter);
    land.survey(quarter);
    blocks.survey(quarter);
    streets.survey(quarter);
    pressure.survey(quarter);
    sewers.survey(quarter);
    zones.survey(quarter);
  }
}
