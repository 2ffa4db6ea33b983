package city.chengtu.command.incidents;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.incidents.IncidentTable.Row;
import city.chengtu.command.incidents.Requests.Closing;
import city.chengtu.command.incidents.Requests.IncidentEdit;
import city.chengtu.command.incidents.Requests.Merging;
import city.chengtu.command.incidents.Requests.Moment;
import city.chengtu.command.incidents.Requests.NewIncident;
import city.chengtu.command.incidents.Requests.NewNote;
import city.chengtu.command.incidents.Requests.NewReport;
import city.chengtu.command.incidents.Requests.Reopening;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The commands on incidents. Each runs in the transaction of its {@link CommandContext}, records
 * what it changed and returns the new state.
 *
 * <p>Order of locks, to be kept by all that call from above: incident, then assignment, then unit.
 */
public final class IncidentDesk {
  private static final String TYPE = "city.chengtu.incident.";

  private final IncidentFile file;
  private final Commitments commitments;
  private final ReferenceData rules;
  private final EventTime eventTime;
  private final AccessPolicy policy;
  private final IncidentTable table = new IncidentTable();

  public IncidentDesk(
      IncidentFile file,
      Commitments commitments,
      ReferenceData rules,
      EventTime eventTime,
      AccessPolicy policy) {
    this.file = file;
    this.commitments = commitments;
    this.rules = rules;
    this.eventTime = eventTime;
    this.policy = policy;
  }

  public Incident create(CommandContext c, NewIncident request) {
    Reference reference = rules.current(c.handle());
    Rules.IncidentType type = reference.type(request.type());
    int level = request.level() == null ? type.defaultLevel() : reference.level(request.level());
    Instant created = eventTime.of(c, "/at", request.at());
    Map<Clock, Instant> clocks = new EnumMap<>(Clock.class);
    clocks.put(Clock.CREATED, created);
    clocks.put(Clock.RECEIVED, orCreated(c, "/received", request.received(), created));
    clocks.put(Clock.ANSWERED, answered(c, request, created));
    String id = UUID.randomUUID().toString();
    List<ClockStamp> stamps =
        clocks.entrySet().stream()
            .filter(e -> e.getValue() != null)
            .map(e -> stampOf(c, e.getKey(), e.getValue(), null))
            .toList();
    table.insertStamps(c.handle(), id, stamps);
    Report report = addReport(c, id, firstReport(request), clocks.get(Clock.RECEIVED));
    // As late as can be: whoever numbers the next incident waits from here on for this one's end.
    Numbers.Running number =
        new Numbers(reference.numbering()).next(c.handle(), table, day(created));
    Row row =
        new Row(
            0,
            id,
            number.period(),
            number.text(),
            type.code(),
            level,
            IncidentState.OPEN,
            request.place(),
            Objects.requireNonNullElse(request.description(), ""),
            false,
            null,
            null,
            c.actor().organisation(),
            clocks,
            1);
    table.insert(c.handle(), row);
    return recorded(c, row, IncidentFile.fresh(row, report, stamps), "created");
  }

  private static NewReport firstReport(NewIncident request) {
    String text = request.text() == null ? request.description() : request.text();
    return new NewReport(request.source(), request.caller(), text, null);
  }

  private Instant orCreated(CommandContext c, String field, Instant at, Instant created) {
    return at == null ? created : eventTime.of(c, field, at);
  }

  /** Known only when somebody said so: a bridge that gives the arrival alone leaves it open. */
  private Instant answered(CommandContext c, NewIncident request, Instant created) {
    if (request.answered() == null && request.received() != null) {
      return null;
    }
    return orCreated(c, "/answered", request.answered(), created);
  }

  private LocalDate day(Instant at) {
    return at.atZone(rules.zone()).toLocalDate();
  }

  public Incident report(CommandContext c, String id, NewReport request) {
    Row row = lockOpen(c, id, "incident.report");
    addReport(c, id, request, eventTime.of(c, "/at", request.at()));
    return changed(c, row, "reported");
  }

  private Report addReport(CommandContext c, String incident, NewReport request, Instant at) {
    String source = request.source() == null ? "phone" : request.source();
    Caller caller = request.caller() == null || request.caller().blank() ? null : request.caller();
    Report report = new Report(UUID.randomUUID().toString(), at, source, caller, request.text());
    table.insertReport(c.handle(), incident, report);
    return report;
  }

  public Incident note(CommandContext c, String id, NewNote request) {
    Row row = lock(c, id, "incident.note");
    Instant at = eventTime.of(c, "/at", request.at());
    addNote(c, id, at, request.text());
    return changed(c, row, "noted");
  }

