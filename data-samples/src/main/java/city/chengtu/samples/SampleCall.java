package city.chengtu.samples;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Dice;
import city.chengtu.samples.ground.District;
import city.chengtu.samples.survey.House;
import city.chengtu.samples.survey.HouseBuilder;
import city.chengtu.samples.survey.SampleData;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * A call that somebody might make in the sample city.
 *
 * @param type code of the incident type
 * @param level 1 to 4
 * @param address of a house that the layer {@code buildings} has
 * @param lon degrees of the house's door
 * @param lat degrees of the house's door
 */
public record SampleCall(
    String type,
    int level,
    String caller,
    String phone,
    String address,
    String description,
    double lon,
    double lat) {
  /** Calls come from the first streets (街道) only, so that a large city costs no more. */
  private static final int STREETS = 16;

  private record Script(
      String type, int level, String address, String caller, String phone, String description) {}

  public static List<SampleCall> list(long seed, double scale) {
    CityPlan plan = new CityPlan(seed, scale);
    List<House> houses = houses(plan);
    Dice dice = Dice.of(seed, "calls");
    List<SampleCall> calls = new ArrayList<>();
    for (Script script : SampleData.list("city/calls.yaml", "calls", Script.class)) {
      House any = dice.pick(houses);
      House house =
          houses.stream().filter(h -> h.address().equals(script.address())).findFirst().orElse(any);
      Coordinate door = plan.warp().lonLat(house.door());
      calls.add(
          new SampleCall(
              script.type(),
              script.level(),
              script.caller(),
              script.phone(),
              house.address(),
              script.description(),
              door.x,
              door.y));
    }
    return calls;
  }

  private static List<House> houses(CityPlan plan) {
    HouseBuilder builder = new HouseBuilder(plan);
    List<House> houses = new ArrayList<>();
    plan.divisions().districts().stream()
        .map(District::streets)
        .flatMap(List::stream)
        .limit(STREETS)
        .map(District.Street::quarters)
        .flatMap(List::stream)
        .forEach(
            cell -> {
              for (Block block : plan.quarter(cell[0], cell[1]).blocks()) {
                houses.addAll(builder.houses(block));
              }
            });
    return houses;
  }
}
