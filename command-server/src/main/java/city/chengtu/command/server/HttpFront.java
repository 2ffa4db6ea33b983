package city.chengtu.command.server;

import city.chengtu.command.api.ApiContract;
import city.chengtu.command.api.ProblemHandler;
import city.chengtu.command.api.RequestCheck;
import city.chengtu.command.api.Routes;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The HTTP side: security headers, the client's files, the API by its contract, and what domain
 * packages mount beside it.
 */
final class HttpFront {
  private static final long JSON_LIMIT = 4L << 20;
  private static final int API_HEADERS = 16 * 1024;
  private static final int ADDRESS = 8 * 1024;
  private static final String CLIENT = "META-INF/resources/client";

  private final Vertx vertx;
  private final Settings settings;
  private final ApiContract contract;
  private final Admission admission;
  private final Handler<RoutingContext> signIn;
  private final List<Routes> api;
  private final List<Consumer<Router>> beside;

  /**
   * @param admission stands before the API and the feeds
   * @param signIn identifies the sender of each API request
   * @param api the domain packages' operations
   * @param beside routes outside the API: live feed, health
   */
  HttpFront(
      Vertx vertx,
      Settings settings,
      ApiContract contract,
      Admission admission,
      Handler<RoutingContext> signIn,
      List<Routes> api,
      List<Consumer<Router>> beside) {
    this.vertx = vertx;
    this.settings = settings;
    this.contract = contract;
    this.admission = admission;
    this.signIn = signIn;
    this.api = api;
    this.beside = beside;
  }

  Future<OpenPort> listen() {
    return contract
        .forRequests(vertx)
        .map(
            checked ->
                new FrontDoor(
                    ContentSecurity.of(
                        CLIENT + "/index.html", tls() || settings.get(Settings.BEHIND_TLS_PROXY)),
                    router(RequestCheck.routes(vertx, checked), checked)))
        .compose(
            door ->
                OpenPort.listen(
                    vertx,
                    () -> server(door),
                    settings.get(Settings.HTTP_PORT),
                    settings.get(Settings.HTTP_HOST)));
  }

  private HttpServer server(FrontDoor door) {
    SpokenVersions versions = new SpokenVersions();
    return vertx
        .createHttpServer(options())
        .connectionHandler(versions::watch)
        .requestHandler(door)
        .invalidRequestHandler(door::invalid);
  }

  private HttpServerOptions options() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setCompressionSupported(true)
            .setCompressionLevel(6)
            // Measured: deflated frames cost five to eight times the CPU of plain ones.
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setMaxWebSocketMessageSize(4 << 20)
            .setMaxHeaderSize(API_HEADERS)
            // A filter with a polygon in it stands in the address.
            .setMaxInitialLineLength(ADDRESS)
            // Nobody speaks HTTP/2 without TLS to a server; it would only be one more way in.
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeout(120);
    if (tls()) {
      options
          .setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(settings.get(Settings.TLS_CERTIFICATE))
                  .setKeyPath(settings.get(Settings.TLS_KEY)));
    }
    return options;
  }

  private boolean tls() {
    return !settings.get(Settings.TLS_CERTIFICATE).isEmpty();
  }

  private Router router(RouterBuilder builder, OpenAPIContract checked) {
    ProblemHandler problems = new ProblemHandler();
    Router router = Router.router(vertx);
    router.route().failureHandler(problems);
    List.of(400, 404, 405, 406, 413, 415, 500)
        .forEach(status -> router.errorHandler(status, problems));
    router.route().handler(HttpFront::endAfterChunks);
    router.route("/api/v1/*").handler(admission);
    router.route("/ogc*").handler(admission);
    router.routeWithRegex("/(wms|wmts)(/.*)?").handler(admission);
    router.routeWithRegex("/(live|live/events|positions)").handler(admission::feed);
    beside.forEach(part -> part.accept(router));
    document(router, "/openapi.json", contract.document());
    document(router, "/asyncapi.json", ApiContract.read("/asyncapi.yaml"));
    api(router, builder, problems);
    router.route("/api/v1/*").handler(c -> otherMethod(c, checked));
    router
        .route("/webjars/*")
        .handler(new StaticFiles("/webjars", "META-INF/resources/webjars", true));
    router.route("/*").handler(new StaticFiles("", CLIENT, false));
    return router;
  }

  /** See {@link FrontDoor}: the answer says it, and here it is done. */
  private static void endAfterChunks(RoutingContext context) {
    if (context.request().headers().contains("Transfer-Encoding")) {
      context.addEndHandler(ended -> context.request().connection().close());
    }
    context.next();
  }

  /** A contract: no secret, for anyone who wants to write a client. */
  private static void document(Router router, String path, JsonObject contract) {
    Buffer text = contract.toBuffer();
    router
        .get(path)
        .handler(c -> c.response().putHeader("Content-Type", "application/json").end(text));
  }

  /** The operations this address has with other methods: that one, not the address, is wrong. */
  private static void otherMethod(RoutingContext context, OpenAPIContract contract) {
    String allowed =
        HttpMethod.values().stream()
            .filter(m -> contract.findOperation(context.request().path(), m) != null)
            .map(HttpMethod::name)
            .collect(Collectors.joining(", "));
    if (allowed.isEmpty()) {
      context.next();
    } else {
      context.response().putHeader("Allow", allowed);
      context.fail(405);
    }
  }

  private void api(Router router, RouterBuilder builder, ProblemHandler problems) {
    long upload = (long) settings.get(Settings.UPLOAD_LIMIT) << 20;
    BodyHandler json = BodyHandler.create(false).setBodyLimit(JSON_LIMIT);
    BodyHandler attachment = BodyHandler.create(false).setBodyLimit(upload);
    router.route("/api/v1/*").failureHandler(problems);
    router.route("/api/v1/attachments").handler(attachment);
    router.route("/api/v1/*").handler(json);
    router.route("/api/v1/*").handler(signIn);
    api.forEach(routes -> routes.mount(builder));
    router.route("/api/v1/*").subRouter(builder.createRouter());
  }
}
