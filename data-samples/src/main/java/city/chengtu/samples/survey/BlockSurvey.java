package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Plot;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Use;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The layers {@code buildings} and {@code poi}, and the names of estates on {@code places}. */
public final class BlockSurvey {
  private static final double SHOP_SHARE = 0.13;
  private static final Set<Use> SHELTERS = Set.of(Use.PARK, Use.LAKE, Use.PLAZA, Use.MIDDLE_SCHOOL);

  private record Shop(String kind, String zh) {}

  private final CityPlan plan;
  private final Notebook notebook;
  private final HouseBuilder builder;
  private final Sites sites;
  private final List<Shop> shops = SampleData.list("city/sites.yaml", "shops", Shop.class);

  public BlockSurvey(CityPlan plan, Notebook notebook, Sites sites) {
    this.plan = plan;
    this.notebook = notebook;
    this.builder = new HouseBuilder(plan);
    this.sites = sites;
  }

  public void survey(Quarter quarter) {
    for (Cell cell : plan.cells(quarter.column(), quarter.row())) {
      houses(cell.block());
      if (SHELTERS.contains(cell.block().use())) {
        shelter(cell.block());
      }
    }
    for (Site site : sites.sites(quarter)) {
      Props props =
          Props.of("name", site.name())
              .and("kind", site.kind())
              .and("address", site.address())
              .and("phone", phone(site));
      notebook.write("poi", Notebook.id("S", site.spot()), 13, notebook.point(site.spot()), props);
    }
  }

  /** Numbers of a range that is given to nobody. */
  private String phone(Site site) {
    int number =
        Dice.of(plan.seed(), "phone", (long) site.spot().u(), (long) site.spot().v()).below(10_000);
    return String.format(Locale.ROOT, "0999-5550%04d", number);
  }

  private void houses(Block block) {
    Dice dice = Dice.of(plan.seed(), "shops", block.u0(), block.v0());
    String estate = null;
    for (House house : builder.houses(block)) {
      Plot plot = house.plot();
      Props props =
          Props.of("address", house.address())
              .and("levels", house.levels())
              .andIf("name", house.name());
      notebook.write(
          "buildings",
          Notebook.id("B", plot.centre()),
          house.levels() >= 18 ? 14 : 15,
          notebook.polygon(plot),
          props);
      boolean onStreet = house.name() == null && block.use().built();
      if (onStreet && dice.chance(SHOP_SHARE)) {
        shop(house, dice);
      }
      if (!onStreet && estate == null && house.name() != null && block.use() == Use.ESTATE) {
        estate = house.name().substring(0, house.name().length() - 2);
        estate(block, estate);
      }
    }
  }

  private void shop(House house, Dice dice) {
    Shop shop = dice.pick(shops);
    String name = plan.words().stem(dice.below(3_000)) + shop.zh();
    Spot spot = house.plot().centre();
    Props props = Props.of("name", name).and("kind", shop.kind()).and("address", house.address());
    notebook.write("poi", Notebook.id("H", spot), 16, notebook.point(spot), props);
  }

  private void estate(Block block, String name) {
    Spot spot = block.centre();
    Props props = Props.of("name", name).and("kind", "estate");
    notebook.write("places", Notebook.id("E", spot), 15, notebook.point(spot), props);
  }

  private void shelter(Block block) {
    Spot spot = block.centre().plus(6, 6);
    Props props =
        Props.of("name", plan.words().stem(block.u0() * 3L + block.v0()) + "应急避难场所")
            .and("kind", "shelter")
            .and("address", HouseBuilder.gateAddress(block))
            // GB 51143: an urgent shelter offers 0.5 m2 a person; half the ground is taken as
            // usable.
            .and("capacity", block.area());
    notebook.write("poi", Notebook.id("Q", spot), 14, notebook.point(spot), props);
  }
}
