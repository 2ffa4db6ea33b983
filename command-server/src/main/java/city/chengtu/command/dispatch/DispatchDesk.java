package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.dispatch.AssignmentBook.Told;
import city.chengtu.command.dispatch.Requests.Correction;
import city.chengtu.command.dispatch.Requests.Reassignment;
import city.chengtu.command.dispatch.Requests.Recall;
import city.chengtu.command.dispatch.Requests.Sending;
import city.chengtu.command.dispatch.Requests.StatusReport;
import city.chengtu.command.incidents.EventTime;
import city.chengtu.command.incidents.Incident;
import city.chengtu.command.incidents.IncidentDesk;
import city.chengtu.command.incidents.IncidentDesk.Locked;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The commands that send units and follow them. A unit is held by one assignment at most: a unique
 * column of the database decides, so neither two operators nor two nodes can send it twice.
 */
public final class DispatchDesk {
  private final IncidentDesk incidents;
  private final IncidentFile incidentFile;
  private final UnitDesk units;
  private final UnitFile unitFile;
  private final AssignmentBook book;
  private final ReferenceData rules;
  private final EventTime eventTime;
  private final AccessPolicy policy;
  private final AssignmentTable table = new AssignmentTable();

  /** What dispatch works with. */
  public record Parts(
      IncidentDesk incidents,
      IncidentFile incidentFile,
      UnitDesk units,
      UnitFile unitFile,
      AssignmentBook book,
      ReferenceData rules,
      EventTime eventTime,
      AccessPolicy policy) {}

  public DispatchDesk(Parts parts) {
    this.incidents = parts.incidents();
    this.incidentFile = parts.incidentFile();
    this.units = parts.units();
    this.unitFile = parts.unitFile();
    this.book = parts.book();
    this.rules = parts.rules();
    this.eventTime = parts.eventTime();
    this.policy = parts.policy();
  }

  /**
   * The incident with its clocks moved, and the new assignments in the order the units were named.
   */
  public record Sent(Incident incident, List<Assignment> assignments) {}

  /**
   * Sends units: all of them or, when one cannot go, none.
   *
   * @throws Refusal 409 {@code unit-held} naming who holds each unit that is taken; 409 {@code
   *     unit-out-of-service} for those whose duty forbids it
   */
  public Sent dispatch(CommandContext c, String incident, Sending sending) {
    Locked locked = incidents.lockForDispatch(c, incident);
    Instant at = eventTime.of(c, "/at", sending.at());
    Map<String, UnitTable.Row> rows = lockUnits(c, sending.units());
    refuseOutOfService(c, rows.values());
    Map<String, Assignment> opened = open(c, locked, rows, new Told(at, null, null, null));
    incidents.progress(
        c, incident, table.progress(c.handle(), incident), "earlier dispatch", "dispatched", true);
    return new Sent(
        incidentFile.get(c.handle(), incident), rows.keySet().stream().map(opened::get).toList());
  }

  /** Locks in the order of ids, so that two commands never wait for each other in a circle. */
  private Map<String, UnitTable.Row> lockUnits(CommandContext c, List<String> names) {
    Map<String, UnitTable.Row> asked = new LinkedHashMap<>();
    for (String name : names) {
      asked.put(unitFile.idOf(c.handle(), name), null);
    }
    for (String id : new TreeSet<>(asked.keySet())) {
      asked.put(id, units.lock(c, id, "dispatch.send"));
    }
    return asked;
  }

  private void refuseOutOfService(CommandContext c, Iterable<UnitTable.Row> rows) {
    List<Map<String, Object>> out = new ArrayList<>();
    for (UnitTable.Row row : rows) {
      if (!rules.current(c.handle()).duty(row.duty()).available()) {
        out.add(Map.of("unit", row.id(), "callSign", row.callSign(), "duty", row.duty()));
      }
    }
    if (!out.isEmpty()) {
      throw Refusal.conflict(
          "unit-out-of-service",
          "cannot be sent by their duty: " + signs(out),
          Map.of("units", out));
    }
  }

