package city.chengtu.command.incidents;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.PersonalData;
import city.chengtu.command.access.StateFilter;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.incidents.IncidentFile.Page;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** HTTP of incidents and reference data. */
public final class IncidentRoutes implements Routes {
  private static final int PAGE = 500;

  private final Api api;
  private final IncidentDesk desk;
  private final IncidentFile file;
  private final ReferenceData rules;
  private final AccessPolicy policy;
  private final StateFilter entries;
  private final InstantSource clock;

  public IncidentRoutes(
      Api api,
      IncidentDesk desk,
      IncidentFile file,
      ReferenceData rules,
      AccessPolicy policy,
      InstantSource clock) {
    this.api = api;
    this.desk = desk;
    this.file = file;
    this.rules = rules;
    this.policy = policy;
    this.entries = new StateFilter(policy);
    this.clock = clock;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "getReference", "reference.read", call -> rules.current().lists());
    api.query(builder, "listIncidents", "incident.read", this::list);
    api.query(builder, "getIncident", "incident.read", this::get);
    api.query(builder, "getIncidentTimeline", "incident.read", this::timeline);
    api.query(builder, "findIncidentDuplicates", "incident.read", this::duplicates);
    mountCommands(builder);
  }

  private void mountCommands(RouterBuilder builder) {
    api.command(
        builder,
        "createIncident",
        "incident.create",
        (c, call) -> desk.create(c, call.body(Requests.NewIncident.class)));
    api.command(
        builder,
        "editIncident",
        "incident.edit",
        (c, call) ->
            desk.edit(c, id(call), call.body(Requests.IncidentEdit.class), call.ifMatch()));
    api.command(
        builder,
        "addIncidentReport",
        "incident.report",
        (c, call) -> desk.report(c, id(call), call.body(Requests.NewReport.class)));
    api.command(
        builder,
        "addIncidentNote",
        "incident.note",
        (c, call) -> desk.note(c, id(call), call.body(Requests.NewNote.class)));
    api.command(
        builder,
        "acknowledgeIncident",
        "incident.acknowledge",
        (c, call) -> desk.acknowledge(c, id(call)));
    api.command(
        builder,
        "controlIncident",
        "incident.control",
        (c, call) -> desk.control(c, id(call), call.body(Requests.Moment.class)));
    api.command(
        builder,
        "closeIncident",
        "incident.close",
        (c, call) -> desk.close(c, id(call), call.body(Requests.Closing.class)));
    api.command(
        builder,
        "reopenIncident",
        "incident.reopen",
        (c, call) -> desk.reopen(c, id(call), call.body(Requests.Reopening.class)));
    api.command(
        builder,
        "mergeIncident",
        "incident.merge",
        (c, call) -> desk.merge(c, id(call), call.body(Requests.Merging.class)));
  }

  private static String id(Call call) {
    return call.path("id");
  }

  private Answer list(Call call) {
    IncidentState state =
        switch (call.query("state").orElse("open")) {
          case "all" -> null;
          case "closed" -> IncidentState.CLOSED;
          case "merged" -> IncidentState.MERGED;
          default -> IncidentState.OPEN;
        };
    Page page =
        file.list(state, call.query("after").orElse(null), call.queryInt("limit", PAGE, 1, PAGE));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", shown(call.actor(), page.items(), i -> i));
    answer.put("next", page.next());
    return Answer.snapshot(answer, page.position());
  }

  private boolean visible(Actor actor, Incident i) {
    return policy.maySee(actor, IncidentFile.KIND, i.organisation(), i.place().point());
  }

  private Answer get(Call call) {
    Optional<Instant> at = call.queryTime("at");
    IncidentFile.Detail detail = seen(call);
    JsonNode state =
        at.isPresent()
            ? file.asOf(id(call), at.get())
            : StateJson.mapper().valueToTree(detail.incident());
    disclose(call.actor(), detail.incident(), state, policy.may(call.actor(), "personal.read"));
    return Answer.snapshot(state, detail.position());
  }

  /** Those the actor may see, without what it may not see in them, personal data masked. */
  private <T> List<JsonNode> shown(Actor actor, List<T> found, Function<T, Incident> incidentOf) {
    List<JsonNode> shown = new ArrayList<>();
    for (T item : found) {
      Incident incident = incidentOf.apply(item);
      if (visible(actor, incident)) {
        JsonNode state = StateJson.mapper().valueToTree(item);
        disclose(actor, incident, state, false);
        shown.add(state);
      }
    }
    return shown;
  }

  private void disclose(Actor actor, Incident incident, JsonNode state, boolean personal) {
    PersonalData.disclose(
        state,
        policy.hiddenFields(
            actor, IncidentFile.KIND, incident.organisation(), incident.place().point()),
        personal ? List.of() : policy.rules().personal());
  }

  /** The incident, when the actor may see it; otherwise it is as if it were not there. */
  private IncidentFile.Detail seen(Call call) {
    IncidentFile.Detail detail = file.detail(id(call));
    if (!visible(call.actor(), detail.incident())) {
      throw Refusal.notFound(IncidentFile.KIND, id(call));
    }
    return detail;
  }

  private Answer timeline(Call call) {
    seen(call);
    List<TimelineItem> items = new ArrayList<>();
    for (JournalEntry entry : file.timeline(id(call))) {
      entries
          .visible(call.actor(), entry)
          .ifPresent(state -> items.add(TimelineItem.of(entry, state)));
    }
    return Answer.json(Map.of("items", items));
  }

  private Answer duplicates(Call call) {
    String type = required(call, "type");
    if (!rules.current().hasType(type)) {
      throw Refusal.invalid("type", "unknown-code", "no incident type '" + type + "'");
    }
    Place place = new Place(number(call, "lon"), number(call, "lat"), null, null);
    Instant at = call.queryTime("at").orElseGet(clock::instant);
    List<IncidentFile.Duplicate> found =
        rules
            .current()
            .duplicateRule(type)
            .map(rule -> file.duplicates(rule, place, at))
            .orElse(List.of());
    return Answer.json(
        Map.of("items", shown(call.actor(), found, IncidentFile.Duplicate::incident)));
  }

  private static String required(Call call, String name) {
    return call.query(name)
        .orElseThrow(() -> Refusal.invalid(name, "required", name + " is missing"));
  }

  private static double number(Call call, String name) {
    return call.queryDouble(name)
        .orElseThrow(() -> Refusal.invalid(name, "required", name + " is missing"));
  }
}
