package city.chengtu.command.ogc;

import city.chengtu.command.api.Api;
import city.chengtu.command.ogc.Collections.Opened;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.tile.TileCache;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * OGC API – Features, Tiles and Styles at {@code /ogc}. The addresses have a document of their own,
 * made from the layers its reader sees ({@link ApiDefinition}); parameters are checked here.
 */
public final class OgcRoutes {
  private static final String CATALOGUE = "catalogue.read";
  private static final Set<String> FORMS = Set.of("f", "lang");
  private static final String ITEMS = "/ogc/collections/:collection/items";
  private static final String ITEM = ITEMS + "/:feature";
  private static final long LARGEST_BODY = 4L << 20;

  private final Api api;
  private final PublicAddress address;
  private final Collections collections;
  private final Documents documents;
  private final ItemAnswers answers;
  private final ItemWrites writes;
  private final TileCache tiles;
  private final Clock clock;
  private final Handler<RoutingContext> signIn;
  private final String version;
  private final Buffer style = style();

  /**
   * @param signIn says who sends a request
   * @param version of the server, for the API's definition
   */
  public OgcRoutes(
      Api api,
      PublicAddress address,
      OgcLayers layers,
      Handler<RoutingContext> signIn,
      Clock clock,
      String version) {
    this.api = api;
    this.address = address;
    this.collections = new Collections(layers.catalogue(), layers.policy(), layers.extents());
    this.documents = new Documents(collections);
    this.answers = new ItemAnswers(api, collections, clock);
    this.writes = new ItemWrites(api, collections, layers.desk(), clock);
    this.tiles = layers.tiles();
    this.clock = clock;
    this.signIn = signIn;
    this.version = version;
  }

