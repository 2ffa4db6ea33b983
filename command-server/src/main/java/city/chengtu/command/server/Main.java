package city.chengtu.command.server;

import city.chengtu.command.prove.ProveVerb;
import city.chengtu.command.replay.ReplayVerb;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: every verb of {@code ./chengtu} that is not a matter of building. */
@Command(
    name = "chengtu",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "城图 Chengtu: one map for running a city and commanding its emergencies.",
    synopsisSubcommandLabel = "VERB",
    subcommands = {
      ServeVerb.class,
      ImportVerb.class,
      ReplayVerb.class,
      TokenVerb.class,
      GeoServerVerb.class,
      BenchVerb.class,
      SimulateVerb.class,
      AuditVerb.class,
      BackupVerb.class,
      RestoreVerb.class,
      DigestVerb.class,
      SettingsVerb.class,
      VulnerabilitiesVerb.class,
      ProveVerb.class,
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    LogForm.problem(System.getProperty("CHENGTU_LOG"), System.getenv("CHENGTU_LOG"))
        .ifPresent(
            problem -> {
              System.err.println(problem);
              System.exit(2);
            });
    int code = commandLine().execute(arguments);
    if (code != 0 || !ServeVerb.serving()) {
      System.exit(code);
    }
  }

  /** The verbs, as {@link #main} runs them. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new Failures());
  }
}
