package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.District;
import city.chengtu.samples.ground.Division;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.coverage.CoverageUnion;
import org.locationtech.jts.geom.Geometry;

/**
 * The layers {@code grids} and {@code boundaries}. Communities are the union of their grids,
 * streets of their communities, districts of their streets: one partition, so nothing gapes or
 * overlaps at any level.
 */
public final class DivisionSurvey {
  private static final LocalDate FIRST_DAY = LocalDate.of(2018, 1, 1);

  private final CityPlan plan;
  private final Notebook notebook;
  private final List<Geometry> districts = new ArrayList<>();
  private final List<Geometry> streets = new ArrayList<>();
  private final Map<String, List<Cell>> communities = new LinkedHashMap<>();

  public DivisionSurvey(CityPlan plan, Notebook notebook) {
    this.plan = plan;
    this.notebook = notebook;
  }

  public void survey(List<Cell> cells) {
    for (Cell cell : cells) {
      communities.computeIfAbsent(cell.community().code(), code -> new ArrayList<>()).add(cell);
      Dice dice = Dice.of(plan.seed(), "grid", cell.block().u0(), cell.block().v0());
      Props props =
          Props.of("code", cell.code())
              .and("community", cell.community().name())
              .and("street", cell.street().name())
              .and("district", cell.district().name())
              .and("area_m2", Math.round(plan.warp().squareMetres(cell.polygon().getArea())))
              .and("start_date", FIRST_DAY.plusDays(dice.below(30)).toString());
      notebook.write("grids", cell.code(), 14, cell.polygon(), props);
    }
  }

  public void endStreet(Division street) {
    List<Geometry> parts = new ArrayList<>();
    for (List<Cell> cells : communities.values()) {
      Geometry union = union(cells.stream().map(c -> (Geometry) c.polygon()).toList());
      boundary(cells.get(0).community(), "community", 13, union);
      place(cells.get(0).community(), "community", 13, union);
      parts.add(union);
    }
    communities.clear();
    Geometry union = union(parts);
    boundary(street, "street", 11, union);
    place(street, "street", 11, union);
    streets.add(union);
  }

  public void endDistrict(District district) {
    Geometry union = union(streets);
    streets.clear();
    boundary(district.division(), "district", 8, union);
    place(district.division(), "district", 8, union);
    districts.add(union);
  }

  public void endCity() {
    Division city = plan.divisions().city();
    Geometry union = union(districts);
    boundary(city, "city", 6, union);
    place(city, "city", 6, union);
  }

  private static Geometry union(List<Geometry> parts) {
    return CoverageUnion.union(parts.toArray(Geometry[]::new));
  }

  private void boundary(Division division, String level, int rank, Geometry geometry) {
    Props props =
        Props.of("code", division.code()).and("name", division.name()).and("level", level);
    notebook.write("boundaries", division.code(), rank, geometry, props);
  }

  private void place(Division division, String kind, int rank, Geometry area) {
    Props props = Props.of("name", division.name()).and("kind", kind).and("code", division.code());
    notebook.write("places", "P" + division.code(), rank, area.getInteriorPoint(), props);
  }
}
