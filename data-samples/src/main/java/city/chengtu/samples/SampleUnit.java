package city.chengtu.samples;

import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.District;
import city.chengtu.samples.ground.Use;
import city.chengtu.samples.survey.SampleData;
import city.chengtu.samples.survey.Site;
import city.chengtu.samples.survey.Sites;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;

/**
 * A response unit of the sample city.
 *
 * @param kind code of the reference data's unit kinds
 * @param capabilities codes; those of its kind
 * @param organisation code of its organisation
 * @param stationName where it waits
 * @param lon degrees of the station
 * @param lat degrees of the station
 */
public record SampleUnit(
    String id,
    String callSign,
    String kind,
    List<String> capabilities,
    String organisation,
    String stationName,
    double lon,
    double lat) {
  private static final String FILE = "city/units.yaml";

  private record Squad(String kind, int count, String organisation, Use station) {}

  private record Kind(String code, String zh, String en, List<String> capabilities) {}

  public SampleUnit {
    capabilities = List.copyOf(capabilities);
  }

  /**
   * All units of the city, in the order of their call signs; each kind is spread over all its
   * stations.
   */
  public static List<SampleUnit> list(long seed, double scale) {
    CityPlan plan = new CityPlan(seed, scale);
    Map<Use, List<Site>> stations = stations(plan);
    Map<String, List<String>> capabilities = new HashMap<>();
    for (Kind kind : SampleData.list("reference/dispatch.yaml", "unitKinds", Kind.class)) {
      capabilities.put(kind.code(), kind.capabilities());
    }
    int sign = SampleData.read(FILE).path("firstCallSign").asInt();
    List<SampleUnit> units = new ArrayList<>();
    for (Squad squad : SampleData.list(FILE, "units", Squad.class)) {
      List<Site> homes = homes(stations, squad.station());
      for (int i = 0; i < squad.count(); i++) {
        Site home = homes.get((int) ((long) i * homes.size() / squad.count()));
        Coordinate place = plan.warp().lonLat(home.spot());
        String name = "U" + sign++;
        units.add(
            new SampleUnit(
                name,
                name,
                squad.kind(),
                capabilities.get(squad.kind()),
                squad.organisation(),
                home.name(),
                place.x,
                place.y));
      }
    }
    return units;
  }

  /** A very small city may lack a kind of station: its units then wait at the first school. */
  private static List<Site> homes(Map<Use, List<Site>> stations, Use use) {
    return stations.getOrDefault(use, stations.get(Use.PRIMARY_SCHOOL));
  }

  private static Map<Use, List<Site>> stations(CityPlan plan) {
    Sites sites = new Sites(plan);
    Map<Use, List<Site>> stations = new HashMap<>();
    for (District district : plan.divisions().districts()) {
      for (District.Street street : district.streets()) {
        for (int[] cell : street.quarters()) {
          for (Site site : sites.sites(plan.quarter(cell[0], cell[1]))) {
            stations.computeIfAbsent(site.use(), use -> new ArrayList<>()).add(site);
          }
        }
      }
    }
    return stations;
  }
}
