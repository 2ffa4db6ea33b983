package city.chengtu.command.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A verb that fails says why in one sentence; what is not the user's doing is logged whole. */
final class Failures implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine verb, ParseResult parsed) {
    if (!(e instanceof IllegalArgumentException)) {
      LOG.error("{} failed", verb.getCommandName(), e);
    }
    verb.getErr()
        .println(verb.getColorScheme().errorText(verb.getCommandName() + ": " + e.getMessage()));
    return verb.getCommandSpec().exitCodeOnExecutionException();
  }
}
