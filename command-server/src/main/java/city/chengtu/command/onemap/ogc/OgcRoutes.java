package city.chengtu.command.onemap.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.onemap.ogc.Collections.Opened;
import city.chengtu.gis.feature.Layer;
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
 * OGC API – Features at {@code /ogc}. The addresses have a document of their own, made from the
 * layers its reader sees ({@link ApiDefinition}); parameters are checked here.
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
    get(router, "/ogc", "ogcLandingPage", this::landing);
    get(router, "/ogc/conformance", "ogcConformance", this::conformance);
    get(router, "/ogc/api", "ogcApi", this::definition);
    get(router, "/ogc/collections", "ogcCollections", this::list);
    get(router, "/ogc/collections/:collection", "ogcCollection", this::collection);
    get(router, "/ogc/collections/:collection/queryables", "ogcQueryables", this::queryables);
    get(router, "/ogc/collections/:collection/schema", "ogcSchema", this::schema);
    write(router, HttpMethod.OPTIONS, ITEMS, "ogcItemsOptions", r -> writes.options(r, false));
    write(router, HttpMethod.POST, ITEMS, "ogcCreateItem", writes::create);
    get(router, ITEMS, "ogcItems", ItemWrites.ITEMS, answers::page);
    write(router, HttpMethod.OPTIONS, ITEM, "ogcItemOptions", r -> writes.options(r, true));
    write(router, HttpMethod.PUT, ITEM, "ogcReplaceItem", writes::replace);
    write(router, HttpMethod.PATCH, ITEM, "ogcUpdateItem", writes::update);
    write(router, HttpMethod.DELETE, ITEM, "ogcDeleteItem", writes::delete);
    get(router, ITEM, "ogcItem", ItemWrites.ITEM, answers::one);
  }

  /** Answers a request that has been read. Blocking. */
  private interface Page {
    Object answer(OgcRequest request) throws IOException;
  }

  private void write(Router router, HttpMethod method, String path, String operation, Page page) {
    router
        .route(method, path)
        .handler(api.answering(operation, call -> page.answer(OgcRequest.of(call, address))));
  }

  private void get(Router router, String path, String operation, Page page) {
    get(router, path, operation, "GET", page);
  }

  private void get(Router router, String path, String operation, String allowed, Page page) {
    router
        .get(path)
        .handler(api.answering(operation, call -> page.answer(OgcRequest.of(call, address))));
    router
        .route(path)
        .handler(
            context -> {
              context.response().putHeader("Allow", allowed);
              context.fail(405);
            });
  }

  private Object landing(OgcRequest request) {
    request.parameters().checkKnown(FORMS);
    JsonObject json = documents.landing(request);
    if (request.format() == Format.JSON) {
      return json(request, MediaType.JSON, json);
    }
    return html(
        request,
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
    return document(
        request,
        MediaType.JSON,
        documents.conformance(),
        request.language().say("符合的标准", "Conformance"));
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
      return json(request, MediaType.OPENAPI, json);
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
    return html(request, page.endTable());
  }

  private Object list(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    List<Opened> opened = collections.list(request.call().actor());
    if (request.format() == Format.JSON) {
      return json(request, MediaType.JSON, documents.collections(request, opened));
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
    return html(request, page.endTable());
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
      return json(request, MediaType.JSON, json);
    }
    String self = request.collection(opened.layer().id());
    Language language = request.language();
    JsonObject facts = json.copy();
    facts.remove("links");
    return html(
        request,
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
    return document(
        request,
        MediaType.SCHEMA,
        Fields.queryables(
            layer, request.collection(layer.id()) + "/queryables", request.language()),
        request.language().say("可查询字段", "Queryables"));
  }

  private Object schema(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Layer layer = open(request).layer();
    return document(
        request,
        MediaType.SCHEMA,
        Fields.feature(layer, request.collection(layer.id()) + "/schema", request.language()),
        request.language().say("字段结构", "Schema"));
  }

  private static Object document(
      OgcRequest request, String jsonType, JsonObject json, String title) {
    return request.format() == Format.JSON
        ? json(request, jsonType, json)
        : html(request, Html.page(request, title, request.trail()).document(json));
  }

  private static Answer json(OgcRequest request, String type, JsonObject json) {
    return new Answer(200, type, json.toBuffer(), request.headers());
  }

  private static Answer html(OgcRequest request, Html page) {
    return new Answer(
        200, MediaType.sent(MediaType.HTML), Buffer.buffer(page.end()), request.headers());
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
