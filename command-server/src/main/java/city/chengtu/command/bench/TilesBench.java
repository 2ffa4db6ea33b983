package city.chengtu.command.bench;

import city.chengtu.command.onemap.LayerBench;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures vector tiles: beside plain SQL and MapServer, or those of a running server. */
@Command(
    name = "tiles",
    mixinStandardHelpOptions = true,
    description = {
      "瓦片 Vector tiles not yet cached, beside the same by plain SQL (ST_AsMVT, over JDBC, no HTTP)"
          + " and by MapServer (FastCGI, no web server), on the same PostGIS in one run;",
      "then from the cache. With --server: random tiles of all layers and zooms of a running"
          + " server: cold, warm, and asked again with their tags. Exit code 1 on any wrong answer."
    })
public final class TilesBench implements Callable<Integer> {
  @Mixin private ServerOptions options;

  @Option(names = "--server", paramLabel = "URL", description = "已运行的服务器 a running server")
  private URI server;

  @Option(names = "--as", paramLabel = "ACCOUNT", description = "with --server: who asks")
  private String account;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      defaultValue = "${env:CHENGTU_PASSWORD}",
      description =
          "with --server: its password; asked for when left out here and in CHENGTU_PASSWORD")
  private String password;

  @Option(
      names = "--tiles",
      paramLabel = "N",
      defaultValue = "10",
      description = "with --server: of each layer at each zoom (default: ${DEFAULT-VALUE})")
  private int tiles;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "100000",
      description =
          "点数；线为五分之一，面为十分之一 points; a fifth as many lines, a tenth as many areas (default:"
              + " ${DEFAULT-VALUE})")
  private int points;

  @Option(
      names = "--zooms",
      paramLabel = "N",
      split = ",",
      defaultValue = "12,14,16",
      description = "(default: ${DEFAULT-VALUE})")
  private List<Integer> zooms;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8,32",
      description =
          "how many ask at once (default: ${DEFAULT-VALUE}; with --server only the first)")
  private List<Integer> clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "of each measurement (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "seconds before each (default: ${DEFAULT-VALUE})")
  private double warmUp;

  @Option(names = "--seed", defaultValue = "1", description = "seed (default: ${DEFAULT-VALUE})")
  private long seed;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (server == null) {
      return new MapTiles(
              new MapLayers(points, seed), zooms, clients, warmUp, seconds, seed, System.out)
          .run(options);
    }
    if (account == null || password == null) {
      throw new IllegalArgumentException("--server needs --as and --password");
    }
    return new LayerBench(server, tiles, clients.get(0), seed, System.out).run(account, password);
  }
}
