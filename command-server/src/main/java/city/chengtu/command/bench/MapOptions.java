package city.chengtu.command.bench;

import java.util.List;
import picocli.CommandLine.Option;

/** What the benchmarks of features and tiles are asked with. */
final class MapOptions {
  @Option(
      names = "--features",
      paramLabel = "N",
      defaultValue = "130000",
      description =
          "要素数：点十份、线二份、面一份 in all: ten parts points, two lines, one areas (default:"
              + " ${DEFAULT-VALUE})")
  int features;

  @Option(
      names = "--clients",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,8,32",
      description =
          "how many ask at once (default: ${DEFAULT-VALUE}; with --server only the first)")
  List<Integer> clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "3",
      description = "of each measurement (default: ${DEFAULT-VALUE})")
  double seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1",
      description = "seconds before each (default: ${DEFAULT-VALUE})")
  double warmUp;

  @Option(names = "--seed", defaultValue = "1", description = "seed (default: ${DEFAULT-VALUE})")
  long seed;

  MapLayers layers() {
    return new MapLayers(Math.max(10, (int) (features * 10L / 13)), seed);
  }
}
