package city.chengtu.command.incidents;

import java.util.List;

/**
 * A heading of the summary around an incident 周边要素: people, targets, hazards, resources, pipes,
 * cameras.
 *
 * @param metres how far it looks when nobody says otherwise; null for the summary's own
 */
public record AroundHeading(String code, String zh, String en, Double metres, List<Part> parts) {
  /**
   * One layer under a heading.
   *
   * @param filter CQL2 text; null for all of the layer
   */
  public record Part(String layer, String filter) {}

  public AroundHeading {
    parts = List.copyOf(parts);
  }
}
