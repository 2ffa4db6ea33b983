package city.chengtu.command.bench;

import city.chengtu.command.onemap.LayerBench;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the tiles of a running server. */
@Command(
    name = "tiles",
    mixinStandardHelpOptions = true,
    description =
        "瓦片 Random tiles of all layers and zooms of a running server: cold, warm, and asked again with their tags. Exit code 1 on any wrong answer.")
public final class TilesBench implements Callable<Integer> {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "the server (default: ${DEFAULT-VALUE})")
  private URI server;

  @Option(names = "--as", paramLabel = "ACCOUNT", required = true, description = "who asks")
  private String account;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      required = true,
      defaultValue = "${env:CHENGTU_PASSWORD}",
      description = "its password; asked for when left out here and in CHENGTU_PASSWORD")
  private String password;

  @Option(
      names = "--tiles",
      paramLabel = "N",
      defaultValue = "10",
      description = "of each layer at each zoom (default: ${DEFAULT-VALUE})")
  private int tiles;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "4",
      description = "how many ask at once (default: ${DEFAULT-VALUE})")
  private int clients;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException {
    return new LayerBench(server, tiles, clients, seed, System.out).run(account, password);
  }
}
