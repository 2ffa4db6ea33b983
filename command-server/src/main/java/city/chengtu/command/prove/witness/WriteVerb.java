package city.chengtu.command.prove.witness;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives commands, as a process of its own that the test kit steers. */
@Command(
    name = "write",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "测试用命令写入进程 Gives commands through the public interface and keeps a ledger. Steered on stdin:",
      "retry-storm, contend, pause, resume, report, stop (waits until all fates are known)."
    })
public final class WriteVerb implements Callable<Integer> {
  @Option(names = "--nodes", required = true, split = ",", paramLabel = "URI")
  private List<URI> nodes;

  @Option(names = "--ledger", required = true, paramLabel = "DIR")
  private Path ledger;

  @Option(names = "--callers", defaultValue = "16", paramLabel = "N")
  private int callers;

  @Option(
      names = "--token-file",
      required = true,
      paramLabel = "FILE",
      description = "lines 'account token'")
  private Path tokenFile;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "S")
  private long seed;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "R",
      description = "commands a second of all callers; 0 for no limit")
  private double rate;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Steering steering = new Steering(System.in, spec.commandLine().getOut());
    try (Writers writers =
        new Writers(nodes, ledger, TokenFile.read(tokenFile), callers, seed, rate)) {
      writers.start();
      steering.say(Map.of("ready", true, "callers", callers));
      steering.run(words -> answer(writers, words.get(0)));
    }
    return 0;
  }

  private static Object answer(Writers writers, String command) {
    return switch (command) {
      case "retry-storm" -> writers.retryStorm();
      case "contend" -> writers.contend();
      case "pause" -> {
        writers.pause();
        yield Map.of("paused", true);
      }
      case "resume" -> {
        writers.resume();
        yield Map.of("paused", false);
      }
      case "report" -> writers.report();
      case Steering.STOP -> {
        writers.close();
        yield writers.report();
      }
      default -> throw new IllegalArgumentException("no command '" + command + "'");
    };
  }
}
