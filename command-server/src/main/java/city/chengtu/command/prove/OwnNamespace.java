package city.chengtu.command.prove;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A mount namespace of its own for the whole run, where Linux permits it: small disks can then be
 * mounted also by an ordinary account, nobody else sees them, and they are gone with the last
 * process however the run ends.
 */
final class OwnNamespace {
  private static final String INSIDE = "chengtu.prove.inside";
  private static final long END_SECONDS = 60;

  private OwnNamespace() {}

  /**
   * Runs the same command line once more, inside.
   *
   * @return its exit code; empty when this process is inside already, or no namespace can be had
   */
  static Optional<Integer> again(List<String> arguments) throws IOException, InterruptedException {
    if (Boolean.getBoolean(INSIDE)) {
      return Optional.empty();
    }
    Optional<List<String>> prefix = prefix();
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(prefix.get());
    command.addAll(ChildJvm.command(List.of("-Xmx1g", "-D" + INSIDE + "=true"), arguments));
    Process process = new ProcessBuilder(command).inheritIO().start();
    Thread ending = new Thread(() -> end(process), "prove-outside");
    Runtime.getRuntime().addShutdownHook(ending);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(ending);
    return Optional.of(code);
  }

  private static Optional<List<String>> prefix() throws IOException, InterruptedException {
    for (List<String> way : List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"))) {
      List<String> trial = new ArrayList<>(way);
      trial.add("true");
      if (works(trial)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // not Linux, or no such program: the kit works without, but for the full disk
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
