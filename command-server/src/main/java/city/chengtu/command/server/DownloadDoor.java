package city.chengtu.command.server;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.downloads.DownloadLimits;
import city.chengtu.command.downloads.DownloadRoutes;
import city.chengtu.command.downloads.Downloads;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.StoredLayers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Downloads of layers put together: their threads, their folder, their limits. */
final class DownloadDoor implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int QUEUE = 4;

  private final Workers writers;
  private final Routes routes;

  /**
   * @param folder of its own; what a server that was killed left there is taken away
   */
  DownloadDoor(
      Vertx vertx,
      Core core,
      Api api,
      AccessPolicy policy,
      ReferenceData rules,
      Catalogue catalogue,
      StoredLayers layers,
      Path folder) {
    clear(folder);
    this.writers = new Workers(vertx, "download", THREADS, QUEUE);
    this.routes =
        new DownloadRoutes(
            api,
            writers,
            new Downloads(
                catalogue,
                policy,
                new StoredExtents(layers),
                new DownloadLimits(code -> rules.current().findLimit(code)),
                core.clock,
                folder),
            core.database.jdbi(),
            policy);
  }

  private static void clear(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : List.copyOf(files.toList())) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear the folder for downloads", e);
    }
  }

  Routes routes() {
    return routes;
  }

  @Override
  public void close() {
    writers.close();
  }
}
