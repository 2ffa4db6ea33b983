package city.chengtu.command.questions;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.TestHttp;
import city.chengtu.command.cases.TestHttp.Parts;
import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.inbox.InboxRoutes;
import city.chengtu.command.incidents.AroundHeading;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** A small city, people of some roles, and questions over real HTTP. */
final class QuestionScene implements AutoCloseable {
  static final GeometryFactory MAP = new GeometryFactory();
  static final String MAST = "q_masts";
  static final String SECRET = "q_secret";

  final SpatialDatabase database;
  final Catalogue catalogue = new Catalogue();
  final StoredLayers layers;
  final TestHttp http;
  final List<AroundHeading> headings = new ArrayList<>();
  private final AtomicReference<QuestionRoutes> routes = new AtomicReference<>();
  private AccessPolicy policy;

  QuestionScene(TestStore store) {
    this(store, true);
  }

  /**
   * @param fresh false to go on with what an earlier one left, as a restarted node does
   */
  QuestionScene(TestStore store, boolean fresh) {
    database = store.database("db/command/common");
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    if (fresh) {
      clear();
    }
    http =
        new TestHttp(
                database, List.of("api", "cases", "onemap", "inbox", "questions"), this::routes)
            .person("olga", "operator", "centre", "")
            .person("gao", "department", "gas", "")
            .person("paul", "planner", "planning", "");
  }

  private void clear() {
    layers.define(layer(MAST, ShareClass.UNCONDITIONAL, null));
    layers.define(layer(SECRET, ShareClass.NOT_SHARED, "gas"));
    List<String> tables =
        List.of(
            "saved_question",
            "saved_question_version",
            "question_follower",
            "alert_inside",
            "notice");
    database.jdbi().useHandle(h -> tables.forEach(table -> h.execute("delete from " + table)));
    end(MAST);
    end(SECRET);
    end("boundaries");
  }

  private Routes routes(Parts parts) {
    policy = parts.policy();
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    Commands commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), entries -> {});
    Inbox inbox = new Inbox(database.jdbi(), commands);
    routes.set(
        new QuestionRoutes(
            parts.api(),
            new QuestionParts(
                catalogue,
                parts.policy(),
                Optional::empty,
                () -> headings,
                this::person,
                database.jdbi(),
                commands,
                inbox)));
    return builder -> {
      routes.get().mount(builder);
      new InboxRoutes(parts.api(), inbox).mount(builder);
    };
  }

  private Optional<Actor> person(String account) {
    Map<String, String> roles = Map.of("olga", "operator", "gao", "department", "paul", "planner");
    Map<String, String> organisations = Map.of("olga", "centre", "gao", "gas", "paul", "planning");
    return Optional.ofNullable(roles.get(account))
        .map(
            role ->
                new Actor(
                    account,
                    account,
                    organisations.get(account),
                    "",
                    Set.of(role),
                    Set.of(),
                    "",
                    "test"));
  }

  AccessPolicy policy() {
    return policy;
  }

  /** One beat of the alerts. */
  void watch() {
    routes.get().alerts().run();
  }

  static Layer layer(String id, ShareClass share, String organisation) {
    return new Layer(
        id,
        "base",
        new Text("图层 " + id, "Layer " + id),
        GeometryKind.POINT,
        List.of(
            Field.of("kind", "类型", "Kind", Field.Type.TEXT),
            Field.of("height", "高", "Height", Field.Type.NUMBER),
            new Field("owner", new Text("人", "Person"), Field.Type.TEXT, null, true)),
        new LayerOrigin("test", "test", null, null, share, organisation),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        false);
  }

  static NewFeature feature(String layer, String id, Geometry geometry, Map<String, Object> p) {
    return new NewFeature(layer, id, 0, geometry, p);
  }

  static NewFeature mast(String id, double lon, double lat, String kind, double height) {
    return feature(
        MAST,
        id,
        MAP.createPoint(new Coordinate(lon, lat)),
        Map.of("kind", kind, "height", height, "owner", "somebody"));
  }

  void write(Stream<NewFeature> features) {
    layers.write(ChangeSet.merge("test", "test", "test"), features);
  }

  void end(String layer) {
    List<String> ids = new ArrayList<>();
    FeatureSource source = catalogue.get(layer);
    for (List<Feature> page = source.read(FeatureQuery.of(layer));
        !page.isEmpty();
        page = source.read(FeatureQuery.of(layer).withAfter(page.get(page.size() - 1).id()))) {
      page.forEach(f -> ids.add(f.id()));
    }
    layers.end(ChangeSet.merge("test", "test", "test"), layer, ids);
  }

  @Override
  public void close() {
    routes.get().close();
    http.close();
  }
}
