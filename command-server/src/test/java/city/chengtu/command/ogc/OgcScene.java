package city.chengtu.command.ogc;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.AccessRules;
import city.chengtu.command.access.Areas;
import city.chengtu.command.access.Grant;
import city.chengtu.command.access.Role;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.access.Scope;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.ProblemHandler;
import city.chengtu.command.api.Workers;
import city.chengtu.command.edits.EditLimits;
import city.chengtu.command.edits.LayerDesk;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
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
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileMaker;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * The service over real HTTP on a real store: stored layers of points, lines and areas, a live one,
 * and people who see all of them, a part, or nothing. Who asks is told by a header.
 */
public final class OgcScene implements AutoCloseable {
  /** How many points there are; "p01" lies furthest west. */
  public static final int POINTS = 25;

  /** Sees everything. */
  public static final String ALL = "all";

  /** Sees the points west of 112.955, without the field "secret". */
  public static final String WEST = "west";

  /** Sees what {@link #WEST} sees; its area crosses itself, far out at sea. */
  public static final String BENT = "bent";

  /** Sees the points of the organisation "parks". */
  public static final String PARKS = "parks";

  /** May read nothing. */
  public static final String NONE = "none";

  private static final String AREA = "430102";
  private static final String BENT_AREA = "430103";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx, "test", 4, 100);
  private final Catalogue catalogue = new Catalogue();
  private final StoredLayers layers;
  private final HttpServer server;

  public OgcScene(TestStore store) {
    this(store, new PublicAddress("", false));
  }

  public OgcScene(TestStore store, PublicAddress address) {
    SpatialDatabase database = store.fresh("db/command/common");
    layers = StoredLayers.open(database, catalogue, Clock.systemUTC());
    fill();
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    Commands commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), e -> {});
    AccessPolicy policy = new AccessPolicy(OgcScene::rules, areas(), Clock.systemUTC());
    Router router = Router.router(vertx);
    ProblemHandler problems = new ProblemHandler();
    router.route().failureHandler(problems);
    new OgcRoutes(
            new Api(workers, commands, policy),
            address,
            new OgcLayers(
                catalogue,
                policy,
                new StoredExtents(layers),
                new LayerDesk(
                    catalogue,
                    policy,
                    layers,
                    new EditLimits(50, 100, 10, true),
                    () -> Optional.of(new Envelope(112, 114, 27, 29))),
                new TileCache(catalogue, new TileMaker(15_000), 1 << 20)),
            context -> {
              String person = context.request().getHeader("X-Test-Person");
              if (person != null) {
                Call.identify(context, person(person));
              }
              context.next();
            },
            Clock.systemUTC(),
            "test")
        .mount(router);
    router.errorHandler(404, problems).errorHandler(405, problems);
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private static Actor person(String role) {
    return new Actor(role, role, "parks", area(role), Set.of(role), Set.of(), "1", "test");
  }

  private static String area(String role) {
    return role.equals(WEST) ? AREA : role.equals(BENT) ? BENT_AREA : "";
  }

  private static AccessRules rules() {
    AccessRules seed = RulesSeed.read();
    List<Grant> grants = new ArrayList<>();
    for (String role : List.of(ALL, WEST, BENT, PARKS)) {
      grants.add(grant(role, "catalogue.read", List.of("*"), Scope.ALL));
      grants.add(grant(role, "layer.read", List.of("*"), Scope.ALL));
    }
    grants.add(grant(ALL, "personal.read", List.of("*"), Scope.ALL));
    grants.add(grant(ALL, "layer.edit", List.of("*"), Scope.ALL));
    grants.add(grant(WEST, "layer.edit", List.of("*"), Scope.OWN_AREA));
    grants.add(grant(PARKS, "layer.edit", List.of("*"), Scope.OWN_ORGANISATION));
    grants.add(grant(ALL, Grant.SEE, List.of("t_*"), Scope.ALL));
    grants.add(grant(WEST, Grant.SEE, List.of("t_points", "t_live"), Scope.OWN_AREA, "secret"));
    grants.add(grant(BENT, Grant.SEE, List.of("t_points"), Scope.OWN_AREA));
    grants.add(grant(PARKS, Grant.SEE, List.of("t_points", "t_live"), Scope.OWN_ORGANISATION));
    return new AccessRules(
        1,
        Stream.of(ALL, WEST, BENT, PARKS, NONE).map(r -> new Role(r, r, r, List.of())).toList(),
        grants,
        seed.personal(),
        seed.signIn());
  }

  private static Grant grant(
      String role, String permission, List<String> kinds, Scope scope, String... hides) {
    return new Grant(role, permission, kinds, scope, List.of(hides), Instant.EPOCH, null);
  }

  private static Areas areas() {
    Geometry west = FACTORY.toGeometry(new Envelope(112, 112.955, 28, 29));
    Geometry bent =
        FACTORY.createMultiPolygon(
            new Polygon[] {
              (Polygon) west,
              FACTORY.createPolygon(
                  new Coordinate[] {
                    new Coordinate(0, 0),
                    new Coordinate(1, 1),
                    new Coordinate(0, 1),
                    new Coordinate(1, 0),
                    new Coordinate(0, 0)
                  })
            });
    return code ->
        Optional.ofNullable(
            switch (code) {
              case AREA -> west;
              case BENT_AREA -> bent;
              default -> null;
            });
  }

  private static Layer layer(String id, GeometryKind kind, boolean live, Field... fields) {
    return new Layer(
        id,
        "live",
        new Text("图层 " + id, "Layer " + id),
        kind,
        List.of(fields),
        new LayerOrigin("test", "test", null, "审图号 1", ShareClass.NOT_SHARED),
        new ScaleRange(0, 22),
        new LayerStyle(1, null, null, null, null, null, null, null, null),
        live);
  }

  private static Field[] fields() {
    return new Field[] {
      Field.of("name", "名称", "Name", Field.Type.TEXT),
      Field.of("floors", "层数", "Floors", Field.Type.INTEGER),
      Field.of("height", "高度", "Height", Field.Type.NUMBER),
      Field.of("open", "开放", "Open", Field.Type.BOOLEAN),
      Field.of("built", "建成", "Built", Field.Type.DATE),
      Field.of("seen", "巡查", "Seen", Field.Type.TIMESTAMP),
      Field.of("organisation", "单位", "Organisation", Field.Type.TEXT),
      Field.of("secret", "内部", "Secret", Field.Type.TEXT),
      new Field("phone", new Text("电话", "Telephone"), Field.Type.TEXT, null, true)
    };
  }

  private void fill() {
    layers.define(layer("t_points", GeometryKind.POINT, false, fields()));
    Field name = Field.of("name", "名称", "Name", Field.Type.TEXT);
    layers.define(layer("t_lines", GeometryKind.LINE, false, name));
    layers.define(layer("t_areas", GeometryKind.POLYGON, false, name));
    layers.define(layer("t_empty", GeometryKind.POINT, false, name));
    layers.define(layer("t_never", GeometryKind.POINT, false, name));
    layers.define(layer("t_times", GeometryKind.POINT, false, name));
    merge(IntStream.rangeClosed(1, POINTS).mapToObj(OgcScene::point).toArray(NewFeature[]::new));
    merge(
        shape("t_lines", "diagonal", "LINESTRING (112.9 28.1, 113 28.2)"),
        shape("t_lines", "corner", "LINESTRING (112.9 28.2, 112.91 28.2, 112.91 28.19)"),
        shape(
            "t_areas",
            "ring",
            "POLYGON ((112.9 28.1, 113 28.1, 113 28.2, 112.9 28.2, 112.9 28.1),"
                + " (112.92 28.12, 112.98 28.12, 112.98 28.18, 112.92 28.18, 112.92 28.12))"),
        shape(
            "t_areas",
            "two",
            "MULTIPOLYGON (((112.8 28, 112.81 28, 112.81 28.01, 112.8 28)),"
                + " ((112.83 28, 112.84 28, 112.84 28.01, 112.83 28)))"));
    catalogue.add(
        new MemoryLayer(
            layer("t_live", GeometryKind.POINT, true, fields()),
            IntStream.rangeClosed(1, POINTS)
                .mapToObj(OgcScene::point)
                .map(
                    f ->
                        new Feature(
                            "t_live", f.id(), 1, Instant.EPOCH, f.geometry(), f.properties()))
                .toList()));
  }

  /** Point number n: each hundredth of a degree one, from 112.91 east. */
  private static NewFeature point(int n) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("name", n % 5 == 0 ? "Café 咖啡 " + n : "点 " + n);
    properties.put("floors", (long) n % 7);
    properties.put("height", n % 2 == 0 ? (Object) (n / 2 * 3L) : (Object) (n * 1.5));
    properties.put("open", n % 2 == 0);
    properties.put("built", "20" + (n < 10 ? "0" : "") + n + "-06-01");
    properties.put("seen", "2026-01-" + (n < 10 ? "0" : "") + n + "T08:00:00Z");
    properties.put("organisation", n % 3 == 0 ? "parks" : "roads");
    properties.put("secret", "s" + n);
    properties.put("phone", "1380000" + (1000 + n));
    if (n == POINTS) {
      properties.put("name", null);
    }
    return new NewFeature(
        "t_points",
        (n < 10 ? "p0" : "p") + n,
        0,
        FACTORY.createPoint(new Coordinate(lon(n), 28.2)),
        properties);
  }

  /** Where point number n lies. */
  public static double lon(int n) {
    return Math.round((112.9 + n / 100.0) * 100) / 100.0;
  }

  /** A further feature, or a new version of one. */
  public static NewFeature shape(String layer, String id, String wkt) {
    try {
      return new NewFeature(layer, id, 0, new WKTReader().read(wkt), Map.of("name", id));
    } catch (ParseException e) {
      throw new IllegalArgumentException(wkt, e);
    }
  }

  public void merge(NewFeature... features) {
    layers.write(ChangeSet.merge("test", "test", "test"), Stream.of(features));
  }

  public void end(String layer, String... ids) {
    layers.end(ChangeSet.merge("test", "test", "test"), layer, List.of(ids));
  }

  /** The service's landing page. */
  public String base() {
    return "http://127.0.0.1:" + server.actualPort() + "/ogc";
  }

  /** Somebody who sees everything asks for an address: whole, or from the landing page on. */
  public OgcReply get(String address, String... headers) {
    return as(ALL, address, headers);
  }

  /** Items of a layer, by parameters as "name", "value". */
  public OgcReply items(String layer, String... parameters) {
    return itemsAs(ALL, layer, parameters);
  }

  public OgcReply itemsAs(String person, String layer, String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return as(person, "/collections/" + layer + "/items" + query);
  }

  /** Somebody asks; null for nobody. */
  public OgcReply as(String person, String address, String... headers) {
    return send("GET", person, address, headers);
  }

  public OgcReply send(String method, String person, String address, String... headers) {
    return sendBody(method, person, address, null, headers);
  }

  /**
   * @param body null for none
   */
  public OgcReply sendBody(
      String method, String person, String address, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : base() + address))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (person != null) {
      request.header("X-Test-Person", person);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new OgcReply(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All pages from this address on. */
  public List<String> allIds(OgcReply first) {
    List<String> ids = new ArrayList<>(first.ok().ids());
    OgcReply page = first;
    while (!page.links("next").isEmpty()) {
      page = get(page.link("next", "application/geo+json")).ok();
      ids.addAll(page.ids());
    }
    return ids;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    workers.close();
  }
}
