package city.chengtu.gis.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: a bounded pool of connections, and Jdbi that knows geometry ({@link
 * org.locationtech.jts.geom.Geometry}), {@link Json} and {@link java.time.Instant}. H2 and PostGIS
 * take the same SQL.
 */
public final class SpatialDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpatialDatabase.class);
  private static final long LOOKOUT_MILLIS = 2_000;

  /** What a server's connections are called in the database. */
  static final String SERVER = "chengtu";

  private static final long VALIDATION_MILLIS = 1_500;
  private static final String FILE = "chengtu";

  private final JdbcAddress address;
  private final HikariDataSource pool;
  private final Dialect dialect;
  private final Jdbi jdbi;
  private HikariDataSource lookout;
  private volatile BooleanSupplier away = () -> false;

  private SpatialDatabase(JdbcAddress address, HikariDataSource pool, Dialect dialect) {
    this.address = address;
    this.pool = pool;
    this.dialect = dialect;
    ConnectionFactory connections = this::connection;
    this.jdbi = Jdbi.create(connections).installPlugin(new ColumnTypes(dialect));
  }

  /**
   * Opens the store and brings its tables up to date.
   *
   * @param migrationLocations class path folders of other modules' Flyway migrations, versions from
   *     V100 on; "{store}" in a name stands for "h2" or "postgresql"
   * @throws IllegalStateException when the store cannot be opened, saying why
   */
  public static SpatialDatabase open(DatabaseSettings settings, List<String> migrationLocations) {
    return open(settings, migrationLocations, (database, migrations) -> {});
  }

  /** Hears that the tables of an older program are about to be changed. */
  @FunctionalInterface
  public interface BeforeUpgrade {
    void run(SpatialDatabase database, Migrations migrations);
  }

  /**
   * As {@link #open(DatabaseSettings, List)}; {@code before} runs when there is something to lose.
   */
  public static SpatialDatabase open(
      DatabaseSettings settings, List<String> migrationLocations, BeforeUpgrade before) {
    if (settings.patience() != null && address(settings).isPostgresql()) {
      // an upgrade takes its time, on connections of its own
      open(settings.withPatience(null), migrationLocations, before).close();
      return opened(connect(settings, SERVER));
    }
    SpatialDatabase database = connect(settings, SERVER);
    try {
      Migrations migrations = database.migrations(migrationLocations);
      if (!migrations.none() && migrations.unknown().isEmpty() && !migrations.pending().isEmpty()) {
        before.run(database, migrations);
      }
      migrations.migrate();
      return opened(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static SpatialDatabase opened(SpatialDatabase database) {
    LOG.info("Store open: {}", database.address);
    return database;
  }

  /**
   * Opens the store and leaves its tables as they are, if there are any.
   *
   * @throws IllegalStateException when the store cannot be opened, saying why
   */
  public static SpatialDatabase connectForMaintenance(DatabaseSettings settings) {
    return connect(settings, "chengtu-maintenance");
  }

  private static SpatialDatabase connect(DatabaseSettings settings, String as) {
    JdbcAddress address = address(settings);
    // One to spare: a layer made during an import and a back-up each need a connection beside the
    // workers'.
    return new SpatialDatabase(
        address, pool(address, config(address, settings, as)), Dialect.of(address.url()));
  }

  /** The scripts of this store. */
  public Migrations migrations(List<String> locations) {
    return new Migrations(pool, dialect, locations);
  }

  /**
   * Reads many tables as they were at one moment, while others write. Rows come as they are asked
   * for; nothing is written, and the connection is held until the end.
   */
  public <T, X extends Exception> T atOneMoment(HandleCallback<T, X> read) throws X {
    try (Handle handle = jdbi.open()) {
      dialect.beginMoment(handle);
      try {
        return read.withHandle(handle);
      } finally {
        dialect.endMoment(handle);
      }
    }
  }

  public Jdbi jdbi() {
    return jdbi;
  }

  private Connection connection() throws SQLException {
    if (away.getAsBoolean()) {
      throw new DatabaseAway();
    }
    return pool.getConnection();
  }

  /**
   * While this is true {@link #jdbi()} refuses at once with {@link DatabaseAway}: better than that
   * every thread waits for a database that is known not to answer.
   */
  public void refuseWhile(BooleanSupplier known) {
    away = known;
  }

  /**
   * A connection of its own, that no other work keeps waiting and that gives up within seconds when
   * the database does not answer: for whoever watches whether it does. One statement at a time.
   */
  public synchronized Jdbi lookout() {
    if (lookout == null) {
      HikariConfig config = config(address, 1, SERVER);
      config.setPoolName("lookout");
      config.setConnectionTimeout(LOOKOUT_MILLIS);
      config.setValidationTimeout(LOOKOUT_MILLIS);
      if (dialect == Dialect.POSTGRESQL) {
        String seconds = Long.toString(2 * LOOKOUT_MILLIS / 1000);
        config.addDataSourceProperty("socketTimeout", seconds);
        config.addDataSourceProperty("connectTimeout", seconds);
      }
      lookout = pool(address, config);
    }
    return Jdbi.create(lookout).installPlugin(new ColumnTypes(dialect));
  }

  /** Connections in use, idle, and threads that wait for one. */
  public PoolUse poolUse() {
    HikariPoolMXBean use = pool.getHikariPoolMXBean();
    return new PoolUse(
        use.getActiveConnections(), use.getIdleConnections(), use.getThreadsAwaitingConnection());
  }

  /** How the pool stands now. */
  public record PoolUse(int active, int idle, int waiting) {}

  /**
   * A read that asks a spatial index, on a connection of its own: see {@link Dialect#readSpace}.
   */
  public <T, X extends Exception> T readSpace(HandleCallback<T, X> read) throws X {
    return jdbi.withHandle(handle -> dialect.readSpace(handle, read));
  }

  /** The time by the database's clock: the one clock that all who share it have in common. */
  public Instant now() {
    return jdbi.withHandle(h -> h.select("select current_timestamp").mapTo(Instant.class).one());
  }

  public DataSource dataSource() {
    return pool;
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Gives all connections back; an embedded H2 is thereby closed properly. A private cluster runs
   * on for the next start.
   */
  @Override
  public synchronized void close() {
    if (lookout != null) {
      lookout.close();
    }
    pool.close();
  }

  /**
   * Where the embedded store of a data folder is, for those who look at it while nobody uses it.
   *
   * @return a JDBC URL with all options; user {@code chengtu}, no password
   */
  public static String embedded(Path dataFolder) {
    return JdbcAddress.h2File(dataFolder.resolve(FILE), DatabaseSettings.DEFAULT_CACHE).url();
  }

  private static JdbcAddress address(DatabaseSettings settings) {
    return switch (settings.store()) {
      case DatabaseSettings.H2 ->
          JdbcAddress.h2File(folder(settings.dataFolder()).resolve(FILE), settings.cacheMib());
      case DatabaseSettings.PRIVATE ->
          PrivatePostgres.start(folder(settings.dataFolder()).resolve("postgres"), List.of())
              .database("chengtu");
      default -> JdbcAddress.of(settings.store(), settings.user(), settings.password());
    };
  }

  /** The file of an embedded store, there or not; empty for a store that is a server. */
  public static Optional<Path> file(DatabaseSettings settings) {
    return settings.store().equals(DatabaseSettings.H2)
        ? Optional.of(settings.dataFolder().resolve(FILE + ".mv.db"))
        : Optional.empty();
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data folder " + folder, e);
    }
  }

  private static HikariConfig config(JdbcAddress address, DatabaseSettings settings, String as) {
    HikariConfig config = config(address, settings.poolSize() + 1, as);
    if (settings.patience() != null && address.isPostgresql()) {
      config.setValidationTimeout(VALIDATION_MILLIS);
      bePatient(config, settings.patience().toMillis());
    }
    return config;
  }

  /**
   * A node that stands still in the middle of a transaction (frozen, unreachable) must not hold up
   * the others: the database ends its session. And no answer is waited for without an end.
   */
  private static void bePatient(HikariConfig config, long millis) {
    config.addDataSourceProperty(
        "options",
        "-c idle_in_transaction_session_timeout=" + millis + " -c lock_timeout=" + millis);
    config.addDataSourceProperty("socketTimeout", Long.toString(3 * millis / 1000));
    config.addDataSourceProperty("connectTimeout", Long.toString(Math.max(1, millis / 2000)));
    config.addDataSourceProperty("loginTimeout", Long.toString(Math.max(1, millis / 1000)));
    config.addDataSourceProperty("tcpKeepAlive", "true");
  }

  private static HikariConfig config(JdbcAddress address, int size, String as) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("store");
    if (address.isPostgresql()) {
      config.setJdbcUrl(address.url());
      config.setUsername(address.user());
      config.setPassword(address.password());
    } else {
      config.setDataSource(new EmbeddedConnections(address));
    }
    config.setMaximumPoolSize(size);
    // A full pool answers soon: whoever waits longer had better be told that the server is busy.
    config.setConnectionTimeout(5_000);
    if (address.isPostgresql()) {
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.addDataSourceProperty("ApplicationName", as);
    }
    return config;
  }

  private static HikariDataSource pool(JdbcAddress address, HikariConfig config) {
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot open the store at " + address + ": " + rootMessage(e), e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
