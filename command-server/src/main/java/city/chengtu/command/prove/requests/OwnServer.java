package city.chengtu.command.prove.requests;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process of the kit's own, on a tiny sample city in a folder of its own. */
final class OwnServer implements AutoCloseable {
  private static final String MAIN = "city.chengtu.command.server.Main";
  private static final int STOP_SECONDS = 60;

  private final Path data;
  private final String store;
  private final int port;
  private Process process;

  OwnServer(Path data, String store) throws IOException {
    this.data = data;
    this.store = store;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Starts it and returns when it answers.
   *
   * @throws IOException when it does not, with the last of its log
   */
  void start() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx320m", "-Djava.awt.headless=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "serve"));
    command.addAll(List.of("--sample", "--scale", "0.05", "--port", Integer.toString(port)));
    command.addAll(List.of("--data", data.toString(), "--db", store));
    // so small that it is full from the beginning: what grows then is no cache
    command.addAll(List.of("--set", "db.cache=2"));
    File log = data.resolve("server.log").toFile();
    process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("ready ")) {
        Thread drain = new Thread(() -> drain(out), "server-output");
        drain.setDaemon(true);
        drain.start();
        return;
      }
      said.append(line).append('\n');
    }
    throw new IOException("the server did not start:\n" + said + "its log: " + log);
  }

  private static void drain(BufferedReader out) {
    try {
      while (out.readLine() != null) {
        // its log is of no use here, but a full pipe would stop it
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not stop in " + STOP_SECONDS + " s");
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
    }
  }
}
