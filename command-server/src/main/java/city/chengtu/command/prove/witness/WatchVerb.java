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

/** Watches the feed as many clients, as a process of its own that the test kit steers. */
@Command(
    name = "watch",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = {
      "测试用实时客户端进程 Live clients that keep a ledger of all they hear. Steered on stdin:",
      "stall K, unstall K, storm, compare, report, stop."
    })
public final class WatchVerb implements Callable<Integer> {
  @Option(names = "--nodes", required = true, split = ",", paramLabel = "URI")
  private List<URI> nodes;

  @Option(names = "--ledger", required = true, paramLabel = "DIR")
  private Path ledger;

  @Option(names = "--clients", defaultValue = "50", paramLabel = "N")
  private int clients;

  @Option(
      names = "--first",
      defaultValue = "0",
      paramLabel = "K",
      description = "number of the first client, when several processes watch")
  private int first;

  @Option(
      names = "--token-file",
      required = true,
      paramLabel = "FILE",
      description = "lines 'account token'")
  private Path tokenFile;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "S")
  private long seed;

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "JDBC URL of the database, past anything that slows it; without it a node is asked")
  private String database;

  @Option(names = "--db-user", paramLabel = "USER")
  private String user;

  @Option(names = "--db-password", paramLabel = "PASSWORD", defaultValue = "")
  private String password;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Steering steering = new Steering(System.in, spec.commandLine().getOut());
    Probe probe =
        database == null
            ? new HttpProbe(nodes)
            : new DatabaseProbe(new JdbcTarget(database, user, password));
    try (Watchers watchers =
        new Watchers(nodes, ledger, TokenFile.read(tokenFile), clients, first, seed, probe)) {
      watchers.start();
      steering.say(Map.of("ready", true, "clients", clients));
      steering.run(words -> answer(watchers, words));
    }
    return 0;
  }

  private static Object answer(Watchers watchers, List<String> words) {
    return switch (words.get(0)) {
      case "stall" -> watchers.stall(Integer.parseInt(words.get(1)), true);
      case "unstall" -> watchers.stall(Integer.parseInt(words.get(1)), false);
      case "storm" -> watchers.storm();
      case "compare" -> watchers.compare();
      case "report", Steering.STOP -> watchers.report();
      default -> throw new IllegalArgumentException("no command '" + words.get(0) + "'");
    };
  }
}
