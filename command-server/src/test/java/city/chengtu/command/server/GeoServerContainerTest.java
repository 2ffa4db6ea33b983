package city.chengtu.command.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.chengtu.gis.mapserver.StoreConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A real GeoServer and a PostGIS it reads, in containers; not run where there is no engine. */
@Tag("long")
class GeoServerContainerTest extends PublishingSteps {
  private static final DockerImageName GEOSERVER =
      DockerImageName.parse("kartoza/geoserver:2.27.1");
  private static final DockerImageName POSTGIS =
      DockerImageName.parse("postgis/postgis:17-3.5").asCompatibleSubstituteFor("postgres");
  private static final int PORT = 8080;

  private static Network network;
  private static PostgreSQLContainer postgis;
  private static GenericContainer<?> geoServer;

  @BeforeAll
  @SuppressWarnings({"resource", "SystemOut"}) // Closed below; must show in the build's output.
  static void start() throws Exception {
    boolean engine = DockerClientFactory.instance().isDockerAvailable();
    if (!engine) {
      System.out.println("GeoServer tests SKIPPED: no container engine answers, " + GEOSERVER);
    }
    assumeTrue(engine);
    network = Network.newNetwork();
    postgis = new PostgreSQLContainer(POSTGIS).withNetwork(network).withNetworkAliases("store");
    postgis.start();
    views();
    geoServer =
        new GenericContainer<>(GEOSERVER)
            .withNetwork(network)
            .withEnv("GEOSERVER_ADMIN_USER", "admin")
            .withEnv("GEOSERVER_ADMIN_PASSWORD", PASSWORD)
            .withExposedPorts(PORT)
            .waitingFor(
                Wait.forHttp("/geoserver/rest/about/version.json")
                    .forPort(PORT)
                    .withBasicCredentials("admin", PASSWORD)
                    .withStartupTimeout(Duration.ofMinutes(5)));
    geoServer.start();
  }

  /** As our server makes them. */
  private static void views() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                postgis.getJdbcUrl(), postgis.getUsername(), postgis.getPassword());
        Statement statement = connection.createStatement()) {
      statement.execute("create extension if not exists postgis");
      statement.execute("create schema chengtu_published");
      for (String layer : new String[] {"roads", "pipes"}) {
        statement.execute(
            "create table layer_%1$s (fid bigint primary key, id varchar, geom geometry(Point,4490))"
                .formatted(layer));
        statement.execute(
            "create view chengtu_published.%1$s as select fid, id, geom from layer_%1$s"
                .formatted(layer));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (network != null) {
      geoServer.stop();
      postgis.stop();
      network.close();
    }
  }

  @Override
  String address() {
    return "http://" + geoServer.getHost() + ":" + geoServer.getMappedPort(PORT) + "/geoserver";
  }

  @Override
  StoreConnection connection() {
    return new StoreConnection(
        "store",
        5432,
        postgis.getDatabaseName(),
        "chengtu_published",
        postgis.getUsername(),
        postgis.getPassword());
  }
}
