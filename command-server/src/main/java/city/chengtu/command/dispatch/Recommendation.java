package city.chengtu.command.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * Which units to send to an incident.
 *
 * @param position journal position it stands at
 * @param graph the road network used; null when there is none
 * @param estimate true when times are guessed from the straight line, for want of a road network
 * @param note why, in one sentence; null for none
 * @param required what the run card asks for, and how much of it is on the way or picked
 * @param units every unit that could go, the soonest first
 * @param excluded every other unit, with the reason
 * @param shortfall what nobody can fill
 */
public record Recommendation(
    String incident,
    long position,
    Instant computedAt,
    Graph graph,
    boolean estimate,
    String note,
    List<Required> required,
    List<Choice> units,
    List<Excluded> excluded,
    List<Shortfall> shortfall) {

  /**
   * @param edges directed edges
   * @param closed stretches closed now
   */
  public record Graph(int edges, int closed, Instant builtAt) {}

  /**
   * @param filled by units on the incident already and by those picked
   * @param committed how many of these are on the incident already
   */
  public record Required(String capability, int count, int filled, int committed) {}

  /**
   * A unit that could go.
   *
   * @param seconds travel time
   * @param metres way
   * @param from {@code fix} or {@code station}: where it was taken to stand
   * @param fixAgeSeconds age of its last fix; null when there is none
   * @param picked part of the pick
   * @param pickedFor capability it is picked for; null when not picked
   */
  public record Choice(
      String unit,
      String callSign,
      String kind,
      List<String> capabilities,
      String duty,
      double seconds,
      double metres,
      String from,
      Double fixAgeSeconds,
      boolean picked,
      @com.fasterxml.jackson.annotation.JsonProperty("for") String pickedFor) {}

  /**
   * A unit that cannot go.
   *
   * @param reason off-duty, held, stale-fix, no-position, no-capability, unreachable, off-road
   * @param detail the same in words
   * @param incident the incident that holds it; null for none
   */
  public record Excluded(
      String unit, String callSign, String reason, String detail, String incident) {}

  public record Shortfall(String capability, int missing) {}
}