  private void addNote(CommandContext c, String incident, Instant at, String text) {
    table.insertNote(
        c.handle(),
        incident,
        new Note(UUID.randomUUID().toString(), at, text, c.actor().account(), c.actor().seat()));
  }

  /** Somebody took note of the alarm; doing it twice changes nothing. */
  public Incident acknowledge(CommandContext c, String id) {
    Row row = lock(c, id, "incident.acknowledge");
    return row.acknowledged()
        ? file.assemble(c.handle(), row)
        : changed(c, row.acknowledgedBySomebody(), "acknowledged");
  }

  /**
   * @param version the version the sender saw
   * @throws Refusal 412 with the current state when there is a later one
   */
  public Incident edit(CommandContext c, String id, IncidentEdit edit, long version) {
    Row row = lockOpen(c, id, "incident.edit");
    c.checkVersion(
        version,
        row.version(),
        () ->
            Refusal.stale(
                "incident " + row.number() + " was changed meanwhile",
                file.assemble(c.handle(), row)));
    Reference reference = rules.current(c.handle());
    String type = edit.type() == null ? row.type() : reference.type(edit.type()).code();
    int level = edit.level() == null ? row.level() : reference.level(edit.level());
    Place place = edit.place() == null ? row.place() : edit.place();
    String text = edit.description() == null ? row.description() : edit.description();
    return changed(c, row.with(type, level, place, text), "edited");
  }

  public Incident control(CommandContext c, String id, Moment request) {
    Row row = lockOpen(c, id, "incident.control");
    Instant at = eventTime.of(c, "/at", request.at());
    return changed(c, stamped(c, row, Clock.UNDER_CONTROL, at, null), "controlled");
  }

  /**
   * Closes an incident.
   *
   * @throws Refusal 409 {@code incident-has-units} when units are still held and the sender did not
   *     ask to release them
   */
  public Incident close(CommandContext c, String id, Closing request) {
    Row row = lockOpen(c, id, "incident.close");
    String disposition = rules.current(c.handle()).disposition(request.disposition());
    Instant at = eventTime.of(c, "/at", request.at());
    List<String> held = commitments.held(c.handle(), id);
    if (!held.isEmpty()) {
      if (!Boolean.TRUE.equals(request.releaseUnits())) {
        throw hasUnits(row, held, "release them first, or close with releaseUnits");
      }
      commitments.releaseAll(c, Locked.of(row), at, "incident closed");
      row = lockOpen(c, id, "incident.close");
    }
    if (request.note() != null && !request.note().isBlank()) {
      addNote(c, id, at, request.note());
    }
    Row closed = row.in(IncidentState.CLOSED, disposition, null);
    return changed(c, stamped(c, closed, Clock.CLOSED, at, null), "closed");
  }

  private static Refusal hasUnits(Row row, List<String> held, String advice) {
    return Refusal.conflict(
        "incident-has-units",
        "units still work on incident " + row.number() + ": " + held + "; " + advice,
        Map.of("callSigns", held));
  }

  /** Opens a closed or merged incident again; a merged one takes its reports back. */
  public Incident reopen(CommandContext c, String id, Reopening request) {
    Row row = lock(c, id, "incident.reopen");
    Instant at = eventTime.of(c, "/at", request.at());
    if (row.state() == IncidentState.OPEN) {
      throw Refusal.conflict(
          "incident-open", "incident " + row.number() + " is open", Map.of("incident", id));
    }
    Row open = row.in(IncidentState.OPEN, null, null);
    if (row.state() == IncidentState.MERGED) {
      Row target = lock(c, row.mergedInto(), "incident.reopen");
      table.returnReports(c.handle(), id);
      changed(c, target, "edited");
    } else {
      open = stamped(c, open, Clock.CLOSED, null, request.reason());
    }
    return changed(c, stamped(c, open, Clock.REOPENED, at, request.reason()), "reopened");
  }

  /**
   * Joins an incident into another: its reports go there, it ends as merged.
   *
   * @throws Refusal 409 when units still work on it: they must be re-assigned first
   */
  public Incident merge(CommandContext c, String id, Merging request) {
    String into = request.into();
    if (id.equals(into)) {
      throw Refusal.invalid("/into", "same-incident", "an incident cannot be merged into itself");
    }
    boolean sourceFirst = id.compareTo(into) < 0;
    Row first = lockOpen(c, sourceFirst ? id : into, "incident.merge");
    Row second = lockOpen(c, sourceFirst ? into : id, "incident.merge");
    Row source = sourceFirst ? first : second;
    Row target = sourceFirst ? second : first;
    List<String> held = commitments.held(c.handle(), id);
    if (!held.isEmpty()) {
      throw hasUnits(source, held, "re-assign them to " + target.number() + " first");
    }
    table.moveReports(c.handle(), id, into);
    changed(c, target, "reported");
    return changed(c, source.in(IncidentState.MERGED, null, into), "merged");
  }

