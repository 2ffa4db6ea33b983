package city.chengtu.gis.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes databases of one kind for a test class, and takes them away again. */
public final class TestStore implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int POOL_SIZE = 8;

  private final TestDatabases.Server server;
  private final Map<List<String>, SpatialDatabase> shared = new LinkedHashMap<>();
  private final List<SpatialDatabase> open = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> lent = new ArrayList<>();

  private TestStore(TestDatabases.Server server) {
    this.server = server;
  }

  static TestStore h2() {
    return new TestStore(null);
  }

  static TestStore postgis(TestDatabases.Server server) {
    return new TestStore(server);
  }

  /** Another store of this kind, for scenes that outlast a test class; its taker closes it. */
  public TestStore lasting() {
    return new TestStore(server);
  }

  public boolean isPostgis() {
    return server != null;
  }

  /**
   * The class's own database, the same one on every call: made on the first, with these migrations
   * beside the store's own.
   */
  public SpatialDatabase database(String... migrationLocations) {
    return shared.computeIfAbsent(List.of(migrationLocations), this::make);
  }

  /** A database nobody else has touched. */
  public SpatialDatabase fresh(String... migrationLocations) {
    return make(List.of(migrationLocations));
  }

  /** A second door to the same database, as another server process would open it. */
  public SpatialDatabase again(SpatialDatabase database, String... migrationLocations) {
    int index = open.indexOf(database);
    return remember(names.get(index), settings(names.get(index)), List.of(migrationLocations));
  }

  /** An empty database for a server of the test's own, which opens and migrates it itself. */
  public DatabaseSettings forServer() {
    String name = "t_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    if (server != null) {
      server.create(name, List.of());
      lent.add(name);
    }
    return settings(name);
  }

  private SpatialDatabase make(List<String> migrations) {
    String name = "t_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    if (server != null) {
      server.create(name, migrations);
    }
    return remember(name, settings(name), migrations);
  }

  private DatabaseSettings settings(String name) {
    return server == null
        ? DatabaseSettings.of("jdbc:h2:mem:" + name, Path.of("target"), POOL_SIZE)
        : server.settings(name, POOL_SIZE);
  }

  private SpatialDatabase remember(
      String name, DatabaseSettings settings, List<String> migrations) {
    SpatialDatabase database = SpatialDatabase.open(settings, migrations);
    open.add(database);
    names.add(name);
    return database;
  }

  @Override
  public void close() {
    open.forEach(SpatialDatabase::close);
    if (server != null) {
      names.stream().distinct().forEach(server::drop);
      lent.forEach(server::drop);
    }
  }

  @Override
  public String toString() {
    return server == null ? "H2" : "PostGIS";
  }
}
