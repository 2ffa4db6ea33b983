package city.chengtu.samples;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.FeatureSink;
import city.chengtu.gis.ingest.NewFeature;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a city, keeps nothing of it, and prints how many features there are and how long it took:
 * {@code SampleCount [scale [seed]]}. Run it with a small heap to see that memory does not grow
 * with the scale.
 */
public final class SampleCount {
  private SampleCount() {}

  public static void main(String[] arguments) {
    double scale = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 1;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : SampleCity.DEFAULT_SEED;
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    long start = System.nanoTime();
    Map<String, Long> counts = new TreeMap<>(SampleCity.generate(seed, scale, new Nowhere()));
    double seconds = (System.nanoTime() - start) / 1e9;
    counts.forEach((layer, count) -> out.printf("%-14s %,12d%n", layer, count));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    out.printf(
        "%-14s %,12d in %.1f s, heap at most %d MB%n",
        "all", all, seconds, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static final class Nowhere implements FeatureSink {
    @Override
    public void define(Layer layer) {}

    @Override
    public void write(NewFeature feature) {}

    @Override
    public void close() {}
  }
}
