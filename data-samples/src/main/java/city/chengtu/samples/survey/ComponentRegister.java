package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Spot;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The layer {@code components}: gives out the 16-digit codes (district 6, class 4, sequence 6) and
 * the grid each thing stands in.
 */
public final class ComponentRegister {
  private static final LocalDate CENSUS = LocalDate.of(2015, 1, 1);
  private static final int CENSUS_DAYS = 3_900;

  private final CityPlan plan;
  private final Notebook notebook;
  private final CellFinder finder;
  private final ComponentClasses classes = new ComponentClasses();
  private final Map<String, Integer> sequences = new HashMap<>();

  public ComponentRegister(CityPlan plan, Notebook notebook, CellFinder finder) {
    this.plan = plan;
    this.notebook = notebook;
    this.finder = finder;
  }

  /** A thing outside every grid is outside the city, and is not entered. */
  void enter(String classCode, Spot spot) {
    Optional<Cell> cell = finder.find(spot);
    if (cell.isEmpty()) {
      return;
    }
    ComponentClasses.ComponentClass type = classes.get(classCode);
    String area = cell.get().district().code() + classCode;
    int sequence = sequences.merge(area, 1, Integer::sum);
    String code = area + String.format(Locale.ROOT, "%06d", sequence);
    Dice dice =
        Dice.of(plan.seed(), "component", Math.round(spot.u() * 10), Math.round(spot.v() * 10));
    Props props =
        Props.of("ObjID", code)
            .and("ObjName", type.name())
            .and("class", classCode)
            .and("DeptCode1", type.managed().code())
            .and("DeptName1", type.managed().name())
            .and("DeptCode2", type.owned().code())
            .and("DeptName2", type.owned().name())
            .and("DeptCode3", type.maintained().code())
            .and("DeptName3", type.maintained().name())
            .and("BGID", cell.get().code())
            .and("ObjState", state(dice))
            .and(
                "ORDate",
                CENSUS.plusDays(dice.below(CENSUS_DAYS)).format(DateTimeFormatter.BASIC_ISO_DATE))
            .and("DataSource", dice.chance(0.9) ? "实测" : "地形图")
            .and("SetLoc", type.placed());
    notebook.write("components", code, 16, notebook.point(spot), props);
  }

  private static String state(Dice dice) {
    double die = dice.unit();
    return die < 0.975 ? "完好" : die < 0.995 ? "破损" : "丢失";
  }
}
