package city.chengtu.command.bench;

import city.chengtu.gis.store.PrivatePostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on an empty store in a folder of its own; both are gone when it
 * is closed.
 */
final class BenchServer implements AutoCloseable {
  private static final String MAIN = "city.chengtu.command.server.Main";
  private static final Pattern READY = Pattern.compile("ready (https?://\\S+/)");
  private static final Pattern PASSWORD = Pattern.compile("password: (\\S+)");
  private static final long PATIENCE_SECONDS = 120;

  private final ServerOptions options;
  private final Path data;
  private final Process process;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile String password;

  private BenchServer(ServerOptions options, Path data, Process process) {
    this.options = options;
    this.data = data;
    this.process = process;
  }

  static BenchServer start(ServerOptions options) throws IOException, InterruptedException {
    return start(options, Files.createTempDirectory("chengtu-bench-"));
  }

  /**
   * Another server on the store of this one, which was stopped; the folder is the new one's now.
   */
  BenchServer again() throws IOException, InterruptedException {
    return again(options);
  }

  /** As {@link #again()}, with other settings. */
  BenchServer again(ServerOptions others) throws IOException, InterruptedException {
    closed.set(true);
    return start(others, data);
  }

  private static BenchServer start(ServerOptions options, Path data)
      throws IOException, InterruptedException {
    List<String> command = java(options.java);
    command.addAll(
        List.of("serve", "--port", "0", "--data", data.toString(), "--db", options.store));
    options.settings.forEach(s -> command.addAll(List.of("--set", s)));
    Process process =
        new ProcessBuilder(command)
            .redirectError(data.resolve("server.err").toFile())
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    BenchServer server = new BenchServer(options, data, process);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-server"));
    Thread reader = new Thread(server::read, "server-output");
    reader.setDaemon(true);
    reader.start();
    try {
      server.ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return server;
    } catch (ExecutionException | TimeoutException e) {
      server.close();
      throw new IOException("the server did not start: " + e.getMessage(), e);
    }
  }

  /** The command line of this program in another process: the same classes. */
  static List<String> java(String options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(options.split("\\s+")).filter(o -> !o.isEmpty()).forEach(command::add);
    command.addAll(
        List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer log = Files.newBufferedWriter(data.resolve("server.log"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write(line + "\n");
        log.flush();
        Matcher secret = PASSWORD.matcher(line);
        Matcher address = READY.matcher(line);
        if (password == null && secret.find()) {
          password = secret.group(1);
        } else if (address.find()) {
          ready.complete(URI.create(address.group(1)));
        }
      }
      ready.completeExceptionally(new IOException("it ended before it was ready, see its log"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  URI address() {
    return ready.join();
  }

  /** Of the first administrator. */
  String password() {
    return password;
  }

  String store() {
    return options.store;
  }

  Path data() {
    return data;
  }

  /** Processor time used so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /**
   * Makes the server collect its garbage, where the tool for that is at hand, so that what its heap
   * holds then is what it needs.
   */
  void collectGarbage() throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (Files.isExecutable(tool)) {
      new ProcessBuilder(tool.toString(), Long.toString(process.pid()), "GC.run")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  /** Resident memory in MB, where the system tells it. */
  Optional<Long> residentMegabytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(l -> l.startsWith("VmRSS:"))
          .map(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // not Linux, or gone
    }
  }

  /** Stops the server as an operator would; the store stays until {@link #close}. */
  void stop() {
    end(process);
  }

  /** Asks a process to end, and sees that it does. */
  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Also when the benchmark is interrupted: no process and no folder stays behind. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    stop();
    if (!process.isAlive() && process.exitValue() != 0 && process.exitValue() != 143) {
      tail();
    }
    Path cluster = data.resolve("postgres");
    if (Files.isDirectory(cluster)) {
      PrivatePostgres.start(cluster, List.of()).stop();
    }
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + data, e);
    }
  }

  @SuppressWarnings("SystemOut") // a benchmark prints
  private void tail() {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(data.resolve("server.log")));
      lines.addAll(Files.readAllLines(data.resolve("server.err")));
      lines
          .subList(Math.max(0, lines.size() - 30), lines.size())
          .forEach(l -> System.out.println("server: " + l));
    } catch (IOException e) {
      System.out.println("the server's log cannot be read: " + e.getMessage());
    }
  }
}
