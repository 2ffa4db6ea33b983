package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import city.chengtu.command.access.SignIn;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.ApiContract;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.backup.BackupRoutes;
import city.chengtu.command.backup.RestoreMark;
import city.chengtu.command.dispatch.PositionSocketRoutes;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.DeliberateBug;
import city.chengtu.command.live.LiveHub;
import city.chengtu.command.live.LiveRoutes;
import city.chengtu.command.metrics.Metrics;
import city.chengtu.command.ogc.OgcLayers;
import city.chengtu.command.ogc.OgcRoutes;
import city.chengtu.command.ogc.PublicAddress;
import city.chengtu.command.onemap.BoundaryAreas;
import city.chengtu.command.onemap.OneMap;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.command.outbound.OutboundClient;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.place.PlaceSearch;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.samples.SampleReference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server, put together. All wiring of the application is here and in {@link Core}; nothing else
 * knows who works with whom.
 */
public final class ChengtuServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChengtuServer.class);
  private static final String DISPATCH_SEEDS = "dispatch.yaml";
  private static final long STOP_SECONDS = 60;

  /** As long as the longest command may take on a busy database, within what systemd allows. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Duration HANDOVER = Duration.ofSeconds(2);
  private static final Duration HANDOVER_EACH = Duration.ofMillis(5);
  private static final int OUTBOUND_THREADS = 2;
  private static final int OUTBOUND_WAITING = 50;

  /** How long a search for places waits for names that are just being read. */
  private static final Duration PLACES_PATIENCE = Duration.ofSeconds(1);

  private static final Duration LAYERS_BEAT = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final Core core;
  private final Workers workers;
  private final Workers lookups;
  private final Workers backups;
  private final Workers callers;
  private final Domain domain;
  private final Knowledge knowledge;
  private final Foreign foreign;
  private final Loads loads;
  private final LiveHub hub;
  private final OpenPort http;
  private final Admission admission;
  private final Duration grace;
  private final City city;

  private ChengtuServer(
      Vertx vertx,
      Core core,
      Workers workers,
      Workers lookups,
      Workers backups,
      Workers callers,
      Domain domain,
      Knowledge knowledge,
      Foreign foreign,
      Loads loads,
      LiveHub hub,
      OpenPort http,
      Admission admission,
      Duration grace,
      City city) {
    this.vertx = vertx;
    this.core = core;
    this.workers = workers;
    this.lookups = lookups;
    this.backups = backups;
    this.callers = callers;
    this.domain = domain;
    this.loads = loads;
    this.knowledge = knowledge;
    this.foreign = foreign;
    this.hub = hub;
    this.http = http;
    this.admission = admission;
    this.grace = grace;
    this.city = city;
  }

  /**
   * Starts a node and returns when it answers.
   *
   * @param sample fill an empty store with the sample city and its demo accounts
   * @throws IllegalArgumentException when a setting forbids the start, naming it
   */
  public static ChengtuServer start(Settings settings, Path data, SampleChoice sample) {
    DeliberateBug.announce();
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    try {
      return new Assembly(vertx, settings, data, sample).start();
    } catch (RuntimeException e) {
      vertx.close();
      throw e;
    }
  }

  public int port() {
    return http.port();
  }

  /** What the operator who started the server must be told. */
  public City city() {
    return city;
  }

  /**
   * Says that it is not ready and serves on for {@code stop.grace}; then takes no more requests,
   * hands the live clients over, finishes what runs, signs the journal, closes the store.
   */
  @Override
  public void close() {
    core.watch.stopping();
    pause(grace);
    Duration spread = HANDOVER_EACH.multipliedBy(hub.connected());
    Future<Void> handed = hub.handOver(spread.compareTo(HANDOVER) < 0 ? spread : HANDOVER);
    int unfinished = admission.drain(DRAIN);
    if (unfinished > 0) {
      LOG.warn("{} requests are still without an answer; stopping all the same", unfinished);
    }
    await(handed, "handing the clients over");
    await(http.close(), "closing the port");
    workers.close();
    lookups.close();
    backups.close();
    callers.close();
    knowledge.close();
    foreign.close();
    loads.close();
    domain.close();
    await(vertx.close(), "closing the event loops");
    core.close();
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T await(Future<T> future, String what) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + what, e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("time ran out while " + what, e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(what + ": " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** One start: the parts in the order in which they need each other. */
  private static final class Assembly {
    private final Vertx vertx;
    private final Settings settings;
    private final Path data;
    private final SampleChoice sample;
    private final CityClock clock = new CityClock(ServerClock.ofThisProcess(), System::nanoTime);
    private final Metrics metrics = new Metrics();
    private Core core;
    private Workers workers;
    private Workers lookups;
    private Workers backups;
    private Workers callers;
    private Foreign foreign;

    Assembly(Vertx vertx, Settings settings, Path data, SampleChoice sample) {
      this.vertx = vertx;
      this.settings = settings;
      this.data = data;
      this.sample = sample;
    }

    ChengtuServer start() {
      core = Core.openForServing(settings, data, clock);
      NodeMetrics.journal(metrics, core);
      NodeMetrics.pool(metrics, core.database);
      try {
        workers =
            new Workers(
                vertx,
                "worker",
                settings.get(Settings.WORKERS),
                settings.get(Settings.QUEUE),
                core.watch::databaseAway);
        lookups =
            new Workers(vertx, "lookup", 2, settings.get(Settings.QUEUE), core.watch::databaseAway);
        backups = new Workers(vertx, "backup", 1, 1);
        callers = new Workers(vertx, "outbound", OUTBOUND_THREADS, OUTBOUND_WAITING);
        return assemble();
      } catch (RuntimeException e) {
        core.close();
        throw e;
      }
    }

    private ChengtuServer assemble() {
      SignInOptions options = new SignInOptions(settings);
      OutboundClient outbound = new OutboundClient(vertx, options.outbound());
      Catalogue catalogue = new Catalogue();
      StoredLayers layers = StoredLayers.open(core.database, catalogue, clock);
      Access access =
          Access.of(
              core.database.jdbi(),
              core.commands,
              new BoundaryAreas(catalogue),
              clock,
              lookups,
              options.rules(),
              options.ways(data, outbound, clock));
      RestoreMark.announce(core.database.jdbi(), core.commands, access::endSessions);
      core.follower.listen(access::onEntries);
      ReferenceData rules = rules();
      City city = City.prepare(core, layers, catalogue, access, sample);
      core.start(settings.get(Settings.CHECKPOINT_EVERY));
      access.reread();
      core.every(LAYERS_BEAT, "looking for layers changed elsewhere", layers::catchUp);
      Api api = new Api(workers, core.commands, access.policy(), core.watch, metrics);
      PlaceSearch places =
          PlaceSearch.open(layers, catalogue, data.resolve("names"), PLACES_PATIENCE);
      Domain domain =
          new Domain(
              core,
              settings,
              api,
              access.policy(),
              rules,
              catalogue,
              layers,
              places,
              new DownloadDoor(
                  vertx,
                  core,
                  api,
                  access.policy(),
                  rules,
                  catalogue,
                  layers,
                  data.resolve("downloads")));
      core.conditions.add("tracks", false, domain.positions::tracksProblem);
      foreign = new Foreign(vertx, core, settings, options.outbound(), data, catalogue);
      if (sample.wanted()) {
        SampleUnits.ensure(core.commands, domain.units, sample);
      }
      LiveHub hub =
          new LiveHub(
              vertx,
              core.journal,
              core.follower,
              workers,
              access.policy(),
              new UnitFeed(domain.positions),
              clock,
              core.conditions::degraded);
      OneMap map = domain.oneMap(catalogue, layers);
      Knowledge knowledge =
          new Knowledge(
              core,
              settings,
              api,
              access,
              map,
              layers,
              catalogue,
              foreign.gateway.shelf(access.policy()),
              domain);
      List<Routes> routes =
          new ArrayList<>(domain.routes(catalogue, map, foreign.gateway.paper(access.policy())));
      routes.addAll(knowledge.routes());
      Loads loads = new Loads(core, settings, data, access.policy(), catalogue, layers);
      routes.add(loads.routes(api));
      routes.add(access.routes(api, core.journal, clock, callers, core.commands));
      routes.add(new BackupRoutes(api, core.backup(settings), backups));
      routes.add(foreign.routes(api, access.policy()));
      routes.add(
          foreign.geoServer(core, settings, api, access.policy(), new StoredExtents(layers)));
      routes.add(
          builder ->
              api.open(
                  builder,
                  "getAbout",
                  call -> city.about(settings, rules, core.journal.position())));
      Admission admission = new Admission(metrics);
      NodeMetrics.work(metrics, workers, lookups, admission);
      NodeMetrics.live(metrics, hub);
      NodeMetrics.positions(metrics, domain.positions);
      foreign.measure(metrics);
      Observed observed = new Observed(settings.get(Settings.METRICS_TOKEN));
      List<Consumer<Router>> beside = new ArrayList<>();
      beside.add(router -> router.route().handler(knowledge.usage)); // before all others
      beside.add(router -> loads.upload(api, access.signIn()).mount(router));
      beside.add(router -> new MetricsRoute(vertx, metrics, observed).mount(router));
      beside.add(router -> new Health(core, workers, observed).mount(router));
      beside.add(
          router ->
              new LiveRoutes(
                      hub,
                      access.signIn()::authenticate,
                      access.signIn()::recheck,
                      SignIn::credentialOf)
                  .mount(router));
      beside.add(
          router ->
              new PositionSocketRoutes(
                      domain.positions, workers, access.policy(), access.signIn()::authenticate)
                  .mount(router));
      beside.add(
          router ->
              new OgcRoutes(
                      api,
                      new PublicAddress(
                          settings.get(Settings.PUBLIC_URL), options.rules().secureCookie()),
                      new OgcLayers(
                          catalogue,
                          access.policy(),
                          new StoredExtents(layers),
                          domain.desk(),
                          domain.tiles),
                      access.basicSignIn(settings.get(Settings.OGC_GUEST)),
                      clock,
                      Version.text())
                  .mount(router));
      beside.add(
          router ->
              foreign.doors(
                  router,
                  api,
                  access,
                  new PublicAddress(
                      settings.get(Settings.PUBLIC_URL), options.rules().secureCookie()),
                  settings.get(Settings.OGC_GUEST)));
      OpenPort http =
          await(
              new HttpFront(vertx, settings, contract(), admission, access.signIn(), routes, beside)
                  .listen(),
              "opening port " + settings.get(Settings.HTTP_PORT));
      return new ChengtuServer(
          vertx,
          core,
          workers,
          lookups,
          backups,
          callers,
          domain,
          knowledge,
          foreign,
          loads,
          hub,
          http,
          admission,
          settings.get(Settings.STOP_GRACE),
          city);
    }

    /**
     * The server's own rules and the seeds for any city; a city's own files replace single items.
     */
    private ReferenceData rules() {
      ReferenceData rules =
          new ReferenceData(
              core.database.jdbi(),
              core.commands,
              clock,
              ZoneId.of(settings.get(Settings.TIME_ZONE)));
      rules.loadOwn();
      try (InputStream seeds = SampleReference.open(DISPATCH_SEEDS)) {
        rules.load(seeds, DISPATCH_SEEDS);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + DISPATCH_SEEDS, e);
      }
      return rules;
    }
  }

  static ApiContract contract() {
    return ApiContract.of(
        List.of(
            "api",
            "server",
            "access",
            "onemap",
            "printing",
            "loads",
            "catalogue",
            "inbox",
            "edits",
            "downloads",
            "questions",
            "cases",
            "incidents",
            "dispatch",
            "backup",
            "foreign",
            "geoserver"));
  }
}
