package city.chengtu.command.server;

import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  static SpatialDatabase open(Settings settings, Path data) {
    DatabaseSettings store =
        DatabaseSettings.of(settings.get(Settings.DATABASE), data, settings.get(Settings.WORKERS));
    String user = settings.get(Settings.DATABASE_USER);
    return SpatialDatabase.open(
        user.isEmpty() ? store : store.withLogin(user, settings.get(Settings.DATABASE_PASSWORD)),
        MIGRATIONS);
  }
}
