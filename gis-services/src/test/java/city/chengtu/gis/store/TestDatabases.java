package city.chengtu.gis.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Finds the PostGIS for this test run. TEST_DB says which: a JDBC URL (of an account that may make
 * databases), "private" (a cluster of our own under target), "docker" (a container) or "none";
 * unset takes the first that works of private, docker, none. Without one, the PostGIS half of the
 * tests is skipped, and says so.
 */
public final class TestDatabases {
  private static final String WANTED = System.getenv().getOrDefault("TEST_DB", "auto");

  private TestDatabases() {}

  /** Started once, on the first call; stopped when the JVM ends. */
  public static Optional<Server> postgis() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final Optional<Server> SERVER = find();
  }

  private static Optional<Server> find() {
    if (WANTED.startsWith("jdbc:")) {
      return Optional.of(serverUntilExit(WANTED, null, null, () -> {}));
    }
    return switch (WANTED) {
      case "private" -> Optional.of(privateCluster());
      case "docker" -> Optional.of(Container.start());
      case "none" -> skipped("TEST_DB=none");
      case "auto" -> firstThatWorks();
      default ->
          throw new IllegalStateException(
              "TEST_DB must be a JDBC URL, private, docker or none, not '" + WANTED + "'");
    };
  }

  private static Optional<Server> firstThatWorks() {
    if (PrivatePostgres.find().isPresent()) {
      return Optional.of(privateCluster());
    }
    if (Container.isPossible()) {
      return Optional.of(Container.start());
    }
    return skipped("neither PostgreSQL with PostGIS nor a container engine on this machine");
  }

  // Printed, not logged: it must show in the build's output whatever the log level.
  @SuppressWarnings("SystemOut")
  private static Optional<Server> skipped(String reason) {
    System.out.println("PostGIS tests SKIPPED: " + reason);
    return Optional.empty();
  }

  private static Server privateCluster() {
    // One for each test process: who ends first stops his own.
    Path folder = Path.of("target", "postgres" + System.getProperty("test.fork", ""));
    // Without fsync: a test database need not outlive a power cut.
    PrivatePostgres cluster =
        PrivatePostgres.start(folder, List.of("fsync=off", "max_connections=200"));
    JdbcAddress address = cluster.address("postgres");
    return serverUntilExit(address.url(), address.user(), address.password(), cluster::stop);
  }

  /** One hook for both steps: a stopped server cannot drop its templates, and hooks run at once. */
  private static Server serverUntilExit(String url, String user, String password, Runnable stop) {
    Server server = new Server(url, user, password);
    Runnable cleanUp =
        () -> {
          server.dropTemplates();
          stop.run();
        };
    Runtime.getRuntime().addShutdownHook(new Thread(cleanUp, "stop-test-postgis"));
    return server;
  }

  /** Apart, so that this class loads where Testcontainers is not on the class path. */
  private static final class Container {
    private static final DockerImageName IMAGE =
        DockerImageName.parse("postgis/postgis:17-3.5").asCompatibleSubstituteFor("postgres");

    static boolean isPossible() {
      return DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // Runs until the JVM ends.
    static Server start() {
      PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
      container.start();
      return serverUntilExit(
          container.getJdbcUrl(),
          container.getUsername(),
          container.getPassword(),
          container::stop);
    }
  }

  /**
   * A PostgreSQL server on which test databases are made from a template, so that migrations run
   * once and not per class.
   */
  public static final class Server {
    private final String url;
    private final String user;
    private final String password;
    private final Map<List<String>, String> templates = new HashMap<>();

    private Server(String url, String user, String password) {
      this.url = url;
      this.user = user;
      this.password = password;
    }

    synchronized void create(String name, List<String> migrations) {
      String template = templates.computeIfAbsent(migrations, this::template);
      execute("create database " + name + " template " + template);
    }

    void drop(String name) {
      execute("drop database if exists " + name + " with (force)");
    }

    DatabaseSettings settings(String database, int poolSize) {
      return DatabaseSettings.of(urlOf(database), Path.of("target"), poolSize)
          .withLogin(user, password);
    }

    private String template(List<String> migrations) {
      String name = "tpl_" + ProcessHandle.current().pid() + "_" + templates.size();
      drop(name);
      execute("create database " + name);
      SpatialDatabase.open(settings(name, 2), migrations).close();
      return name;
    }

    private synchronized void dropTemplates() {
      templates.values().forEach(this::drop);
    }

    private String urlOf(String database) {
      return url.replaceFirst("(jdbc:postgresql://[^/]+/)[^?]*", "$1" + database);
    }

    private void execute(String sql) {
      try (Connection connection =
              user == null
                  ? DriverManager.getConnection(url)
                  : DriverManager.getConnection(url, user, password);
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql + ": " + e.getMessage(), e);
      }
    }
  }
}