  private Map<String, Assignment> open(
      CommandContext c, Locked incident, Map<String, UnitTable.Row> rows, Told told) {
    Map<String, Assignment> opened = new LinkedHashMap<>();
    List<Assignment> taken = new ArrayList<>();
    for (String id : new TreeSet<>(rows.keySet())) {
      book.open(c, incident, rows.get(id), told)
          .ifPresentOrElse(
              a -> opened.put(id, a), () -> book.holding(c.handle(), id).ifPresent(taken::add));
    }
    if (opened.size() < rows.size()) {
      throw held(c, taken);
    }
    return opened;
  }

  private Refusal held(CommandContext c, List<Assignment> taken) {
    List<Map<String, Object>> units = new ArrayList<>();
    Map<String, String> numbers =
        incidentFile.numbers(c.handle(), taken.stream().map(Assignment::incident).toList());
    for (Assignment a : taken) {
      Stamp since = a.stamps().get(0);
      units.add(
          Map.of(
              "unit", a.unit(),
              "callSign", a.callSign(),
              "incident", a.incident(),
              "number", numbers.getOrDefault(a.incident(), ""),
              "assignment", a.id(),
              "state", a.state(),
              "actor", since.actor(),
              "at", since.at()));
    }
    Map<String, Object> extension = new LinkedHashMap<>();
    extension.put("units", units);
    taken.stream()
        .findFirst()
        .ifPresent(
            a -> {
              extension.put("actor", a.stamps().get(0).actor());
              extension.put("at", a.stamps().get(0).at());
            });
    return Refusal.conflict("unit-held", "held already: " + signs(units), extension);
  }

  private static String signs(List<Map<String, Object>> units) {
    return String.join(
        ", ",
        units.stream()
            .map(
                u ->
                    u.containsKey("number")
                        ? u.get("callSign") + " by incident " + u.get("number")
                        : String.valueOf(u.get("callSign")))
            .toList());
  }

  /** An assignment held for change, with its incident. */
  private record Held(Locked incident, Assignment assignment) {}

  private Held hold(CommandContext c, String assignment, String permission) {
    Locked incident = incidents.lockForStatus(c, book.incidentOf(c.handle(), assignment));
    Assignment a = book.lock(c.handle(), assignment);
    policy.check(
        c.actor(),
        permission,
        AssignmentBook.KIND,
        units.organisationOf(c.handle(), a.unit()),
        incident.place().point());
    return new Held(incident, a);
  }

  /**
   * Takes a report of a status. One that comes late fills its stamp and leaves the state where it
   * is; the same one twice changes nothing.
   */
  public Assignment status(CommandContext c, String id, StatusReport report) {
    Held held = hold(c, id, "assignment.status");
    Assignment a = held.assignment();
    Status status = report.status();
    if (a.state() == status) {
      return a;
    }
    refuseEnded(a);
    if (status == Status.RECALLED) {
      throw Refusal.invalid("/status", "use-recall", "take a dispatch back with recall");
    }
    if (a.stamp(status).isPresent()) {
      throw Refusal.conflict(
          "status-passed",
          a.callSign() + " has reported " + status.code() + " before; correct it instead",
          Map.of("state", a.state()));
    }
    Instant at = eventTime.of(c, "/at", report.at());
    refuseBeforeDispatch(a, at);
    Told told = new Told(at, report.source(), null, report.reason());
    Assignment changed = book.report(c, held.incident(), a, status, told);
    follow(c, changed, "late report");
    return changed;
  }

  private static void refuseEnded(Assignment a) {
    if (!a.state().open()) {
      throw Refusal.conflict(
          "assignment-ended",
          a.callSign() + " is " + a.state().code() + "; only a correction can change that",
          Map.of("state", a.state()));
    }
  }

