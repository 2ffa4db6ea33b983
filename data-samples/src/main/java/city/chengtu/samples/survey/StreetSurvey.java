package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.Lattice;
import city.chengtu.samples.ground.Line;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.RoadClass;
import city.chengtu.samples.ground.Spot;
import java.util.List;

/**
 * What stands along streets: components of the town (lights, trees, bins, signs …), and the POIs
 * among them (cameras, metro, buses).
 */
public final class StreetSurvey {
  private final CityPlan plan;
  private final Notebook notebook;
  private final ComponentRegister register;
  private final List<StreetThing> things =
      SampleData.list("city/components.yaml", "along", StreetThing.class);

  /**
   * How a thing repeats along the side of a street.
   *
   * @param type class of component
   * @param every metres from one to the next
   * @param offset metres outside the kerb line; negative is on the carriageway
   * @param from least important road that has it, e.g. RESIDENTIAL
   * @param share how many of the places really have one
   */
  private record StreetThing(String type, int every, double offset, RoadClass from, double share) {}

  public StreetSurvey(CityPlan plan, Notebook notebook, ComponentRegister register) {
    this.plan = plan;
    this.notebook = notebook;
    this.register = register;
  }

  public void survey(Quarter quarter) {
    if (quarter.urban()) {
      for (Block block : quarter.blocks()) {
        side(block.west(), block.v0(), block.v1(), 1, block);
        side(block.east(), block.v0(), block.v1(), -1, block);
        side(block.south(), block.u0(), block.u1(), 1, block);
        side(block.north(), block.u0(), block.u1(), -1, block);
        inside(block);
      }
      quarter.splits().forEach(this::splitEnds);
    }
    crossing(quarter);
  }

  private void side(Line street, int from, int to, int inward, Block block) {
    if (!street.isRoad()) {
      return;
    }
    Dice dice =
        Dice.of(
            plan.seed(), "street", block.u0(), block.v0(), street.at(), street.vertical() ? 1 : 0);
    for (StreetThing thing : things) {
      if (street.road().compareTo(thing.from()) <= 0) {
        double at = street.at() + inward * (street.halfWidth() + thing.offset());
        double start = from + 12 + dice.below(Math.min(thing.every(), 20));
        for (double along = start; along < to - 10; along += thing.every()) {
          if (dice.chance(thing.share())) {
            register.enter(
                thing.type(), street.vertical() ? new Spot(at, along) : new Spot(along, at));
          }
        }
      }
    }
    if (street.road().arterial() && to - from > 60 && dice.chance(0.12)) {
      busStop(street, (from + to) / 2.0, inward);
    }
  }

  private void busStop(Line street, double along, int inward) {
    double at = street.at() + inward * (street.halfWidth() + 0.5);
    Spot spot = street.vertical() ? new Spot(at, along) : new Spot(along, at);
    register.enter("0203", spot);
    String name = street.name() + street.houseNumber(along, inward < 0) + "号站";
    notebook.write(
        "poi",
        Notebook.id("U", spot),
        16,
        notebook.point(spot),
        Props.of("name", name).and("kind", "bus_stop"));
  }

  private void inside(Block block) {
    String[] kinds = {};
    if (LandSurvey.shelter(block)) {
      kinds = new String[] {"0126", "0407", "0407", "0405", "0301", "0406", "0120"};
    } else if (block.use().built()) {
      kinds = new String[] {"0501", "0304"};
    }
    Dice dice = Dice.of(plan.seed(), "inside", block.u0(), block.v0());
    for (String kind : kinds) {
      if (dice.chance(0.5)) {
        Spot spot = block.centre().plus(dice.between(-18, 18), dice.between(-18, 18));
        register.enter(kind, spot);
      }
    }
  }

  private void splitEnds(Line split) {
    if (!split.isRoad()) {
      return;
    }
    Dice dice = Dice.of(plan.seed(), "corner", split.at(), split.from(), split.vertical() ? 1 : 0);
    double off = split.halfWidth() + 1.0;
    Spot plate = aside(split, split.from() + 26.0, off);
    register.enter("0213", plate);
    if (split.road() != RoadClass.RESIDENTIAL) {
      register.enter("0210", aside(split, split.from() + 27.0, -off));
      register.enter("0210", aside(split, split.to() - 27.0, off));
      camera(aside(split, split.to() - 28.0, off), split.name());
    } else if (dice.chance(0.3)) {
      camera(aside(split, split.to() - 28.0, off), split.name());
    }
  }

  private static Spot aside(Line line, double along, double offset) {
    return line.vertical()
        ? new Spot(line.at() + offset, along)
        : new Spot(along, line.at() + offset);
  }

  private void camera(Spot spot, String street) {
    register.enter("0136", spot);
    Props props = Props.of("name", street + "监控").and("kind", "camera");
    notebook.write("poi", Notebook.id("C", spot), 15, notebook.point(spot), props);
  }

  /**
   * What stands where two arterials cross: lights, cameras, and a metro station on the two lines
   * through the middle.
   */
  private void crossing(Quarter quarter) {
    Lattice lattice = plan.lattice();
    int column = quarter.column();
    int row = quarter.row();
    RoadClass northward = lattice.verticalRoad(column, row);
    RoadClass eastward = lattice.horizontalRoad(row, column);
    if (northward == null || eastward == null) {
      return;
    }
    double du = northward.halfWidth() + 1.0;
    double dv = eastward.halfWidth() + 1.0;
    Spot middle = new Spot(quarter.u0(), quarter.v0());
    String avenue = quarter.west().name();
    String street = quarter.south().name();
    for (int i = 0; i < 4; i++) {
      Spot corner = middle.plus(i % 2 == 0 ? du : -du, i < 2 ? dv : -dv);
      register.enter("0210", corner);
    }
    camera(middle.plus(du + 1, dv + 1), avenue + street + "路口");
    boolean metro = quarter.u0() == lattice.centreU() || row == lattice.centreLine();
    if (metro) {
      Spot spot = middle.plus(-du - 6, dv + 6);
      Props props =
          Props.of("name", avenue + street + "地铁站")
              .and("kind", "metro_station")
              .and("address", avenue + street + "路口");
      notebook.write("poi", Notebook.id("M", spot), 13, notebook.point(spot), props);
    }
  }
}
