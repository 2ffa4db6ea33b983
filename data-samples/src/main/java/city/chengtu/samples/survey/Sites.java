package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Block;
import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Quarter;
import city.chengtu.samples.ground.Spot;
import city.chengtu.samples.ground.Use;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Finds and names the sites of a quarter. */
public final class Sites {

  private record Naming(Use use, String kind, String pattern) {}

  private final CityPlan plan;
  private final Map<Use, Naming> namings = new EnumMap<>(Use.class);

  public Sites(CityPlan plan) {
    this.plan = plan;
    for (Naming naming : SampleData.list("city/sites.yaml", "sites", Naming.class)) {
      namings.put(naming.use(), naming);
    }
  }

  public List<Site> sites(Quarter quarter) {
    List<Site> sites = new ArrayList<>();
    for (Cell cell : plan.cells(quarter.column(), quarter.row())) {
      Naming naming = namings.get(cell.block().use());
      if (naming != null) {
        sites.add(site(cell, naming));
      }
    }
    return sites;
  }

  private Site site(Cell cell, Naming naming) {
    Block block = cell.block();
    String name =
        naming
            .pattern()
            .replace("{stem}", plan.words().stem(block.u0() * 5L + block.v0()))
            .replace("{street}", cell.street().name().replace("街道", ""))
            .replace("{district}", cell.district().name());
    Spot centre = block.centre();
    Spot spot = new Spot((int) centre.u(), (int) centre.v());
    return new Site(block.use(), naming.kind(), name, HouseBuilder.gateAddress(block), spot, cell);
  }
}
