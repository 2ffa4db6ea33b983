package city.chengtu.command.server;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the data lies: options that every verb with a store has. */
final class StoreOptions {
  static final List<String> MIGRATIONS = List.of("db/command/common");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:CHENGTU_DATA:-data}",
      description = "data folder (default: ${DEFAULT-VALUE})")
  Path data;

  @Option(
      names = "--db",
      paramLabel = "STORE",
      description = "h2 (embedded, default), private (a PostGIS cluster of our own) or a JDBC URL")
  String db;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "any setting; 'chengtu settings' lists them")
  Map<String, String> given = new HashMap<>();

  Settings settings() {
    Map<String, String> all = new HashMap<>(given);
    if (db != null) {
      all.put(Settings.DATABASE.key(), db);
    }
    return Settings.load(data, System.getenv(), all);
  }

  static DatabaseSettings database(Settings settings, Path data) {
    DatabaseSettings store =
        DatabaseSettings.of(settings.get(Settings.DATABASE), data, settings.get(Settings.WORKERS))
            .withCache(settings.get(Settings.DATABASE_CACHE));
    String user = settings.get(Settings.DATABASE_USER);
    return user.isEmpty() ? store : store.withLogin(user, settings.get(Settings.DATABASE_PASSWORD));
  }

  static SpatialDatabase open(Settings settings, Path data) {
    return open(database(settings, data), settings, data);
  }

  /** For a node: nobody waits for ever, neither the node nor those who share the database. */
  static SpatialDatabase openForServing(Settings settings, Path data) {
    DatabaseSettings store =
        database(settings, data).withPatience(settings.get(Settings.DATABASE_PATIENCE));
    return open(store, settings, data);
  }

  private static SpatialDatabase open(DatabaseSettings store, Settings settings, Path data) {
    return SpatialDatabase.open(store, MIGRATIONS, new UpgradeBackup(settings, data));
  }

  /**
   * Opens a store as it is, without an upgrade.
   *
   * @throws IllegalArgumentException when there is none
   */
  static SpatialDatabase openAsItIs(Settings settings, Path data) {
    DatabaseSettings store = database(settings, data);
    Optional<Path> file = SpatialDatabase.file(store);
    if (file.isPresent()) {
      if (!Files.exists(file.get())) {
        throw new IllegalArgumentException("there is no store at " + file.get());
      }
      requireUnused(file.get());
    }
    SpatialDatabase database = SpatialDatabase.connectForMaintenance(store);
    try {
      requireOurs(database.migrations(MIGRATIONS));
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * An embedded store belongs to one process; a running server holds the file's lock.
   *
   * @throws IllegalArgumentException when one does
   */
  static void requireUnused(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw inUse(file, null);
      }
    } catch (OverlappingFileLockException e) { // by this very process
      throw inUse(file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private static IllegalArgumentException inUse(Path file, RuntimeException cause) {
    return new IllegalArgumentException(
        "a server runs on " + file + ": stop it, or ask it (backup --server URL)", cause);
  }

  private static void requireOurs(Migrations migrations) {
    if (migrations.none()) {
      throw new IllegalArgumentException("there is nothing in this store");
    }
    if (!migrations.unknown().isEmpty()) {
      throw new IllegalArgumentException(
          "a newer version of Chengtu wrote this store; use that one");
    }
  }
}
