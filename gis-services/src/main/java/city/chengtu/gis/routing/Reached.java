package city.chengtu.gis.routing;

/**
 * How one origin reaches the target.
 *
 * @param outcome why there is no way, if there is none
 * @param seconds driving time; NaN without a way
 * @param metres length of that way; NaN without a way
 */
public record Reached(Outcome outcome, double seconds, double metres) {
  /** Whether there is a way. */
  public enum Outcome {
    REACHED,
    /** No open road leads from the origin to the target. */
    UNREACHABLE,
    /** The origin stands on a closed stretch; snap it with the closures to leave that stretch. */
    ORIGIN_CLOSED,
    /** The target lies on a closed stretch; snap it with the closures to get as near as can be. */
    TARGET_CLOSED
  }

  static Reached without(Outcome outcome) {
    return new Reached(outcome, Double.NaN, Double.NaN);
  }

  static Reached by(Weighting weighting, long weight) {
    return new Reached(
        Outcome.REACHED, weighting.millis(weight) / 1_000.0, weighting.centimetres(weight) / 100.0);
  }

  public boolean reached() {
    return outcome == Outcome.REACHED;
  }
}
