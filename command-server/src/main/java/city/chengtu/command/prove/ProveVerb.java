package city.chengtu.command.prove;

import city.chengtu.command.prove.witness.WatchVerb;
import city.chengtu.command.prove.witness.WriteVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code chengtu prove}: the public test kit. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = "故障下的证明 Breaks parts of a running city and checks that the promises hold.",
    subcommands = {WatchVerb.class, WriteVerb.class},
    synopsisSubcommandLabel = "WHAT")
public final class ProveVerb implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 2;
  }
}
