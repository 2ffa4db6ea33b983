package city.chengtu.command.incidents;

import java.time.Instant;

/**
 * One report 报警 of an incident.
 *
 * @param at when it was received
 * @param source phone, app, sensor, department, …
 * @param caller null when nobody gave a name or number
 */
public record Report(String id, Instant at, String source, Caller caller, String text) {
  Report masked() {
    return caller == null ? this : new Report(id, at, source, caller.masked(), text);
  }
}
