package city.chengtu.plans.read;

import city.chengtu.plans.check.Vocabulary;
import java.util.Set;

/**
 * The words that the built-in plans use; the server checks them again against its own reference
 * data.
 */
public final class BuiltInWords {
  public static final Vocabulary VOCABULARY =
      Vocabulary.of(
          Set.of(
              "gas_leak",
              "structure_fire",
              "vehicle_fire",
              "other_fire",
              "flooding",
              "water_main_burst",
              "road_collapse",
              "power_outage"),
          Set.of(
              "fire",
              "rescue",
              "hazmat",
              "ladder",
              "medical",
              "police",
              "traffic",
              "gas",
              "water",
              "drainage",
              "power",
              "road",
              "engineering",
              "evacuation",
              "shelter",
              "supplies",
              "monitoring"),
          Set.of(
              "boundaries",
              "buildings",
              "closures",
              "components",
              "pipe_points",
              "pipe_segments",
              "plan_zones",
              "poi",
              "roads",
              "units",
              "water"));

  private BuiltInWords() {}
}
