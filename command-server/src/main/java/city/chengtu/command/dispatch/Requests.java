package city.chengtu.command.dispatch;

import java.time.Instant;
import java.util.List;
import org.locationtech.jts.geom.Geometry;

/**
 * What clients send. Every {@code at} is the time the event really happened, when that is not now;
 * giving one needs the permission {@code clock.set}.
 */
public final class Requests {
  private Requests() {}

  /**
   * A new unit.
   *
   * @param id null for one made here
   * @param capabilities null for those of the kind
   * @param organisation null for the sender's own
   * @param duty null for off
   */
  public record NewUnit(
      String id,
      String callSign,
      String kind,
      List<String> capabilities,
      String organisation,
      Spot station,
      String duty) {}

  /** What to change; null leaves it as it is. */
  public record UnitEdit(
      String callSign, String kind, List<String> capabilities, String organisation, Spot station) {}

  public record DutyReport(String duty, String reason, Instant at) {}

  /**
   * @param units ids or call signs
   */
  public record Sending(List<String> units, Instant at) {}

  /**
   * @param source what kind of hand reports: operator, crew, geofence; null for the sender's own
   */
  public record StatusReport(Status status, Instant at, String source, String reason) {}

  public record Recall(String reason) {}

  public record Reassignment(String incident, Instant at) {}

  public record Correction(Status status, Instant at, String reason) {}

  public record Fixes(List<Fix> fixes) {}

  public record NewClosure(Geometry geometry, String reason, Instant until) {}

  public record Lifting(String reason) {}
}
