package city.chengtu.samples.survey;

import city.chengtu.samples.ground.PipeKind;
import city.chengtu.samples.ground.RoadClass;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How each network is laid: {@code city/pipes.yaml} as records. */
final class NetworkRules {

  /**
   * What a point is: exactly one of feature (特征) and subsid (附属物) is given.
   *
   * @param seq digits 7-8 of its code
   * @param cover class of the component that shows above ground; null for none
   * @param poi kind of POI it also is; null for none
   */
  record Fitting(
      Double share,
      String feature,
      String subsid,
      String seq,
      String cover,
      String poi,
      String name,
      Integer size) {
    static Fitting feature(String name, String seq) {
      return new Fitting(null, name, null, seq, null, null, null, null);
    }
  }

  /** The material in use until a year, and its life in years. */
  record Material(int until, String name, int life) {}

  /** A network under pressure, or of cables. */
  record Pressure(
      PipeKind kind,
      String code,
      String type,
      String name,
      String owner,
      double depth,
      List<String> sizes,
      String laying,
      String pressure,
      Double voltage,
      Double temperature,
      List<Material> materials,
      JsonNode junction,
      List<Fitting> along,
      Fitting customer,
      Fitting source) {

    String size(RoadClass road) {
      return sizes.get(road.arterial() ? 0 : road == RoadClass.TERTIARY ? 1 : 2);
    }
  }

  /** A gravity network. */
  record Sewer(
      PipeKind kind,
      String code,
      String type,
      String name,
      String owner,
      double headDepth,
      double trunkDepth,
      List<Integer> sizes,
      List<Integer> trunks,
      List<Material> materials,
      Fitting well,
      Fitting branch,
      Fitting end) {}

  private final Map<PipeKind, Pressure> pressure = new EnumMap<>(PipeKind.class);
  private final Map<PipeKind, Sewer> sewers = new EnumMap<>(PipeKind.class);

  NetworkRules() {
    SampleData.list("city/pipes.yaml", "networks", Pressure.class)
        .forEach(n -> pressure.put(n.kind(), n));
    SampleData.list("city/pipes.yaml", "sewers", Sewer.class).forEach(s -> sewers.put(s.kind(), s));
  }

  List<Pressure> pressure() {
    return List.copyOf(pressure.values());
  }

  List<Sewer> sewers() {
    return List.copyOf(sewers.values());
  }

  static Material material(List<Material> materials, int year) {
    return materials.stream()
        .filter(m -> year <= m.until())
        .findFirst()
        .orElse(materials.get(materials.size() - 1));
  }
}
