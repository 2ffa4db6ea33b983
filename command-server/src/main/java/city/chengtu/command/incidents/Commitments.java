package city.chengtu.command.incidents;

import city.chengtu.command.journal.CommandContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The units that work on incidents, as incidents need to know them. Answered by dispatch, which
 * stands above this package.
 */
public interface Commitments {
  /** Assignments by incident id, oldest first: records the journal can write. */
  Map<String, List<Object>> of(Handle h, Collection<String> incidents);

  /** Ids of all assignments an incident ever had, oldest first. */
  List<String> ids(Handle h, String incident);

  /** Call signs of the units still held by the incident. */
  List<String> held(Handle h, String incident);

  /** Releases every unit still held by an incident the caller has locked. */
  void releaseAll(CommandContext c, IncidentDesk.Locked incident, Instant at, String reason);
}
