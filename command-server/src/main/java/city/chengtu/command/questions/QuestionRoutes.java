package city.chengtu.command.questions;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.questions.Asked.Query;
import city.chengtu.command.questions.SavedDesk.Draft;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;

/** The HTTP side of questions. What is asked by POST changes nothing. */
public final class QuestionRoutes implements Routes, AutoCloseable {
  private static final String READ = "layer.read";
  private static final String SAVE = "question.save";
  private static final double FARTHEST = 5_000;
  private static final double FARTHEST_AROUND = 20_000;
  private static final int HERE = 10;
  private static final int MOST_HERE = 100;
  private static final int VERSIONS = 50;

  private final Api api;
  private final QueryAnswers queries;
  private final HereAnswers here;
  private final NearestAnswers nearest;
  private final CountAnswers counts;
  private final AroundAnswers around;
  private final SavedDesk saved;
  private final AlertWatch alerts;

  public QuestionRoutes(Api api, QuestionParts parts) {
    this.api = api;
    Sights sights = new Sights(parts.catalogue(), parts.policy());
    RoadReach.Network roads = new RoadReach.Network(parts.roads(), parts.catalogue());
    Areas areas = new Areas(sights, roads);
    this.queries = new QueryAnswers(sights, areas);
    this.here = new HereAnswers(sights);
    this.nearest = new NearestAnswers(sights, roads);
    this.counts = new CountAnswers(sights, areas);
    this.around = new AroundAnswers(sights, parts.headings());
    this.saved = new SavedDesk(parts.jdbi(), parts.policy(), sights, areas);
    this.alerts = new AlertWatch(parts, sights, areas);
  }

  /** To be run every few seconds. */
  public Runnable alerts() {
    return alerts;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "whatIsHere", READ, this::here);
    api.query(builder, "askLayers", READ, this::ask);
    api.query(
        builder,
        "findNearest",
        READ,
        call -> nearest.answer(call.actor(), call.body(Asked.Nearest.class)));
    api.query(
        builder,
        "countByArea",
        READ,
        call -> counts.answer(call.actor(), call.body(Asked.Counts.class)));
    api.query(builder, "whatIsAround", READ, this::around);
    api.query(builder, "listQuestions", READ, call -> Map.of("items", saved.list(call.actor())));
    api.query(builder, "getQuestion", READ, this::question);
    api.query(
        builder,
        "listQuestionVersions",
        READ,
        call -> Map.of("items", saved.versions(call.actor(), call.path("question"), VERSIONS)));
    api.command(
        builder, "saveQuestion", SAVE, (c, call) -> saved.create(c, call.body(Draft.class)));
    api.command(
        builder,
        "changeQuestion",
        SAVE,
        (c, call) ->
            saved.change(c, call.path("question"), call.ifMatch(), call.body(Draft.class)));
    api.command(
        builder,
        "deleteQuestion",
        SAVE,
        (c, call) -> saved.delete(c, call.path("question"), call.ifMatch()));
    api.command(
        builder,
        "followQuestion",
        "question.follow",
        (c, call) -> saved.follow(c, call.path("question"), true));
    api.command(
        builder,
        "leaveQuestion",
        "question.follow",
        (c, call) -> saved.follow(c, call.path("question"), false));
  }

  private Object here(Call call) {
    return here.here(
        call.actor(),
        number(call, "lon", -180, 180),
        number(call, "lat", -85, 85),
        number(call, "tolerance", 0, FARTHEST),
        call.queryInt("limit", HERE, 1, MOST_HERE));
  }

  private Object ask(Call call) {
    Query query = call.body(Query.class);
    if (call.query("estimate").map("true"::equals).orElse(false)) {
      return queries.estimate(call.actor(), query);
    }
    String wanted = Optional.ofNullable(call.context().request().getHeader("Accept")).orElse("");
    if (wanted.contains(QueryAnswers.NDJSON)) {
      return queries.stream(call.actor(), query, true);
    }
    return wanted.contains(QueryAnswers.GEOJSON)
        ? queries.stream(call.actor(), query, false)
        : queries.page(call.actor(), query);
  }

  private Object around(Call call) {
    Optional<String> incident = call.query("incident");
    Coordinate at =
        incident
            .map(id -> around.incident(call.actor(), id))
            .orElseGet(
                () -> new Coordinate(number(call, "lon", -180, 180), number(call, "lat", -85, 85)));
    Double metres =
        call.query("metres").isPresent() ? number(call, "metres", 1, FARTHEST_AROUND) : null;
    return around.around(
        call.actor(),
        at,
        metres,
        call.queryInt("limit", HERE, 1, MOST_HERE),
        incident.orElse(null));
  }

  private Answer question(Call call) {
    SavedDesk.View view = saved.get(call.actor(), call.path("question"));
    return Answer.json(view, Map.of("ETag", "\"" + view.version() + "\""));
  }

  private static double number(Call call, String name, double least, double most) {
    double value =
        call.queryDouble(name)
            .orElseThrow(() -> Refusal.invalid(name, "required", name + " is required"));
    Areas.within(value, least, most, name);
    return value;
  }

  @Override
  public void close() {
    here.close();
  }
}
