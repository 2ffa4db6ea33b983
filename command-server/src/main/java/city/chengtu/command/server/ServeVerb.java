package city.chengtu.command.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "serve", mixinStandardHelpOptions = true, description = "启动服务 Starts the server.")
final class ServeVerb implements Callable<Integer> {
  private static volatile boolean serving;

  static boolean serving() {
    return serving;
  }

  @Override
  public Integer call() {
    serving = true;
    return 0;
  }
}
