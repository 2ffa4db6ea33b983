package city.chengtu.command.prove;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process the kit started, and what may be done to it. */
final class Child {
  private static final int LINES = 1_000;
  private final String name;
  private final Process process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>(LINES);

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts a process whose output goes to a file. */
  static Child silent(String name, List<String> command, Path log) throws IOException {
    // A session of its own: when the shell that started us goes, the kernel hangs up a whole
    // process group that has a stopped member, and we stop nodes on purpose.
    List<String> apart = new ArrayList<>(List.of("setsid"));
    apart.addAll(command);
    return new Child(
        name,
        new ProcessBuilder(apart)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Starts a process that is steered by lines and answers by lines; complaints go to a file. */
  static Child steered(String name, List<String> command, Path log) throws IOException {
    Child child =
        new Child(
            name,
            new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    Thread reader = new Thread(child::read, name + "-answers");
    reader.setDaemon(true);
    reader.start();
    return child;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!answers.offer(line)) {
          answers.clear(); // nobody asked: the newest are what counts
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException("lost the answers of " + name, e);
      }
    }
  }

  /** Says a line and waits for the answer. */
  String ask(String line, Duration patience) {
    answers.clear();
    try {
      Writer to = process.outputWriter(StandardCharsets.UTF_8);
      to.write(line + "\n");
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is gone", e);
    }
    return next("to '" + line + "'", patience);
  }

  /** The line it says by itself when it has begun. */
  String greeting(Duration patience) {
    return next("after its start", patience);
  }

  private String next(String what, Duration patience) {
    try {
      String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new IllegalStateException(name + " says nothing " + what);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  boolean runs() {
    return process.isAlive();
  }

  /** SIGKILL: no goodbye. */
  void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  /** SIGSTOP: it stands still and does not know it. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  /** SIGTERM, and SIGKILL when it takes too long. */
  boolean stop(Duration patience) {
    process.destroy();
    boolean itself = await(patience);
    if (!itself) {
      kill();
    }
    return itself;
  }

  int exitCode(Duration patience) {
    if (!await(patience)) {
      throw new IllegalStateException(name + " does not come to an end");
    }
    return process.exitValue();
  }

  private boolean await(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -" + signal + " of " + name + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
