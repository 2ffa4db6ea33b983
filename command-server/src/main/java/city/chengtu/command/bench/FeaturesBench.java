package city.chengtu.command.bench;

import city.chengtu.gis.store.DatabaseSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Pages of features beside plain SQL and MapServer, on the same tables in one run. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "要素 Pages of features in a box by OGC API – Features, beside the same by plain SQL"
          + " (ST_AsGeoJSON, over JDBC, no HTTP) and by MapServer (WFS as GeoJSON,",
      "FastCGI, no web server), on the same PostGIS in one run. With --stream: the whole layer of"
          + " points as pages and as one download, and what the server's heap holds meanwhile. Exit"
          + " code 1 on any wrong answer."
    })
public final class FeaturesBench implements Callable<Integer> {
  @Mixin private ServerOptions options;
  @Mixin private MapOptions asked;

  @Option(
      names = "--page",
      paramLabel = "N",
      defaultValue = "1000",
      description = "features in a page (default: ${DEFAULT-VALUE})")
  private int page;

  @Option(names = "--layer", split = ",", description = "only these of: points, lines, areas")
  private List<String> only = List.of("points", "lines", "areas");

  @Option(names = "--stream", description = "整层流式读取 the whole layer of points, instead of pages")
  private boolean stream;

  @Override
  @SuppressWarnings("SystemOut") // a benchmark prints
  public Integer call() throws IOException, InterruptedException, SQLException {
    PrintStream out = System.out;
    try (MapScene scene =
        MapScene.start(options.with(DatabaseSettings.PRIVATE), asked.layers(), out)) {
      if (stream) {
        new MapStream(scene, out).run();
        return 0;
      }
      MapPages pages = new MapPages(scene, asked, page, out);
      boolean right = pages.checkAnswers();
      pages.race(only);
      return right ? 0 : 1;
    }
  }
}
