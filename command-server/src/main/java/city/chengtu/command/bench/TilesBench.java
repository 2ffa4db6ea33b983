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
  @Mixin private MapOptions asked;

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
      names = "--zooms",
      paramLabel = "N",
      split = ",",
      defaultValue = "12,14,16",
      description = "(default: ${DEFAULT-VALUE})")
  private List<Integer> zooms;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException, SQLException {
    if (server == null) {
      return new MapTiles(asked.layers(), zooms, asked, System.out).run(options);
    }
    if (account == null || password == null) {
      throw new IllegalArgumentException("--server needs --as and --password");
    }
    return new LayerBench(server, tiles, asked.clients.get(0), asked.seed, System.out)
        .run(account, password);
  }
}
