package city.chengtu.command.server;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a node and runs until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "启动服务 Starts a node and runs until it is told to stop (SIGTERM, Ctrl-C).")
final class ServeVerb implements Callable<Integer> {
  private static volatile boolean serving;

  @Mixin private StoreOptions store;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "same as --set http.port=N; 0 takes a free one")
  private Integer port;

  @Option(
      names = "--sample",
      description =
          "示范城市：空库时生成 fill an empty store with the made-up sample city, with demo accounts")
  private boolean sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of the sample city (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--scale",
      paramLabel = "X",
      defaultValue = "1",
      description =
          "size of the sample city, 1 is about 100,000 features (default: ${DEFAULT-VALUE})")
  private double scale;

  @Option(
      names = "--check",
      description =
          "启动、应答、停止：检验配置 start, answer, stop: proves that the settings and the store work")
  private boolean check;

  @Spec private CommandSpec spec;

  static boolean serving() {
    return serving;
  }

  @Override
  public Integer call() {
    if (port != null) {
      store.given.put(Settings.HTTP_PORT.key(), port.toString());
    }
    Settings settings = store.settings();
    long began = System.nanoTime();
    ChengtuServer server =
        ChengtuServer.start(
            settings, store.data, sample ? new SampleChoice(true, seed, scale) : SampleChoice.NONE);
    tell(server, settings, began);
    if (check) {
      server.close();
      return 0;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    serving = true;
    return 0;
  }

  private void tell(ChengtuServer server, Settings settings, long began) {
    PrintWriter out = spec.commandLine().getOut();
    server
        .city()
        .administratorPassword()
        .ifPresent(
            password ->
                out.printf(
                    "%n  管理员 administrator: admin    口令 password: %s%n  只显示这一次 shown this once; change it after signing in%n%n",
                    password));
    String scheme = settings.get(Settings.TLS_CERTIFICATE).isEmpty() ? "http" : "https";
    out.printf(
        "ready %s://%s:%d/ (%.1f s)%n",
        scheme,
        "0.0.0.0".equals(settings.get(Settings.HTTP_HOST))
            ? "localhost"
            : settings.get(Settings.HTTP_HOST),
        server.port(),
        (System.nanoTime() - began) / 1e9);
    out.flush();
  }
}
