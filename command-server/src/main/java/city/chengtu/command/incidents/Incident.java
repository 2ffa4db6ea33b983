package city.chengtu.command.incidents;

import java.time.Instant;
import java.util.List;

/**
 * An incident 事件 as everyone sees it.
 *
 * @param id unique for ever
 * @param number what people say: runs within the period
 * @param period year or day in which the number runs
 * @param type code of the incident type
 * @param level 1 (most serious, 特别重大) to 4
 * @param callers who called, phones masked
 * @param reports all reports joined here, oldest first
 * @param clocks the times in force
 * @param stamps every stamp ever given, oldest first: source, seat, event time, server time
 * @param acknowledged somebody has taken note of the alarm
 * @param assignments units sent, oldest first; each as its own subject in the journal too
 * @param latestNote the last remark; null when there is none
 * @param organisation code of the organisation that took the call
 */
public record Incident(
    String id,
    String number,
    String period,
    String type,
    int level,
    IncidentState state,
    Place place,
    String description,
    List<Caller> callers,
    List<Report> reports,
    Clocks clocks,
    List<ClockStamp> stamps,
    boolean acknowledged,
    List<Object> assignments,
    String disposition,
    String mergedInto,
    String organisation,
    Note latestNote,
    long version) {
  /** When the call came in. */
  public Instant began() {
    return clocks.received();
  }

  public boolean open() {
    return state == IncidentState.OPEN;
  }
}
