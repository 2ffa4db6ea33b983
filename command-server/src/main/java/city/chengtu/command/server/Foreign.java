package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.BasicSignIn;
import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Workers;
import city.chengtu.command.foreign.ForeignGateway;
import city.chengtu.command.foreign.ForeignReader;
import city.chengtu.command.foreign.ForeignRegistry;
import city.chengtu.command.foreign.ForeignRoutes;
import city.chengtu.command.foreign.GatewaySettings;
import city.chengtu.command.foreign.WmsDoor;
import city.chengtu.command.foreign.WmtsDoor;
import city.chengtu.command.geoserver.GeoServerPublishing;
import city.chengtu.command.geoserver.GeoServerRoutes;
import city.chengtu.command.metrics.Metrics;
import city.chengtu.command.ogc.PublicAddress;
import city.chengtu.command.onemap.Extents;
import city.chengtu.command.outbound.OutboundFetch;
import city.chengtu.command.outbound.OutboundSettings;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.PublishedViews;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The gateway to foreign map servers, wired. */
final class Foreign implements AutoCloseable {
  /** Two threads: who paints or parses for one server must not make the operators' work wait. */
  private static final int THREADS = 2;

  private static final int WAITING = 256;
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration KEEPING = Duration.ofSeconds(1);

  private final OutboundFetch fetch;
  private final Workers work;
  private final Workers publishers;
  private final SecretBox box;
  private final Catalogue catalogue;
  final ForeignGateway gateway;

  Foreign(
      Vertx vertx,
      Core core,
      Settings settings,
      OutboundSettings outbound,
      Path data,
      Catalogue catalogue) {
    this.catalogue = catalogue;
    this.fetch = new OutboundFetch(vertx, outbound);
    this.work = new Workers(vertx, "foreign", THREADS, WAITING);
    this.publishers = new Workers(vertx, "geoserver", 1, 8);
    this.box = SecretBox.in(data.resolve("keys"));
    GatewaySettings bounds = bounds(settings);
    ForeignRegistry registry =
        new ForeignRegistry(core.database.jdbi(), box, fetch, bounds, catalogue, core.clock, work);
    this.gateway = new ForeignGateway(registry, bounds, work);
    ForeignReader reader = new ForeignReader(registry, catalogue, bounds, core.clock, work);
    registry.reload();
    core.follower.listen(registry::onEntries);
    core.conditions.add("foreign", false, registry::problem);
    core.every(BEAT, "asking foreign map servers", reader::beat);
  }

  private static GatewaySettings bounds(Settings settings) {
    return new GatewaySettings(
        settings.get(Settings.FOREIGN_TIME),
        settings.get(Settings.FOREIGN_CONCURRENCY),
        settings.get(Settings.FOREIGN_LARGEST) << 10,
        settings.get(Settings.FOREIGN_FAILURES),
        settings.get(Settings.FOREIGN_PAUSE),
        settings.get(Settings.FOREIGN_FRESH),
        settings.get(Settings.FOREIGN_KEEP),
        (long) settings.get(Settings.FOREIGN_CACHE) << 20,
        settings.get(Settings.FOREIGN_REREAD),
        settings.get(Settings.FOREIGN_FEATURES));
  }

  ForeignRoutes routes(Api api, AccessPolicy policy) {
    return new ForeignRoutes(api, gateway, policy, box, catalogue);
  }

  /** What other people's GIS programs ask. */
  void doors(Router router, Api api, Access access, PublicAddress address, String guest) {
    BasicSignIn signIn = access.basicSignIn(guest);
    new WmsDoor(api, gateway, access.policy(), address, signIn).mount(router);
    new WmtsDoor(api, gateway, access.policy(), address, signIn).mount(router);
  }

  /** Publishing to an external GeoServer, when one is set and can reach our database. */
  GeoServerRoutes geoServer(
      Core core, Settings settings, Api api, AccessPolicy policy, Extents extents) {
    PublishedViews views = new PublishedViews(core.database);
    Optional<GeoServerPublishing> publishing =
        GeoServerOptions.of(settings)
            .filter(set -> views.possible())
            .map(
                set ->
                    new GeoServerPublishing(
                        set,
                        fetch,
                        core.database.jdbi(),
                        views,
                        catalogue,
                        policy,
                        extents,
                        core.clock,
                        publishers));
    publishing
        .map(GeoServerPublishing::keeper)
        .ifPresent(
            keeper -> {
              core.follower.listen(keeper::onEntries);
              core.conditions.add("geoserver", false, keeper::problem);
              core.every(KEEPING, "keeping the GeoServer in step", keeper::beat);
            });
    return new GeoServerRoutes(api, core.database.jdbi(), publishing);
  }

  void measure(Metrics metrics) {
    metrics
        .counters(
            "chengtu_foreign_pictures",
            "Pictures of foreign map servers by how they were got",
            "outcome",
            gateway::counts)
        .gauge(
            "chengtu_foreign_cache_bytes",
            "Memory that pictures of foreign map servers take",
            gateway::keptBytes)
        .gauges(
            "chengtu_foreign_works",
            "1 while the foreign map server works",
            "source",
            gateway::works);
  }

  @Override
  public void close() {
    fetch.close();
    work.close();
    publishers.close();
  }
}
