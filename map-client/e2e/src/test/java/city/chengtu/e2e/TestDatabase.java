package city.chengtu.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A database as a process of its own, which can be killed and started again: H2 as a server. */
final class TestDatabase implements AutoCloseable {
  private final Path libraries;
  private final Path data;
  private final int port;
  private Process process;

  private TestDatabase(Path libraries, Path data, int port) {
    this.libraries = libraries;
    this.data = data;
    this.port = port;
  }

  /**
   * @param libraries the packaged server's
   */
  static TestDatabase start(Path libraries) {
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      free.close();
      TestDatabase database =
          new TestDatabase(libraries, Files.createTempDirectory("chengtu-e2e-db"), port);
      database.start();
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the database", e);
    }
  }

  String url() {
    return "jdbc:h2:tcp://127.0.0.1:" + port + "/./city";
  }

  void start() throws IOException {
    process =
        new ProcessBuilder(
                TestServer.java(),
                "-Xmx200m",
                "-cp",
                libraries.resolve("*").toString(), // H2 needs JTS for geometry
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                Integer.toString(port),
                "-ifNotExists",
                "-baseDir",
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile())
            .start();
    Process started = process;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    for (int i = 0; i < 300; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new IllegalStateException("the database does not answer on port " + port);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the database was starting", e);
    }
  }

  /** As when its machine loses power. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("cleaning " + data, e);
    }
  }
}
