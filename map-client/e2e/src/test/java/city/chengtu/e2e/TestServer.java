package city.chengtu.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The packaged server with the sample city, one for each store, started once for all tests as a
 * process of its own. The system properties {@code chengtu.e2e.url} (embedded store) and {@code
 * chengtu.e2e.url.postgis} name running servers to be used instead.
 */
final class TestServer {
  /** Where the server keeps its data. */
  enum Store {
    EMBEDDED,
    POSTGIS
  }

  private static final String READY = "ready ";
  private static final int START_SECONDS = 180;
  private static String address;
  private static Cluster cluster;

  /** Nodes on one PostGIS with Hazelcast between them; the second is started when it is wanted. */
  private record Cluster(Path data, String members, int secondPort, List<String> nodes) {}

  private TestServer() {}

  /** Address of the page, ending with a slash. */
  static synchronized String address() {
    if (address == null) {
      String given = System.getProperty("chengtu.e2e.url");
      address = given != null ? given : start();
    }
    return address;
  }

  /** Address of the server on this store. Tests on PostGIS are skipped where there is none. */
  static synchronized String address(Store store) {
    if (store == Store.EMBEDDED) {
      return address();
    }
    Assumptions.assumeFalse(
        "none".equals(System.getenv("TEST_DB")), "NOT RUN: PostGIS is needed, and TEST_DB=none");
    String given = System.getProperty("chengtu.e2e.url.postgis");
    return given != null ? given : nodes(1).get(0);
  }

  /**
   * Addresses of two nodes on one PostGIS, Hazelcast between them: the second adopts the private
   * database of the first.
   */
  static synchronized List<String> twoNodes() {
    return nodes(2);
  }

  private static List<String> nodes(int wanted) {
    try {
      if (cluster == null) {
        cluster = firstNode();
      }
      if (cluster.nodes().size() < wanted) {
        List<String> options = clustered("two", cluster.secondPort(), cluster.members());
        cluster.nodes().add(start(cluster.data(), options));
      }
      return cluster.nodes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a node", e);
    }
  }

  private static Cluster firstNode() throws IOException {
    Path data = Files.createTempDirectory("chengtu-e2e-nodes");
    int one = freePort();
    int two = freePort();
    String members = "cluster.members=127.0.0.1:" + one + ",127.0.0.1:" + two;
    List<String> nodes = new ArrayList<>(List.of(start(data, clustered("one", one, members))));
    return new Cluster(data, members, two, nodes);
  }

  private static List<String> clustered(String node, int port, String members) {
    return List.of(
        "--db",
        "private",
        "--set",
        "node=" + node,
        "--set",
        "cluster.port=" + port,
        "--set",
        "outbound.plain-loopback=true",
        "--set",
        members);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String start() {
    try {
      return start(
          Files.createTempDirectory("chengtu-e2e"),
          List.of("--simulate", "--set", "outbound.plain-loopback=true"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the server", e);
    }
  }

  private static String start(Path data, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                java(),
                "-Xmx700m",
                "-Djava.awt.headless=true",
                "-jar",
                packagedServer().toString(),
                "serve",
                "--sample",
                "--port",
                "0",
                "--data",
                data.toString()));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("server.log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
    return awaitReady(process, data);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path packagedServer() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path jar = at.resolve("command-server/target/chengtu/chengtu.jar");
      if (Files.exists(jar)) {
        return jar;
      }
    }
    throw new IllegalStateException(
        "no packaged server: run mvn -Pe2e verify from the root, so that command-server is packaged"
            + " first");
  }

  private static String awaitReady(Process process, Path data) {
    CompletableFuture<String> ready = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, ready), "server-output");
    reader.setDaemon(true);
    reader.start();
    try {
      return ready.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not become ready: " + log(data), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the server was starting", e);
    }
  }

  private static void read(Process process, CompletableFuture<String> ready) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          // "ready http://…/ (2.1 s)"
          ready.complete(line.substring(READY.length()).trim().split(" ", -1)[0]);
        }
      }
      ready.completeExceptionally(new IllegalStateException("the server ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  private static String log(Path data) {
    try {
      String text = Files.readString(data.resolve("server.log"), StandardCharsets.UTF_8);
      return text.substring(Math.max(0, text.length() - 4000));
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  private static void stop(Process process, Path data) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopPrivateDatabase(data);
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + data + " (" + e.getMessage() + ")");
    }
  }

  /** A private database outlives its servers on purpose; a test's must not. */
  private static void stopPrivateDatabase(Path data) {
    try (Stream<Path> files = Files.walk(data)) {
      Optional<Path> pid = files.filter(f -> f.endsWith("postmaster.pid")).findFirst();
      if (pid.isPresent()) {
        long number = Long.parseLong(Files.readAllLines(pid.get()).get(0).trim());
        Optional<ProcessHandle> postmaster = ProcessHandle.of(number);
        postmaster.ifPresent(ProcessHandle::destroy);
        for (int i = 0; i < 100 && postmaster.isPresent() && postmaster.get().isAlive(); i++) {
          Thread.sleep(100);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the private database may still run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
