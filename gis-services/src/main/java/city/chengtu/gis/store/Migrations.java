package city.chengtu.gis.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The scripts that make and change the tables, and which of them a store has seen. Each module has
 * numbers of its own, so a later one may be lower than one that ran already.
 */
public final class Migrations {
  private static final List<String> OWN = List.of("db/gis/common", "db/gis/{store}");
  private static final String STORE = "{store}";

  private final DataSource source;
  private final Dialect dialect;
  private final List<String> locations;

  /**
   * @param others class path folders of other modules' scripts; "{store}" in a name stands for "h2"
   *     or "postgresql"
   */
  Migrations(DataSource source, Dialect dialect, List<String> others) {
    this.source = source;
    this.dialect = dialect;
    this.locations = Stream.concat(OWN.stream(), others.stream()).toList();
  }

  /** True when no script ever ran here. */
  public boolean none() {
    return flyway().info().applied().length == 0;
  }

  /** Scripts that ran here and that this program does not have: a newer one wrote the store. */
  public List<String> unknown() {
    return Stream.of(flyway().info().applied())
        .filter(m -> m.getVersion() != null && !m.getState().isResolved())
        .map(m -> "V" + m.getVersion() + " " + m.getDescription())
        .toList();
  }

  /** Versions of the scripts still to run. */
  public List<String> pending() {
    return Stream.of(flyway().info().pending()).map(m -> m.getVersion().toString()).toList();
  }

  /**
   * Versions of the scripts that ran here and are the same on both stores: they say what the tables
   * hold.
   */
  public List<String> shared() {
    return Stream.of(flyway().info().applied())
        .filter(m -> m.getVersion() != null && isShared(m))
        .map(m -> m.getVersion().toString())
        .toList();
  }

  /** True when this program has a script of that version for both stores. */
  public boolean knows(String version) {
    return Stream.of(flyway().info().all())
        .anyMatch(
            m ->
                m.getVersion() != null && version.equals(m.getVersion().toString()) && isShared(m));
  }

  private boolean isShared(MigrationInfo migration) {
    return locations.stream()
        .filter(l -> !l.contains(STORE))
        .anyMatch(l -> loader().getResource(l + "/" + migration.getScript()) != null);
  }

  /**
   * Brings the tables up to date.
   *
   * @throws IllegalStateException when a newer program has changed them already
   */
  public void migrate() {
    List<String> unknown = unknown();
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "a newer version of Chengtu wrote this store: it has seen "
              + String.join(", ", unknown)
              + ", which this version does not know. Start the newer version, or restore a back-up"
              + " made before the upgrade");
    }
    flyway().migrate();
  }

  /**
   * Makes the tables of a new store as an older program made them.
   *
   * @param versions of {@link #shared} scripts; the store's own ones up to the highest of these run
   *     too
   */
  public void migrateOnly(Collection<String> versions) {
    MigrationVersion last =
        versions.stream()
            .map(MigrationVersion::fromVersion)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    try {
      Path folder = Files.createTempDirectory("chengtu-migrations");
      try {
        for (MigrationInfo m : flyway().info().all()) {
          if (isShared(m)
              ? versions.contains(m.getVersion().toString())
              : m.getVersion().compareTo(last) <= 0) {
            copy(m.getScript(), folder);
          }
        }
        configuration("filesystem:" + folder).load().migrate();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lay out the migration scripts", e);
    }
  }

  /** Drops all tables and functions. */
  public void dropAll() {
    configuration(classPath()).cleanDisabled(false).load().clean();
  }

  private void copy(String script, Path folder) throws IOException {
    for (String location : locations) {
      String name = location.replace(STORE, dialect.folder()) + "/" + script;
      try (InputStream in = loader().getResourceAsStream(name)) {
        if (in != null) {
          Files.copy(in, folder.resolve(script));
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static ClassLoader loader() {
    return Migrations.class.getClassLoader();
  }

  private String[] classPath() {
    return new ArrayList<>(locations)
        .stream()
            .map(l -> "classpath:" + l.replace(STORE, dialect.folder()))
            .toArray(String[]::new);
  }

  private Flyway flyway() {
    return configuration(classPath()).load();
  }

  private FluentConfiguration configuration(String... from) {
    return Flyway.configure()
        .dataSource(source)
        .locations(from)
        .failOnMissingLocations(true)
        .outOfOrder(true)
        // Two starters at once wait for each other; CREATE EXTENSION would race otherwise.
        .lockRetryCount(120);
  }
}
