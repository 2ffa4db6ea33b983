package city.chengtu.command.access;

import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.ApiContract;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.ProblemHandler;
import city.chengtu.command.api.RequestCheck;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.outbound.OutboundClient;
import city.chengtu.command.outbound.OutboundSettings;
import city.chengtu.gis.store.SpatialDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One server node with nothing but access: real HTTP, real store. Nodes on the same store hear
 * nothing of each other's journal entries, as if the relay between them were cut.
 */
final class AccessNode implements AutoCloseable {
  static final String MIGRATIONS = "db/command/common";

  /** All nodes of a test share the key, as the nodes of a city do. */
  static final SecretBox SECRETS = secrets();

  final Access access;

  /** The account that stands for strangers at {@code /ogc}. */
  private final String guest;

  final Journal journal;
  final Commands commands;
  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx, "answers", 4, 100);
  private final Workers lookUps = new Workers(vertx, "look-ups", 4, 100);
  private final Workers callers = new Workers(vertx, "callers", 2, 20);
  private final OutboundClient outbound =
      new OutboundClient(vertx, new OutboundSettings(Set.of(), true, ""));
  private final HttpServer server;

  AccessNode(SpatialDatabase store, Clock clock, AccessRules rules, SignInSettings settings) {
    this(store, clock, rules, settings, http -> SignInWays.local(SECRETS));
  }

  /**
   * @param ways made with the client that asks other servers
   */
  AccessNode(
      SpatialDatabase store,
      Clock clock,
      AccessRules rules,
      SignInSettings settings,
      Function<OutboundClient, SignInWays> ways) {
    this(store, clock, rules, settings, ways, "");
  }

  AccessNode(
      SpatialDatabase store,
      Clock clock,
      AccessRules rules,
      SignInSettings settings,
      Function<OutboundClient, SignInWays> ways,
      String guest) {
    this.guest = guest;
    journal = new Journal(store.jdbi(), clock, Chain.SHA_256);
    Relay relay = new Relay();
    commands = new Commands(store.jdbi(), journal, clock, relay);
    access =
        Access.of(
            store.jdbi(),
            commands,
            Areas.NONE,
            clock,
            lookUps,
            settings,
            ways.apply(outbound),
            rules);
    relay.access = access;
    server = await(start(clock));
  }

  private static SecretBox secrets() {
    try {
      return SecretBox.in(Files.createTempDirectory("chengtu-keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SignInSettings plain() {
    return new SignInSettings(false, Set.of());
  }

  /** The delivered rules, with hashing as cheap as Argon2 allows: most tests are not about it. */
  static AccessRules cheapRules() {
    return withSignIn(RulesSeed.read(), cheap(RulesSeed.read().signIn()));
  }

  static AccessRules withSignIn(AccessRules r, SignInRules signIn) {
    return new AccessRules(r.version(), r.roles(), r.grants(), r.personal(), signIn);
  }

  private static SignInRules cheap(SignInRules s) {
    return new SignInRules(
        s.minLength(),
        s.minKinds(),
        s.history(),
        s.maxAge(),
        s.failures(),
        s.lock(),
        s.idle(),
        s.absolute(),
        s.attemptsPerAccount(),
        s.attemptsPerAddress(),
        s.tokenMaxAge(),
        64,
        1,
        1);
  }

  private static final class Relay implements Consumer<List<JournalEntry>> {
    private volatile Access access;

    @Override
    public void accept(List<JournalEntry> entries) {
      Access listening = access;
      if (listening != null) {
        listening.onEntries(entries);
      }
    }
  }

  private Future<HttpServer> start(Clock clock) {
    Api api = new Api(workers, commands, access.policy());
    return ApiContract.of(List.of("api", "access"))
        .forRequests(vertx)
        .compose(
            contract -> {
              RouterBuilder builder = RequestCheck.routes(vertx, contract);
              access.routes(api, journal, clock, callers, commands).mount(builder);
              Router root = Router.router(vertx);
              root.route("/api/v1/*").handler(BodyHandler.create(false)).handler(access.signIn());
              root.route("/live").handler(context -> live(context.request()));
              root.route("/ogc")
                  .handler(access.basicSignIn(guest))
                  .handler(c -> c.end(Call.findActor(c).map(Actor::account).orElse("nobody")));
              root.route("/api/v1/*").subRouter(builder.createRouter());
              root.route().failureHandler(new ProblemHandler());
              return vertx.createHttpServer().requestHandler(root).listen(0, "127.0.0.1");
            });
  }

  /** As the live feed does: greets whoever may listen, and tells again when asked. */
  private void live(HttpServerRequest request) {
    access
        .signIn()
        .authenticate(request)
        .onFailure(
            refused -> {
              request.resume();
              request.response().setStatusCode(((Refusal) refused).reason().status()).end();
            })
        .onSuccess(
            actor ->
                request
                    .toWebSocket()
                    .onSuccess(
                        socket -> {
                          socket.textMessageHandler(
                              asked ->
                                  access
                                      .signIn()
                                      .recheck(request)
                                      .map(Actor::account)
                                      .otherwise("nobody")
                                      .onSuccess(socket::writeTextMessage));
                          socket.writeTextMessage(actor.account());
                        }));
  }

  int port() {
    return server.actualPort();
  }

  Browser browser() {
    return new Browser("http://127.0.0.1:" + port());
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    await(server.close());
    workers.close();
    lookUps.close();
    callers.close();
    await(vertx.close());
  }
}