  /**
   * The first moments of the units' work as they now stand.
   *
   * @param dispatched null when no unit was (or all were recalled)
   */
  public record Progress(Instant dispatched, Instant enRoute, Instant onScene) {}

  /** An incident held against other changes until the transaction ends. */
  public record Locked(String id, String number, Place place, String organisation) {
    static Locked of(Row row) {
      return new Locked(row.id(), row.number(), row.place(), row.organisation());
    }
  }

  /**
   * Holds an incident that is to take units.
   *
   * @throws Refusal 409 when it is not open
   */
  public Locked lockForDispatch(CommandContext c, String id) {
    return Locked.of(lockOpen(c, id, null));
  }

  /** Holds an incident, open or not. */
  public Locked lockForStatus(CommandContext c, String id) {
    return Locked.of(lock(c, id, null));
  }

  /**
   * Called by dispatch after it changed assignments of an incident it locked: brings the incident's
   * clocks in step.
   *
   * @param verb last word of the entry's type, for example {@code dispatched}
   * @param always true to record an entry even when no clock moved
   */
  public void progress(
      CommandContext c, String id, Progress now, String reason, String verb, boolean always) {
    Row before = lock(c, id, null);
    Row row = moved(c, before, Clock.FIRST_DISPATCHED, now.dispatched(), reason);
    row = moved(c, row, Clock.FIRST_EN_ROUTE, now.enRoute(), reason);
    row = moved(c, row, Clock.FIRST_ON_SCENE, now.onScene(), reason);
    boolean still = row.clocks().equals(before.clocks());
    if (always || !still) {
      changed(c, row, verb);
    }
  }

  private Row moved(CommandContext c, Row row, Clock clock, Instant at, String reason) {
    Instant before = row.clocks().get(clock);
    if (Objects.equals(before, at)) {
      return row;
    }
    return stamped(c, row, clock, at, before == null ? null : reason);
  }

  /**
   * @param permission checked for this incident; null when dispatch has checked its own
   */
  private Row lock(CommandContext c, String id, String permission) {
    Row row = table.lock(c.handle(), id).orElseThrow(() -> Refusal.notFound(IncidentFile.KIND, id));
    if (permission != null) {
      policy.check(
          c.actor(), permission, IncidentFile.KIND, row.organisation(), row.place().point());
    }
    return row;
  }

  private Row lockOpen(CommandContext c, String id, String permission) {
    Row row = lock(c, id, permission);
    if (row.state() != IncidentState.OPEN) {
      throw Refusal.conflict(
          "incident-not-open",
          "incident " + row.number() + " is " + row.state().code(),
          row.mergedInto() == null
              ? Map.of("state", row.state().code())
              : Map.of("state", row.state().code(), "mergedInto", row.mergedInto()));
    }
    return row;
  }

  private Row stamped(CommandContext c, Row row, Clock clock, Instant at, String reason) {
    stamp(c, row.id(), clock, at, reason);
    return row.at(clock, at);
  }

  private void stamp(CommandContext c, String incident, Clock clock, Instant at, String reason) {
    if (at == null && reason == null) {
      return; // not reached, and nothing taken back
    }
    table.insertStamps(c.handle(), incident, List.of(stampOf(c, clock, at, reason)));
  }

  private static ClockStamp stampOf(CommandContext c, Clock clock, Instant at, String reason) {
    return new ClockStamp(
        clock, at, c.now(), c.actor().source(), c.actor().seat(), c.actor().account(), reason);
  }

  private Incident changed(CommandContext c, Row row, String verb) {
    return recorded(c, table.update(c.handle(), row), verb);
  }

  private Incident recorded(CommandContext c, Row row, String verb) {
    return recorded(c, row, file.assemble(c.handle(), row), verb);
  }

  private static Incident recorded(CommandContext c, Row row, Incident state, String verb) {
    c.record(
        new Change(
            TYPE + verb,
            new Subject(IncidentFile.KIND, row.id()),
            row.version(),
            state,
            row.place().point(),
            row.organisation()));
    return state;
  }

  /** The incident's state, for commands of other packages that answer with it. */
  public Incident state(Handle h, String id) {
    return file.get(h, id);
  }
}
