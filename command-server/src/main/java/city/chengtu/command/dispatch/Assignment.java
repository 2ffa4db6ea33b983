package city.chengtu.command.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A unit's work for one incident.
 *
 * @param incident id
 * @param unit id
 * @param stamps every stamp ever given, oldest first
 */
public record Assignment(
    String id,
    String incident,
    String unit,
    String callSign,
    Status state,
    List<Stamp> stamps,
    long version) {

  /** The stamp of a status that is in force. */
  public Optional<Stamp> stamp(Status status) {
    return stamps.stream().filter(s -> s.status() == status).reduce((a, b) -> b);
  }

  /** The time of a status in force; empty when it was not reached. */
  public Optional<Instant> at(Status status) {
    return stamp(status).map(Stamp::at);
  }
}
