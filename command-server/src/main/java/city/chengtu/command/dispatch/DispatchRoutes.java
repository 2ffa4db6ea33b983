package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.PersonalData;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.incidents.Incident;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Geometry;

/** HTTP of units, assignments, positions, closures and reports. */
public final class DispatchRoutes implements Routes {
  private static final int MAX_TRACK = 20_000;
  private static final Duration DEFAULT_TRACK = Duration.ofHours(1);

  private final Parts parts;
  private final UnitTable unitTable = new UnitTable();
  private final ClosureTable closureTable = new ClosureTable();

  /** What the routes bind. */
  public record Parts(
      Api api,
      Jdbi jdbi,
      Journal journal,
      AccessPolicy policy,
      IncidentFile incidents,
      DispatchDesk desk,
      UnitDesk unitDesk,
      UnitFile units,
      ClosureDesk closures,
      Positions positions,
      Recommendations recommendations,
      PlanAdvice plans,
      IntervalReport intervals,
      InstantSource clock) {}

  public DispatchRoutes(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void mount(RouterBuilder builder) {
    mountQuestions(builder);
    mountAssignments(builder);
    mountUnitsAndClosures(builder);
  }

  private void mountQuestions(RouterBuilder builder) {
    Api api = parts.api();
    api.query(builder, "recommendUnits", "dispatch.read", this::recommend);
    api.query(builder, "matchPlans", "plan.read", this::plans);
    api.query(builder, "listUnits", "unit.read", this::units);
    api.query(builder, "getTrack", "position.read", this::track);
    api.query(builder, "listClosures", "closure.read", this::closures);
    api.query(builder, "reportIntervals", "report.read", this::intervals);
    api.query(builder, "reportPositions", "position.report", this::positions);
  }

  private void mountAssignments(RouterBuilder builder) {
    Api api = parts.api();
    DispatchDesk desk = parts.desk();
    api.command(
        builder,
        "dispatchUnits",
        "dispatch.send",
        (c, call) -> desk.dispatch(c, id(call), call.body(Requests.Sending.class)));
    api.command(
        builder,
        "reportStatus",
        "assignment.status",
        (c, call) -> desk.status(c, id(call), call.body(Requests.StatusReport.class)));
    api.command(
        builder,
        "recallAssignment",
        "assignment.recall",
        (c, call) -> desk.recall(c, id(call), call.body(Requests.Recall.class)));
    api.command(
        builder,
        "reassignUnit",
        "assignment.reassign",
        (c, call) -> desk.reassign(c, id(call), call.body(Requests.Reassignment.class)));
    api.command(
        builder,
        "correctStatus",
        "assignment.correct",
        (c, call) -> desk.correct(c, id(call), call.body(Requests.Correction.class)));
  }

  private void mountUnitsAndClosures(RouterBuilder builder) {
    Api api = parts.api();
    UnitDesk desk = parts.unitDesk();
    api.command(
        builder,
        "createUnit",
        "unit.create",
        (c, call) -> desk.create(c, call.body(Requests.NewUnit.class)));
    api.command(
        builder,
        "editUnit",
        "unit.update",
        (c, call) -> desk.edit(c, id(call), call.body(Requests.UnitEdit.class), call.ifMatch()));
    api.command(
        builder,
        "setDuty",
        "unit.duty",
        (c, call) -> desk.duty(c, id(call), call.body(Requests.DutyReport.class)));
    api.command(
        builder,
        "drawClosure",
        "closure.create",
        (c, call) -> parts.closures().draw(c, call.body(Requests.NewClosure.class)));
    api.command(
        builder, "liftClosure", "closure.lift", (c, call) -> parts.closures().lift(c, id(call)));
  }

  private static String id(Call call) {
    return call.path("id");
  }

  /** The incident, when the actor may see it; otherwise it is as if it were not there. */
  private Incident seen(Call call) {
    Incident incident = parts.jdbi().withHandle(h -> parts.incidents().get(h, id(call)));
    if (!sees(call.actor(), IncidentFile.KIND, incident.organisation(), incident.place().point())) {
      throw Refusal.notFound(IncidentFile.KIND, id(call));
    }
    return incident;
  }

  private boolean sees(Actor actor, String kind, String organisation, Geometry where) {
    return parts.policy().maySee(actor, kind, organisation, where);
  }

  private Answer recommend(Call call) {
    Recommendation answer = parts.recommendations().recommend(seen(call).id());
    return Answer.snapshot(answer, answer.position());
  }

  private Object plans(Call call) {
    return parts.plans().advise(seen(call));
  }

  private Answer units(Call call) {
    return parts
        .jdbi()
        .inTransaction(
            h -> {
              long position = parts.journal().position(h);
              List<JsonNode> items = new ArrayList<>();
              for (Unit u : parts.units().list(h)) {
                show(call.actor(), UnitFile.KIND, u.organisation(), place(u.station()), u, items);
              }
              return Answer.snapshot(Map.of("items", items), position);
            });
  }

  private static Geometry place(Spot spot) {
    return spot == null ? null : spot.point();
  }

  /** Adds what the actor may see of a row, if it may see the row. */
  private void show(
      Actor actor,
      String kind,
      String organisation,
      Geometry where,
      Object row,
      List<JsonNode> into) {
    if (sees(actor, kind, organisation, where)) {
      JsonNode state = StateJson.mapper().valueToTree(row);
      PersonalData.disclose(
          state,
          parts.policy().hiddenFields(actor, kind, organisation, where),
          parts.policy().rules().personal());
      into.add(state);
    }
  }

  private Answer track(Call call) {
    UnitTable.Row unit =
        parts
            .jdbi()
            .withHandle(h -> unitTable.find(h, id(call)))
            .filter(u -> sees(call.actor(), UnitFile.KIND, u.organisation(), place(u.station())))
            .orElseThrow(() -> Refusal.notFound(UnitFile.KIND, id(call)));
    Instant to = call.queryTime("to").orElseGet(() -> parts.clock().instant());
    Instant from = call.queryTime("from").orElseGet(() -> to.minus(DEFAULT_TRACK));
    int limit = call.queryInt("limit", MAX_TRACK, 1, MAX_TRACK);
    return Answer.json(Map.of("items", parts.positions().track(unit.id(), from, to, limit)));
  }

  private Answer closures(Call call) {
    return parts
        .jdbi()
        .inTransaction(
            h -> {
              long position = parts.journal().position(h);
              List<JsonNode> items = new ArrayList<>();
              for (Closure x : closureTable.inForce(h, parts.clock().instant())) {
                show(call.actor(), ClosureDesk.KIND, x.organisation(), x.geometry(), x, items);
              }
              return Answer.snapshot(Map.of("items", items), position);
            });
  }

  private Object intervals(Call call) {
    Instant from = required(call, "from");
    Instant to = required(call, "to");
    if (!from.isBefore(to)) {
      throw Refusal.invalid("to", "empty-range", "to must be later than from");
    }
    return parts.intervals().between(from, to);
  }

  private static Instant required(Call call, String name) {
    return call.queryTime(name)
        .orElseThrow(() -> Refusal.invalid(name, "required", name + " is missing"));
  }

  private Object positions(Call call) {
    return parts.positions().accept(call.actor(), call.body(Requests.Fixes.class).fixes());
  }
}