  private static void refuseBeforeDispatch(Assignment a, Instant at) {
    Instant dispatched = a.at(Status.DISPATCHED).orElseThrow();
    if (at.isBefore(dispatched)) {
      throw Refusal.invalid("/at", "before-dispatch", "the unit was dispatched at " + dispatched);
    }
  }

  /** Takes a dispatch back within the limit, as long as the unit is not at the scene. */
  public Assignment recall(CommandContext c, String id, Recall recall) {
    Held held = hold(c, id, "assignment.recall");
    Assignment a = held.assignment();
    if (a.state() == Status.RECALLED) {
      return a;
    }
    refuseEnded(a);
    Duration limit = rules.current(c.handle()).seconds("recallSeconds");
    Instant sent = a.stamps().get(0).server();
    if (c.now().isAfter(sent.plus(limit)) || a.state().compareTo(Status.AT_SCENE) >= 0) {
      throw Refusal.conflict(
          "recall-too-late",
          "a dispatch can be taken back for "
              + limit.toSeconds()
              + " s and before the scene; release the unit instead",
          Map.of("state", a.state(), "dispatchedAt", sent));
    }
    Told told = new Told(c.now(), null, null, recall.reason());
    Assignment recalled = book.report(c, held.incident(), a, Status.RECALLED, told);
    incidents.progress(
        c, a.incident(), table.progress(c.handle(), a.incident()), "recalled", "recalled", true);
    return recalled;
  }

  /** Releases a unit from one incident and sends it to another, as one change. */
  public Assignment reassign(CommandContext c, String id, Reassignment request) {
    String from = book.incidentOf(c.handle(), id);
    String to = request.incident();
    if (from.equals(to)) {
      throw Refusal.invalid("/incident", "same-incident", "the unit works on that incident");
    }
    if (to.compareTo(from) < 0) {
      incidents.lockForDispatch(c, to); // locks go in the order of ids
    }
    Held held = hold(c, id, "assignment.reassign");
    Locked target = incidents.lockForDispatch(c, to);
    Assignment a = held.assignment();
    refuseEnded(a);
    Instant at = eventTime.of(c, "/at", request.at());
    refuseBeforeDispatch(a, at);
    UnitTable.Row unit = units.lock(c, a.unit(), "assignment.reassign");
    String reason = "reassigned to " + target.number();
    book.report(c, held.incident(), a, Status.RELEASED, new Told(at, null, null, reason));
    Told told = new Told(at, null, null, "reassigned from " + held.incident().number());
    Assignment next =
        book.open(c, target, unit, told)
            .orElseThrow(() -> new IllegalStateException("a released unit is still held"));
    incidents.progress(
        c, to, table.progress(c.handle(), to), "earlier dispatch", "dispatched", true);
    return next;
  }

  /** Corrects the time of a status that was reported; the earlier stamp stays. */
  public Assignment correct(CommandContext c, String id, Correction correction) {
    Held held = hold(c, id, "assignment.correct");
    Assignment a = held.assignment();
    Status status = correction.status();
    boolean never = a.state() == Status.RECALLED && a.stamp(status).isEmpty();
    if (status == Status.RECALLED || status.compareTo(a.state()) > 0 || never) {
      throw Refusal.invalid(
          "/status", "not-reached", a.callSign() + " has not reported " + status.code());
    }
    Instant at = eventTime.notAhead(c, "/at", correction.at());
    Long corrects = a.stamp(status).map(Stamp::id).orElse(null);
    Told told = new Told(at, null, corrects, correction.reason());
    Assignment corrected = book.report(c, held.incident(), a, status, told);
    follow(c, corrected, correction.reason());
    return corrected;
  }

  private void follow(CommandContext c, Assignment a, String reason) {
    incidents.progress(
        c, a.incident(), table.progress(c.handle(), a.incident()), reason, "progressed", false);
  }
}
