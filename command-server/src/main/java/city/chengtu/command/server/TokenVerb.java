package city.chengtu.command.server;

import city.chengtu.command.replay.TokenRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a token for a machine. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description =
        "生成接口令牌 Makes a token for a machine and prints it once; an administrator signs in for it.")
final class TokenVerb implements Callable<Integer> {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "the server (default: ${DEFAULT-VALUE})")
  private URI server;

  @Option(
      names = "--as",
      paramLabel = "ACCOUNT",
      defaultValue = "admin",
      description = "administrator who signs in (default: ${DEFAULT-VALUE})")
  private String administrator;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      required = true,
      defaultValue = "${env:CHENGTU_PASSWORD}",
      description =
          "its password; asked for when left out here and in the variable CHENGTU_PASSWORD")
  private String password;

  @Option(
      names = "--for",
      paramLabel = "ACCOUNT",
      required = true,
      description = "account in whose name the machine acts")
  private String owner;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      defaultValue = "machine",
      description = "what the token is for (default: ${DEFAULT-VALUE})")
  private String name;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      required = true,
      description =
          "what it may do, as incident.read or see:roads; may be given several times, * stands for anything")
  private List<String> scopes;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long it holds (default: ${DEFAULT-VALUE})")
  private int days;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    String secret =
        new TokenRequest(server)
            .make(administrator, password, owner, name, scopes, Duration.ofDays(days));
    spec.commandLine().getOut().println(secret);
    spec.commandLine().getOut().flush();
    return 0;
  }
}
