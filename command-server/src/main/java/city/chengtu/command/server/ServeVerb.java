package city.chengtu.command.server;

import city.chengtu.command.access.FirstAccount;
import city.chengtu.samples.SampleCity;
import city.chengtu.samples.drive.UnitSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(ServeVerb.class);
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
      names = "--simulate",
      description =
          "模拟力量沿路行驶（仅示范城市）units drive along the roads, as trackers would report them (sample city"
              + " only)")
  private boolean simulate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + SampleCity.DEFAULT_SEED,
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
  public Integer call() throws InterruptedException {
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
    AtomicReference<UnitSimulator> drivers = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(drivers.get(), server), "stop"));
    serving = true;
    if (sample && simulate) {
      drivers.set(simulate(server, settings));
    }
    return 0;
  }

  /** Units stop driving before the server leaves them, or they would complain. */
  private static void stop(UnitSimulator drivers, ChengtuServer server) {
    if (drivers != null) {
      drivers.close();
    }
    server.close();
  }

  /** Without moving units the city is still usable: a failure is said, not fatal; null then. */
  private static UnitSimulator simulate(ChengtuServer server, Settings settings)
      throws InterruptedException {
    try {
      return SimulatedUnits.start(URI.create(address(server, settings)));
    } catch (IOException e) {
      LOG.error("the unit simulator does not run: {}", e.getMessage());
      return null;
    }
  }

  private static String address(ChengtuServer server, Settings settings) {
    String host = settings.get(Settings.HTTP_HOST);
    return (settings.get(Settings.TLS_CERTIFICATE).isEmpty() ? "http" : "https")
        + "://"
        + ("0.0.0.0".equals(host) ? "localhost" : host)
        + ":"
        + server.port()
        + "/";
  }

  private void tell(ChengtuServer server, Settings settings, long began) {
    PrintWriter out = spec.commandLine().getOut();
    for (FirstAccount made : server.city().firstAccounts()) {
      out.printf("%n  %s: %s    口令 password: %s%n", made.office(), made.account(), made.password());
    }
    if (!server.city().firstAccounts().isEmpty()) {
      out.printf("  只显示这一次 shown this once; change it after signing in%n%n");
    }
    out.printf("ready %s (%.1f s)%n", address(server, settings), (System.nanoTime() - began) / 1e9);
    out.flush();
  }
}
