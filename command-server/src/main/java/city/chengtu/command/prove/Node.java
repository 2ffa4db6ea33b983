package city.chengtu.command.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One server process: started, killed, frozen and asked by the kit, on a port that stays. */
final class Node {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final String name;
  private final Path folder;
  private final int port;
  private final List<String> flags;
  private final List<String> options;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private Child process;

  /**
   * @param flags of its virtual machine
   * @param store what {@code --db} shall say
   */
  Node(
      String name,
      Path folder,
      List<String> flags,
      String store,
      Map<String, String> settings,
      Ending ending) {
    this.name = name;
    this.folder = folder;
    this.port = Ports.free();
    this.flags = new ArrayList<>(flags);
    this.flags.addAll(
        List.of(
            "-Xmx192m",
            "-XX:TieredStopAtLevel=1",
            "-Dchengtu.test=true",
            "-Dchengtu.test.clock=" + clockFile()));
    this.options =
        new ArrayList<>(
            List.of("serve", "--sample", "--scale", "0.05", "--port", "" + port, "--db", store));
    options.addAll(List.of("--data", folder.toString(), "--set", "node=" + name));
    settings.forEach((key, value) -> options.addAll(List.of("--set", key + "=" + value)));
    ending.add(this::kill);
  }

  String name() {
    return name;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Starts it and returns at once. */
  void launch() {
    try {
      Files.createDirectories(folder);
      process = Child.silent(name, ChildJvm.command(flags, options), log());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  Path log() {
    return folder.resolveSibling(name + ".log");
  }

  /**
   * @throws IllegalStateException when it is not ready within a minute
   */
  void awaitReady() {
    if (!Waiting.until(START, () -> ready() || !process.runs()) || !process.runs()) {
      throw new IllegalStateException(name + " did not become ready; its log: " + log());
    }
  }

  /** True when it says itself that it can do its work. */
  boolean ready() {
    return status("/health/ready") == 200;
  }

  int status(String path) {
    HttpRequest request = HttpRequest.newBuilder(uri().resolve(path)).timeout(ANSWER).build();
    try {
      HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
      return answer.statusCode();
    } catch (IOException e) {
      return 0; // nobody there, or frozen
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  boolean runs() {
    return process != null && process.runs();
  }

  void kill() {
    if (runs()) {
      process.kill();
    }
  }

  void freeze() {
    process.freeze();
  }

  void thaw() {
    process.thaw();
  }

  /** SIGTERM; true when it came to rest by itself. */
  boolean stop() {
    return process.stop(Duration.ofSeconds(30));
  }

  /** From now on its clock is that far from the true time. */
  void jumpClock(Duration offset) {
    try {
      Path next = folder.resolve("clock.next");
      Files.writeString(next, Long.toString(offset.toMillis()));
      Files.move(
          next,
          clockFile(),
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot move the clock of " + name, e);
    }
  }

  private Path clockFile() {
    return folder.resolve("clock");
  }
}
