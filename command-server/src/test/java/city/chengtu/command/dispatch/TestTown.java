package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.api.Api;
import city.chengtu.command.incidents.EventTime;
import city.chengtu.command.incidents.Incident;
import city.chengtu.command.incidents.IncidentDesk;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.incidents.IncidentRoutes;
import city.chengtu.command.incidents.Place;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.routing.RoadNetwork;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.plans.match.PlanMatcher;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Incidents and dispatch on a real store, with a clock the test moves; no HTTP. */
public final class TestTown implements AutoCloseable {
  public static final String MIGRATIONS = "db/command/common";
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  public static final Actor LEADER = actor("li", "shift_leader", "seat-1");
  public static final Actor OPERATOR = actor("wang", "operator", "seat-2");

  public final Hands clock = new Hands(Instant.parse("2026-11-22T06:00:00Z"));
  public final Journal journal;
  public final Commands commands;
  public final ReferenceData rules;
  public final AccessPolicy policy;
  public final LocalPositionBoard board = new LocalPositionBoard();
  public final Positions positions;
  public final UnitFile unitFile;
  public final UnitDesk units;
  public final AssignmentBook book;
  public final IncidentFile incidentFile;
  public final IncidentDesk incidents;
  public final DispatchDesk dispatch;
  public final ClosureDesk closures;
  public final IntervalReport intervals;
  public final AtomicReference<RoadNetwork.Snapshot> roads = new AtomicReference<>();
  public final Recommendations recommendations;
  public final SpatialDatabase database;

  /** A clock that stands still until it is moved. */
  public static final class Hands extends Clock {
    private volatile Instant now;

    Hands(Instant now) {
      this.now = now;
    }

    public void move(Duration by) {
      now = now.plus(by);
    }

    public void set(Instant at) {
      now = at;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("always UTC");
    }
  }

  public TestTown(SpatialDatabase database) {
    this(database, 100_000);
  }

  TestTown(SpatialDatabase database, int trackQueue) {
    this.database = database;
    var jdbi = database.jdbi();
    journal = new Journal(jdbi, clock, Chain.SHA_256);
    commands = new Commands(jdbi, journal, clock, entries -> {});
    rules = new ReferenceData(jdbi, commands, clock, ZONE);
    rules.loadOwn();
    rules.load(TestTown.class.getResourceAsStream("/reference/town.yaml"), "town.yaml");
    var access = RulesSeed.read();
    policy = new AccessPolicy(() -> access, code -> Optional.empty(), clock);
    EventTime eventTime = new EventTime(policy, rules);
    unitFile = new UnitFile(rules, board, clock);
    units = new UnitDesk(unitFile, rules, eventTime, policy);
    book = new AssignmentBook(units);
    incidentFile = new IncidentFile(jdbi, journal, book);
    incidents = new IncidentDesk(incidentFile, book, rules, eventTime, policy);
    dispatch =
        new DispatchDesk(
            new DispatchDesk.Parts(
                incidents, incidentFile, units, unitFile, book, rules, eventTime, policy));
    closures = new ClosureDesk(policy);
    intervals = new IntervalReport(jdbi, incidentFile, rules);
    positions = new Positions(jdbi, board, rules, policy, clock, trackQueue);
    recommendations =
        new Recommendations(
            new Recommendations.Parts(
                jdbi,
                journal,
                incidentFile,
                board,
                rules,
                new RoadTimes(() -> Optional.ofNullable(roads.get())),
                clock));
  }

  public List<city.chengtu.command.api.Routes> routes(Api api) {
    PlanAdvice plans =
        new PlanAdvice(() -> new PlanMatcher(List.of()), place -> Set.of(), clock, ZONE);
    return List.of(
        new IncidentRoutes(api, incidents, incidentFile, rules, policy, clock),
        new DispatchRoutes(
            new DispatchRoutes.Parts(
                api,
                database.jdbi(),
                journal,
                policy,
                incidentFile,
                dispatch,
                units,
                unitFile,
                closures,
                positions,
                recommendations,
                plans,
                intervals,
                clock)));
  }

  public static Actor actor(String name, String role, String seat) {
    return new Actor(name, name, "org-1", "", Set.of(role), Set.of(), seat, "operator");
  }

  /** A refused command's problem. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    public final transient JsonNode problem;

    Refused(Receipt receipt) {
      super(receipt.answer());
      problem = StateJson.tree(receipt.answer());
    }

    public String code() {
      return problem.path("code").asText();
    }
  }

  public Receipt receipt(UUID id, Actor actor, Function<CommandContext, Object> work) {
    return commands.run(new CommandRequest(id, "test", actor, id.toString()), work::apply);
  }

  /** Runs a command; its answer, or {@link Refused}. */
  public <T> T run(Actor actor, Class<T> type, Function<CommandContext, Object> work) {
    Receipt receipt = receipt(UUID.randomUUID(), actor, work);
    if (receipt.refused()) {
      throw new Refused(receipt);
    }
    return read(receipt, type);
  }

  private static <T> T read(Receipt receipt, Class<T> type) {
    try {
      return StateJson.mapper()
          .readerFor(type)
          .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(receipt.answer());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(receipt.answer(), e);
    }
  }

  public Incident call(String type, double lon, double lat) {
    var request =
        new city.chengtu.command.incidents.Requests.NewIncident(
            type,
            null,
            new Place(lon, lat, "芙蓉路388号", null),
            "浓烟",
            null,
            new city.chengtu.command.incidents.Caller("张三", "13812345678"),
            null,
            null,
            null,
            null);
    return run(OPERATOR, Incident.class, c -> incidents.create(c, request));
  }

  public Unit unit(String callSign, String kind, double lon, double lat) {
    var request =
        new Requests.NewUnit(callSign, callSign, kind, null, null, new Spot(lon, lat), "ready");
    return run(LEADER, Unit.class, c -> units.create(c, request));
  }

  public DispatchDesk.Sent send(String incident, String... unitIds) {
    var sending = new Requests.Sending(List.of(unitIds), null);
    return run(OPERATOR, DispatchDesk.Sent.class, c -> dispatch.dispatch(c, incident, sending));
  }

  public Assignment report(String assignment, Status status, Instant at) {
    var report = new Requests.StatusReport(status, at, "crew", null);
    return run(LEADER, Assignment.class, c -> dispatch.status(c, assignment, report));
  }

  public Unit unitNow(String id) {
    return database.jdbi().withHandle(h -> unitFile.get(h, id));
  }

  public Incident incidentNow(String id) {
    return database.jdbi().withHandle(h -> incidentFile.get(h, id));
  }

  @Override
  public void close() {
    positions.close();
  }
}
