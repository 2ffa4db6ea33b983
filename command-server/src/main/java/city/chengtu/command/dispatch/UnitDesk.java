package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.dispatch.Requests.DutyReport;
import city.chengtu.command.dispatch.Requests.NewUnit;
import city.chengtu.command.dispatch.Requests.UnitEdit;
import city.chengtu.command.dispatch.UnitTable.Row;
import city.chengtu.command.incidents.EventTime;
import city.chengtu.command.incidents.Reference;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.incidents.Rules;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.locationtech.jts.geom.Geometry;

/** The commands on units. */
public final class UnitDesk {
  private static final String TYPE = "city.chengtu.unit.";

  private final UnitFile file;
  private final ReferenceData rules;
  private final EventTime eventTime;
  private final AccessPolicy policy;
  private final UnitTable table = new UnitTable();

  public UnitDesk(UnitFile file, ReferenceData rules, EventTime eventTime, AccessPolicy policy) {
    this.file = file;
    this.rules = rules;
    this.eventTime = eventTime;
    this.policy = policy;
  }

  /**
   * @throws Refusal 409 {@code call-sign-taken}
   */
  public Unit create(CommandContext c, NewUnit request) {
    Reference reference = rules.current(c.handle());
    Rules.UnitKind kind = reference.unitKind(request.kind());
    String duty = request.duty() == null ? "off" : reference.duty(request.duty()).code();
    Row row =
        new Row(
            request.id() == null ? UUID.randomUUID().toString() : request.id(),
            request.callSign(),
            kind.code(),
            capabilities(reference, request.capabilities(), kind),
            Objects.requireNonNullElse(request.organisation(), c.actor().organisation()),
            request.station(),
            duty,
            null,
            c.now(),
            1,
            null,
            null,
            null);
    if (!table.insert(c.handle(), row)) {
      throw Refusal.conflict(
          "call-sign-taken",
          "there is a unit " + row.callSign() + " already",
          Map.of("callSign", row.callSign()));
    }
    return recorded(c, row.id(), "created");
  }

  private static List<String> capabilities(
      Reference reference, List<String> wanted, Rules.UnitKind kind) {
    List<String> all = wanted == null ? kind.capabilities() : wanted;
    return all.stream().map(reference::capability).distinct().sorted().toList();
  }

  /**
   * @param version the version the sender saw
   * @throws Refusal 412 with the current state when there is a later one
   */
  public Unit edit(CommandContext c, String id, UnitEdit edit, long version) {
    Row row = lock(c, id, "unit.update");
    c.checkVersion(
        version,
        row.version(),
        () ->
            Refusal.stale(
                "unit " + row.callSign() + " was changed meanwhile", file.get(c.handle(), id)));
    Reference reference = rules.current(c.handle());
    Rules.UnitKind kind = reference.unitKind(edit.kind() == null ? row.kind() : edit.kind());
    String callSign = edit.callSign() == null ? row.callSign() : edit.callSign();
    table
        .idOf(c.handle(), callSign)
        .filter(other -> !other.equals(id))
        .ifPresent(
            other -> {
              throw Refusal.conflict(
                  "call-sign-taken",
                  "there is a unit " + callSign + " already",
                  Map.of("callSign", callSign));
            });
    table.update(
        c.handle(),
        new Row(
            id,
            callSign,
            kind.code(),
            edit.capabilities() == null
                ? row.capabilities()
                : capabilities(reference, edit.capabilities(), kind),
            edit.organisation() == null ? row.organisation() : edit.organisation(),
            edit.station() == null ? row.station() : edit.station(),
            row.duty(),
            row.dutyReason(),
            row.dutyAt(),
            row.version(),
            null,
            null,
            null));
    return recorded(c, id, "edited");
  }

  /** Sets a unit's duty; what it may be sent to follows from it. */
  public Unit duty(CommandContext c, String id, DutyReport report) {
    Row row = lock(c, id, "unit.duty");
    Rules.Duty duty = rules.current(c.handle()).duty(report.duty());
    if (duty.reasonRequired() && (report.reason() == null || report.reason().isBlank())) {
      throw Refusal.invalid("/reason", "required", "duty '" + duty.code() + "' needs a reason");
    }
    Instant at = eventTime.of(c, "/at", report.at());
    table.update(
        c.handle(),
        new Row(
            id,
            row.callSign(),
            row.kind(),
            row.capabilities(),
            row.organisation(),
            row.station(),
            duty.code(),
            report.reason(),
            at,
            row.version(),
            null,
            null,
            null));
    return recorded(c, id, "duty");
  }

  /** Holds a unit against other changes until the transaction ends. */
  Row lock(CommandContext c, String id, String permission) {
    if (!table.lock(c.handle(), id)) {
      throw Refusal.notFound(UnitFile.KIND, id);
    }
    Row row = table.find(c.handle(), id).orElseThrow(() -> Refusal.notFound(UnitFile.KIND, id));
    policy.check(c.actor(), permission, UnitFile.KIND, row.organisation(), place(row.station()));
    return row;
  }

  /** Code of the organisation a unit belongs to; null for none. */
  String organisationOf(Handle h, String id) {
    return table.find(h, id).map(Row::organisation).orElse(null);
  }

  /** What follows from the unit's assignments has changed: a new version for everyone to see. */
  void availabilityChanged(CommandContext c, String id) {
    table.touch(c.handle(), id);
    recorded(c, id, "availability");
  }

  private Unit recorded(CommandContext c, String id, String verb) {
    Unit unit = file.get(c.handle(), id);
    c.record(
        new Change(
            TYPE + verb,
            new Subject(UnitFile.KIND, id),
            unit.version(),
            unit,
            place(unit.station()),
            unit.organisation()));
    return unit;
  }

  private static Geometry place(Spot spot) {
    return spot == null ? null : spot.point();
  }
}
