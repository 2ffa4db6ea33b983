package city.chengtu.command.replay;

import picocli.CommandLine.Command;

/** Re-enacts records through a server's public interface. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "重演 Re-enacts records through a running server's public interface.",
    subcommands = ReplayCalls.class,
    synopsisSubcommandLabel = "KIND")
public final class ReplayVerb {}
