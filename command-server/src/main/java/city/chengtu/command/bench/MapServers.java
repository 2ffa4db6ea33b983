package city.chengtu.command.bench;

import city.chengtu.gis.store.PrivatePostgres;
import city.chengtu.gis.tile.TileAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;

/**
 * MapServer on the same tables: a few FastCGI processes with kept database connections, asked
 * without a web server before them. WFS as GeoJSON, and vector tiles.
 */
final class MapServers implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/mapserv");
  private static final Path SPAWN = Path.of("/usr/bin/spawn-fcgi");
  private static final int PROCESSES = 4;

  private final List<Long> processes;
  private final Path mapFile;
  private final String password;
  private final BlockingQueue<FastCgi> connections = new ArrayBlockingQueue<>(PROCESSES);

  private MapServers(List<Long> processes, Path mapFile, String password) {
    this.password = password;
    this.processes = processes;
    this.mapFile = mapFile;
  }

  /** Empty, with a sentence on why, when MapServer is not on this machine. */
  @SuppressWarnings("SystemOut") // a benchmark prints
  static Optional<MapServers> start(Path folder, PrivatePostgres postgres)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(SPAWN)) {
      System.out.println(
          "MapServer is left out: it is not on this machine (Debian: cgi-mapserver, spawn-fcgi)");
      return Optional.empty();
    }
    Path mapFile = folder.resolve("bench.map");
    Files.writeString(mapFile, mapFile(postgres), StandardCharsets.UTF_8);
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path config = folder.resolve("mapserver.conf");
    Files.writeString(config, "CONFIG\n  ENV\n    MS_MAP_PATTERN \".\"\n  END\nEND\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                SPAWN.toString(),
                "-a",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-F",
                Integer.toString(PROCESSES),
                "--",
                PROGRAM.toString())
            .redirectErrorStream(true);
    builder.environment().put("MAPSERVER_CONFIG_FILE", config.toString());
    Process spawn = builder.start();
    String said = new String(spawn.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (spawn.waitFor() != 0) {
      throw new IOException("MapServer did not start: " + said);
    }
    List<Long> ids =
        Stream.of(said.split("\\D+")).filter(n -> !n.isEmpty()).map(Long::valueOf).toList();
    MapServers servers = new MapServers(ids, mapFile, postgres.password());
    Runtime.getRuntime().addShutdownHook(new Thread(servers::kill, "close-mapserver"));
    for (int i = 0; i < PROCESSES; i++) {
      servers.connections.add(new FastCgi(port));
    }
    return Optional.of(servers);
  }

  private static String mapFile(PrivatePostgres postgres) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        MAP
          NAME "bench"
          EXTENT 112 27 114 29
          PROJECTION "init=epsg:4326" END
          OUTPUTFORMAT NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json"
            FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=simple" END
          OUTPUTFORMAT NAME "mvt" DRIVER "MVT" EXTENSION "pbf"
            FORMATOPTION "EXTENT=4096" FORMATOPTION "EDGE_BUFFER=10" END
          WEB METADATA
            "wfs_title" "bench" "wfs_onlineresource" "http://127.0.0.1/" "wfs_srs" "EPSG:4326"
            "wfs_enable_request" "*" "wfs_getfeature_formatlist" "geojson"
          END END
        """);
    for (String layer : MapLayers.IDS) {
      text.append(layer(layer, postgres));
    }
    return text.append("END\n").toString();
  }

  private static String layer(String id, PrivatePostgres postgres) {
    String type =
        id.equals("bench_points") ? "POINT" : id.equals("bench_lines") ? "LINE" : "POLYGON";
    return String.format(
        Locale.ROOT,
        """
          LAYER
            NAME "%1$s"
            TYPE %2$s
            STATUS ON
            CONNECTIONTYPE POSTGIS
            CONNECTION "host=127.0.0.1 port=%3$d dbname=chengtu user=%4$s"
            PROCESSING "CLOSE_CONNECTION=DEFER"
            DATA "geom from (select fid, id, rank, geom, props->>'name' as name, props->>'kind' as kind, (props->>'floors')::int as floors, (props->>'height')::float as height, props->>'built' as built from layer_%1$s where valid_to is null and rank <= %%rank%%) as t using unique fid using srid=4326"
            VALIDATION "rank" "^[0-9]+$" "default_rank" "22" END
            PROJECTION "init=epsg:4326" END
            METADATA "wfs_title" "%1$s" "wfs_include_items" "all" "wfs_featureid" "fid"
              "gml_include_items" "all" "gml_types" "auto" "wfs_use_default_extent_for_getfeature" "false" END
            CLASS STYLE COLOR 0 0 0 END END
          END
        """,
        id,
        type,
        postgres.port(),
        PrivatePostgres.user());
  }

  /** A page of features in a box, as GeoJSON. */
  byte[] features(String layer, Envelope box, int limit) throws IOException, InterruptedException {
    return get(
        String.format(
            Locale.ROOT,
            "service=WFS&version=1.0.0&request=GetFeature&typename=%s&outputformat=geojson"
                + "&maxfeatures=%d&bbox=%.8f,%.8f,%.8f,%.8f",
            layer,
            limit,
            box.getMinX(),
            box.getMinY(),
            box.getMaxX(),
            box.getMaxY()));
  }

  byte[] tile(String layer, TileAddress tile) throws IOException, InterruptedException {
    return get(
        String.format(
            Locale.ROOT,
            "mode=tile&tilemode=gmap&layers=%s&map.imagetype=mvt&tile=%d+%d+%d&rank=%d",
            layer,
            tile.x(),
            tile.y(),
            tile.z(),
            tile.z()));
  }

  private byte[] get(String query) throws IOException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    // The library takes a request's parameters for the environment.
    parameters.put("PGPASSWORD", password);
    parameters.put("REQUEST_METHOD", "GET");
    parameters.put("QUERY_STRING", "map=" + mapFile + "&" + query);
    parameters.put("MS_MAPFILE", mapFile.toString());
    FastCgi connection = connections.take();
    try {
      return connection.get(parameters);
    } finally {
      connections.add(connection);
    }
  }

  /** Processor time of its processes so far. */
  Duration cpu() {
    return MapScene.cpu(processes.stream().flatMap(id -> ProcessHandle.of(id).stream()));
  }

  @Override
  public void close() throws IOException {
    for (FastCgi connection : connections) {
      connection.close();
    }
    kill();
  }

  /** Asked politely, they wait for one more request first. */
  private void kill() {
    processes.forEach(id -> ProcessHandle.of(id).ifPresent(ProcessHandle::destroyForcibly));
  }
}
