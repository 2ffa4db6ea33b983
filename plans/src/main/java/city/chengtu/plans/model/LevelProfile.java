package city.chengtu.plans.model;

import java.time.Duration;
import java.util.List;

/**
 * How a response of one level is led.
 *
 * @param commander role that leads
 * @param groups roles that form the groups of the site command 现场指挥部
 * @param reportEvery how often the site reports
 * @param confirmed true when a person must confirm the start; always so for I and II
 * @param release when the response may be ended
 */
public record LevelProfile(
    Level level,
    String commander,
    List<String> groups,
    Duration reportEvery,
    boolean confirmed,
    Text release) {
  public LevelProfile {
    groups = List.copyOf(groups);
  }
}
