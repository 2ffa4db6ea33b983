package city.chengtu.command.dispatch;

import city.chengtu.command.incidents.Commitments;
import city.chengtu.command.incidents.IncidentDesk.Locked;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The assignments themselves: opens, stamps and ends them, and records each change together with
 * what follows for the unit. Knows nothing of rules about who may do what when; {@link
 * DispatchDesk} does.
 */
public final class AssignmentBook implements Commitments {
  /** Subject kind in the journal. */
  static final String KIND = "assignment";

  private static final String TYPE = "city.chengtu.assignment.";

  private final UnitDesk units;
  private final AssignmentTable table = new AssignmentTable();

  public AssignmentBook(UnitDesk units) {
    this.units = units;
  }

  /** What a report of a status says beside the status. */
  record Told(Instant at, String source, Long corrects, String reason) {}

  Assignment get(Handle h, String id) {
    return table.find(h, id).orElseThrow(() -> Refusal.notFound(KIND, id));
  }

  String incidentOf(Handle h, String id) {
    return table.incidentOf(h, id).orElseThrow(() -> Refusal.notFound(KIND, id));
  }

  Assignment lock(Handle h, String id) {
    table.lock(h, id);
    return get(h, id);
  }

  Optional<Assignment> holding(Handle h, String unit) {
    return table.holding(h, unit);
  }

  /**
   * Opens an assignment of a unit whose row the caller holds.
   *
   * @return empty when the unit is held
   */
  Optional<Assignment> open(CommandContext c, Locked incident, UnitTable.Row unit, Told told) {
    Assignment bare =
        new Assignment(
            UUID.randomUUID().toString(),
            incident.id(),
            unit.id(),
            unit.callSign(),
            Status.DISPATCHED,
            List.of(),
            1);
    if (!table.insert(c.handle(), bare, c.now())) {
      return Optional.empty();
    }
    table.stamp(c.handle(), bare.id(), stamp(c, Status.DISPATCHED, told));
    Assignment opened = recorded(c, incident, unit.organisation(), bare.id(), "dispatched");
    units.availabilityChanged(c, unit.id());
    return Optional.of(opened);
  }

  /** Stamps a status; the assignment's state moves forward to it, never back. */
  Assignment report(
      CommandContext c, Locked incident, Assignment before, Status status, Told told) {
    Status after = status.compareTo(before.state()) > 0 ? status : before.state();
    table.stamp(c.handle(), before.id(), stamp(c, status, told));
    table.moveTo(c.handle(), before.id(), after);
    String verb = told.corrects() == null ? status.code() : "corrected";
    Assignment changed = recorded(c, incident, null, before.id(), verb);
    if (shown(before.state()) != shown(after)) {
      units.availabilityChanged(c, before.unit());
    }
    return changed;
  }

  /** What the status means for the unit's availability. */
  private static Availability shown(Status status) {
    return Availability.of(status.open() ? status : null, true);
  }

  private static Stamp stamp(CommandContext c, Status status, Told told) {
    return new Stamp(
        0,
        status,
        told.at(),
        c.now(),
        told.source() == null ? c.actor().source() : told.source(),
        c.actor().seat(),
        c.actor().account(),
        told.corrects(),
        told.reason());
  }

  private Assignment recorded(
      CommandContext c, Locked incident, String organisation, String id, String verb) {
    Assignment a = get(c.handle(), id);
    c.record(
        new Change(
            TYPE + verb,
            new Subject(KIND, id),
            a.version(),
            a,
            incident.place().point(),
            organisation == null ? units.organisationOf(c.handle(), a.unit()) : organisation));
    return a;
  }

  @Override
  public Map<String, List<Object>> of(Handle h, Collection<String> incidents) {
    Map<String, List<Object>> grouped = new LinkedHashMap<>();
    for (Assignment a : table.ofIncidents(h, incidents)) {
      grouped.computeIfAbsent(a.incident(), k -> new ArrayList<>()).add(a);
    }
    return grouped;
  }

  @Override
  public List<String> ids(Handle h, String incident) {
    return table.idsOf(h, incident);
  }

  @Override
  public List<String> held(Handle h, String incident) {
    return table.openOf(h, incident).stream().map(Assignment::callSign).sorted().toList();
  }

  @Override
  public void releaseAll(CommandContext c, Locked incident, Instant at, String reason) {
    for (Assignment open : table.openOf(c.handle(), incident.id())) {
      report(c, incident, open, Status.RELEASED, new Told(at, null, null, reason));
    }
  }
}
