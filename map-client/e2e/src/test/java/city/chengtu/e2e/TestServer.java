package city.chengtu.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The packaged server with the sample city, started once for all tests as a process of its own. The
 * system property {@code chengtu.e2e.url} names a running server to be used instead.
 */
final class TestServer {
  private static final String READY = "ready ";
  private static final int START_SECONDS = 180;
  private static String address;

  private TestServer() {}

  /** Address of the page, ending with a slash. */
  static synchronized String address() {
    if (address == null) {
      String given = System.getProperty("chengtu.e2e.url");
      address = given != null ? given : start();
    }
    return address;
  }

  private static String start() {
    try {
      Path jar = packagedServer();
      Path data = Files.createTempDirectory("chengtu-e2e");
      Process process =
          new ProcessBuilder(
                  List.of(
                      java(),
                      "-Xmx700m",
                      "-Djava.awt.headless=true",
                      "-jar",
                      jar.toString(),
                      "serve",
                      "--sample",
                      "--simulate",
                      "--port",
                      "0",
                      "--data",
                      data.toString()))
              .redirectError(data.resolve("server.log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
      return awaitReady(process, data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the server", e);
    }
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
        "no packaged server: run mvn -Pe2e verify from the root, so that command-server is packaged first");
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
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + data + " (" + e.getMessage() + ")");
    }
  }
}
