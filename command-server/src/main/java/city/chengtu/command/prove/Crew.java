package city.chengtu.command.prove;

import city.chengtu.command.journal.StateJson;
import city.chengtu.command.prove.witness.JdbcTarget;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The two witness processes: live clients and command writers, steered by lines. */
final class Crew {
  static final int CLIENTS = 24;
  private static final int CALLERS = 16;
  private static final int RATE = 25;
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration CATCH_UP = Duration.ofSeconds(45);
  private static final Duration LAST_FATES = Duration.ofSeconds(90);
  private static final Duration GO_ON = Duration.ofSeconds(60);
  private static final List<String> FLAGS = List.of("-Xmx160m", "-XX:TieredStopAtLevel=1");

  private final Path ledger;
  private final Child watchers;
  private final Child writers;

  private Crew(Path ledger, Child watchers, Child writers) {
    this.ledger = ledger;
    this.watchers = watchers;
    this.writers = writers;
  }

  /**
   * What both are told.
   *
   * @param database null when nobody but the node can open it
   */
  record Task(List<URI> nodes, Path ledger, Path tokens, long seed, JdbcTarget database) {}

  static Crew start(Task task, Ending ending) throws IOException {
    List<String> watching = new ArrayList<>(List.of("--clients", "" + CLIENTS));
    JdbcTarget database = task.database();
    if (database != null) {
      watching.addAll(List.of("--db", database.url(), "--db-user", database.user()));
      watching.addAll(List.of("--db-password", database.password()));
    }
    Child watchers = process("watch", task, watching, ending);
    Child writers =
        process("write", task, List.of("--callers", "" + CALLERS, "--rate", "" + RATE), ending);
    watchers.greeting(ANSWER);
    writers.greeting(ANSWER);
    return new Crew(task.ledger(), watchers, writers);
  }

  private static Child process(String verb, Task task, List<String> more, Ending ending)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("prove", verb, "--nodes"));
    arguments.add(task.nodes().stream().map(URI::toString).collect(Collectors.joining(",")));
    arguments.addAll(List.of("--ledger", task.ledger().toString()));
    arguments.addAll(List.of("--token-file", task.tokens().toString(), "--seed", "" + task.seed()));
    arguments.addAll(more);
    Child child =
        Child.steered(
            verb, ChildJvm.command(FLAGS, arguments), task.ledger().resolveSibling(verb + ".log"));
    ending.add(child::kill);
    return child;
  }

  Path ledger() {
    return ledger;
  }

  /** Tells the live clients something. */
  String watch(String line) {
    return watchers.ask(line, ANSWER);
  }

  /** Tells the writers something. */
  String write(String line) {
    return writers.ask(line, ANSWER);
  }

  /** Where the live clients stand: {@code behind}, {@code live}, {@code clients}, … */
  JsonNode watchers() {
    return StateJson.tree(watch("report"));
  }

  /** True when every live client claims to be live again and has reached a position. */
  boolean caughtUp(long position) {
    return Waiting.until(
        CATCH_UP,
        () -> {
          JsonNode now = watchers();
          return now.path("behind").asLong() >= position
              && now.path("live").asInt() == now.path("clients").asInt();
        });
  }

  /** Ends the writers when all fates are known. */
  String stopWriters() {
    return writers.ask("stop", LAST_FATES);
  }

  /** True when the writers get answers again. */
  boolean goOn() {
    int before = Acknowledgements.of(ledger).count();
    return Waiting.until(GO_ON, () -> Acknowledgements.of(ledger).count() >= before + CALLERS);
  }
}