  public void mount(Router router) {
    router.get("/ogc/style.css").handler(this::sendStyle);
    BodyHandler bodies = BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    for (String path : List.of(ITEMS, ITEM)) {
      List.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH)
          .forEach(method -> router.route(method, path).handler(bodies));
    }
    router.route("/ogc").handler(signIn);
    router.route("/ogc/*").handler(signIn);
    Mount mount = new Mount(router, api, address);
    mount.get("/ogc", "ogcLandingPage", this::landing);
    mount.get("/ogc/conformance", "ogcConformance", this::conformance);
    mount.get("/ogc/api", "ogcApi", this::definition);
    mount.get("/ogc/collections", "ogcCollections", this::list);
    mount.get("/ogc/collections/:collection", "ogcCollection", this::collection);
    mount.get("/ogc/collections/:collection/queryables", "ogcQueryables", this::queryables);
    mount.get("/ogc/collections/:collection/schema", "ogcSchema", this::schema);
    mount.on(HttpMethod.OPTIONS, ITEMS, "ogcItemsOptions", r -> writes.options(r, false));
    mount.on(HttpMethod.POST, ITEMS, "ogcCreateItem", writes::create);
    mount.allowing(ItemWrites.ITEMS).get(ITEMS, "ogcItems", answers::page);
    mount.on(HttpMethod.OPTIONS, ITEM, "ogcItemOptions", r -> writes.options(r, true));
    mount.on(HttpMethod.PUT, ITEM, "ogcReplaceItem", writes::replace);
    mount.on(HttpMethod.PATCH, ITEM, "ogcUpdateItem", writes::update);
    mount.on(HttpMethod.DELETE, ITEM, "ogcDeleteItem", writes::delete);
    mount.allowing(ItemWrites.ITEM).get(ITEM, "ogcItem", answers::one);
    new TileRoutes(api, collections, tiles, clock).mount(mount);
    new StyleRoutes(api, collections).mount(mount);
  }

  private Object landing(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    JsonObject json = documents.landing(request);
    if (request.format() == Format.JSON) {
      return request.json(MediaType.JSON, json);
    }
    return request.html(
        Html.page(request, json.getString("title"), List.of())
            .paragraph(json.getString("description"))
            .links(
                List.of(
                    new Link(
                        request.at("/collections?f=html"),
                        "data",
                        MediaType.HTML,
                        request.language().say("图层", "Layers")),
                    new Link(
                        request.at("/api?f=html"),
                        "service-doc",
                        MediaType.HTML,
                        request.language().say("接口说明", "The API's documentation")),
                    new Link(
                        request.at("/conformance?f=html"),
                        "conformance",
                        MediaType.HTML,
                        request.language().say("符合的标准", "Conformance")))));
  }

  private Object conformance(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    return request.document(
        MediaType.JSON, documents.conformance(), request.language().say("符合的标准", "Conformance"));
  }

  private Object definition(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    List<Layer> layers =
        request
            .call()
            .signedIn()
            .map(actor -> collections.list(actor).stream().map(Opened::layer).toList())
            .orElse(List.of());
    JsonObject json = new ApiDefinition(request).document(layers, version);
    if (request.format() == Format.JSON) {
      return request.json(MediaType.OPENAPI, json);
    }
    Html page =
        Html.page(
            request,
            request.language().say("接口说明", "The API's documentation"),
            request.trail().subList(0, 1));
    page.beginTable(
        "GET",
        List.of(request.language().say("地址", "Address"), request.language().say("内容", "Content")));
    json.getJsonObject("paths")
        .forEach(
            path ->
                page.row(
                    path.getKey().contains("{") ? null : request.at(path.getKey()),
                    List.of(
                        path.getKey(),
                        ((JsonObject) path.getValue()).getJsonObject("get").getString("summary"))));
    return request.html(page.endTable());
  }

  private Object list(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    List<Opened> opened = collections.list(request.call().actor());
    if (request.format() == Format.JSON) {
      return request.json(MediaType.JSON, documents.collections(request, opened));
    }
    Language language = request.language();
    Html page =
        Html.page(request, language.say("图层", "Layers"), request.trail().subList(0, 1))
            .beginTable(
                language.say("图层", "Layers"),
                List.of(language.say("名称", "Title"), language.say("标识", "Identity")));
    opened.forEach(
        o ->
            page.row(
                request.collection(o.layer().id()),
                List.of(language.say(o.layer().title()), o.layer().id())));
    return request.html(page.endTable());
  }

  private Opened open(OgcRequest request) {
    return collections.open(request.call().actor(), request.call().path("collection"));
  }

  private Object collection(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Opened opened = open(request);
    JsonObject json = documents.collection(request, opened);
    if (request.format() == Format.JSON) {
      return request.json(MediaType.JSON, json);
    }
    String self = request.collection(opened.layer().id());
    Language language = request.language();
    JsonObject facts = json.copy();
    facts.remove("links");
    return request.html(
        Html.page(request, json.getString("title"), request.trail())
            .links(
                List.of(
                    new Link(
                        self + "/items?f=html",
                        "items",
                        MediaType.HTML,
                        language.say("要素", "Features")),
                    new Link(
                        self + "/queryables?f=html",
                        Link.QUERYABLES,
                        MediaType.HTML,
                        language.say("可查询字段", "Queryables")),
                    new Link(
                        self + "/schema?f=html",
                        "describedby",
                        MediaType.HTML,
                        language.say("字段结构", "Schema"))))
            .document(facts));
  }

  private Object queryables(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Layer layer = open(request).layer();
    return request.document(
        MediaType.SCHEMA,
        Fields.queryables(
            layer, request.collection(layer.id()) + "/queryables", request.language()),
        request.language().say("可查询字段", "Queryables"));
  }

  private Object schema(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Layer layer = open(request).layer();
    return request.document(
        MediaType.SCHEMA,
        Fields.feature(layer, request.collection(layer.id()) + "/schema", request.language()),
        request.language().say("字段结构", "Schema"));
  }

  private void sendStyle(RoutingContext context) {
    context
        .response()
        .putHeader("Content-Type", "text/css; charset=utf-8")
        .putHeader("Cache-Control", "max-age=3600")
        .end(style);
  }

  private static Buffer style() {
    try (InputStream in =
        Objects.requireNonNull(OgcRoutes.class.getResourceAsStream("style.css"), "style.css")) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read style.css", e);
    }
  }
}
