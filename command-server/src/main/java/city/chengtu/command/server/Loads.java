package city.chengtu.command.server;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.loads.LoadDesk;
import city.chengtu.command.loads.LoadRoutes;
import city.chengtu.command.loads.LoadSettings;
import city.chengtu.command.loads.LoadUpload;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.StoredLayers;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Duration;

/** Loads over the API, wired. */
final class Loads implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofHours(1);

  private final Core core;
  private final LoadSettings settings;
  private final LoadDesk desk;

  Loads(
      Core core,
      Settings settings,
      Path data,
      AccessPolicy policy,
      Catalogue catalogue,
      StoredLayers layers) {
    this.core = core;
    this.settings =
        new LoadSettings(
            data.resolve("loads"),
            (long) settings.get(Settings.LOADS_FILE) << 20,
            (long) settings.get(Settings.LOADS_SPOOL) << 20,
            settings.get(Settings.LOADS_KEEP),
            settings.get(Settings.LOADS_RUNNING));
    this.desk =
        LoadDesk.open(
            this.settings, core.database, core.commands, policy, catalogue, layers, core.clock);
    core.every(SWEEP, "removing drafts of loads that nobody touches", desk::sweep);
  }

  Routes routes(Api api) {
    return new LoadRoutes(api, desk, settings, new Quarantine(core.database));
  }

  LoadUpload upload(Api api, Handler<RoutingContext> signIn) {
    return new LoadUpload(api, desk, settings, signIn);
  }

  @Override
  public void close() {
    desk.close();
  }
}
