package city.chengtu.command.server;

import city.chengtu.command.bench.CityBench;
import city.chengtu.command.bench.CommandBench;
import city.chengtu.command.bench.FeaturesBench;
import city.chengtu.command.bench.ImportBench;
import city.chengtu.command.bench.LiveBench;
import city.chengtu.command.bench.LiveSwarm;
import city.chengtu.command.bench.PositionBench;
import city.chengtu.command.bench.TilesBench;
import city.chengtu.gis.place.PlacesBench;
import city.chengtu.gis.routing.DispatchBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Benchmarks. They print what they measured and fail when an answer is wrong; no time is ever
 * asserted.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "基准测试 Benchmarks; figures are kept in docs/performance.md.",
    subcommands = {
      BenchVerb.Dispatch.class,
      BenchVerb.Places.class,
      LiveBench.class,
      LiveSwarm.class,
      CommandBench.class,
      CityBench.class,
      PositionBench.class,
      ImportBench.class,
      FeaturesBench.class,
      TilesBench.class
    },
    synopsisSubcommandLabel = "WHAT")
final class BenchVerb {

  /** Travel times of many units to one incident. */
  @Command(
      name = "dispatch",
      mixinStandardHelpOptions = true,
      description = {
        "推荐计算 Road times of all units to an incident, with closures: p50 and p99 over a generated"
            + " graph of 200,000 edges and over an extract,",
        "and in the same run the answers compared with plain Dijkstra on random cases (exit code 1"
            + " when any differs)."
      })
  static final class Dispatch implements Callable<Integer> {
    @Option(
        names = "--osm",
        paramLabel = "FILE",
        description = "an OpenStreetMap extract to measure besides")
    private Path osm;

    @Option(
        names = "--units",
        paramLabel = "N",
        defaultValue = "500",
        description = "units that ask (default: ${DEFAULT-VALUE})")
    private int units;

    @Option(
        names = "--cases",
        paramLabel = "N",
        defaultValue = "1000",
        description = "random cases compared (default: ${DEFAULT-VALUE})")
    private int cases;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Override
    @SuppressWarnings("SystemOut") // a benchmark prints
    public Integer call() throws IOException {
      return DispatchBench.run(osm, units, cases, seed, System.out);
    }
  }

  /** Search for places over a generated city. */
  @Command(
      name = "places",
      mixinStandardHelpOptions = true,
      description = {
        "地名检索 Search for names, addresses, crossings, codes and coordinates over a generated city,"
            + " in characters, pinyin, initials and with errors: p50 to max of each sort, memory,",
        "the time a start takes; and in the same run whether what was asked for is found (exit code"
            + " 1 when anything is not)."
      })
  static final class Places implements Callable<Integer> {
    @Option(
        names = "--entries",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "entries of the city (default: ${DEFAULT-VALUE})")
    private int entries;

    @Option(
        names = "--queries",
        paramLabel = "N",
        defaultValue = "3000",
        description = "queries measured (default: ${DEFAULT-VALUE})")
    private int queries;

    @Option(
        names = "--clients",
        paramLabel = "N",
        defaultValue = "1",
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
    public Integer call() throws IOException {
      return PlacesBench.run(entries, queries, clients, seed, System.out);
    }
  }
}
