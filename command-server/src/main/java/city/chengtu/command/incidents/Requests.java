package city.chengtu.command.incidents;

import java.time.Instant;

/**
 * What clients send. Every {@code at} is the time the event really happened, when that is not now;
 * giving one needs the permission {@code clock.set}.
 */
public final class Requests {
  private Requests() {}

  /**
   * A new incident.
   *
   * @param level null for the type's default
   * @param source how the first report came; null for phone
   * @param received when the call came in; null for now
   * @param answered when it was answered; null for now
   * @param at when the incident was entered; null for now
   */
  public record NewIncident(
      String type,
      Integer level,
      Place place,
      String description,
      String source,
      Caller caller,
      String text,
      Instant received,
      Instant answered,
      Instant at) {}

  /** What to change; null leaves it as it is. */
  public record IncidentEdit(String type, Integer level, Place place, String description) {}

  public record NewReport(String source, Caller caller, String text, Instant at) {}

  public record NewNote(String text, Instant at) {}

  public record Moment(Instant at) {}

  /**
   * @param releaseUnits true: units still there are released; otherwise their presence refuses the
   *     closing
   */
  public record Closing(String disposition, String note, Boolean releaseUnits, Instant at) {}

  public record Reopening(String reason, Instant at) {}

  public record Merging(String into) {}
}
