package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Coordinate;

/**
 * Measures the search for places over a generated city, and checks in the same run that what was
 * asked for is found.
 */
public final class PlacesBench {
  private static final int FIRST = 10;
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
  private static final int SAMPLED = 20_000;

  private final int entries;
  private final int queries;
  private final int threads;
  private final long seed;
  private final PrintStream out;
  private final Map<String, List<Feature>> sampled = new LinkedHashMap<>();
  private final Random random;

  private PlacesBench(int entries, int queries, int threads, long seed, PrintStream out) {
    this.entries = entries;
    this.queries = queries;
    this.threads = threads;
    this.seed = seed;
    this.out = out;
    this.random = new Random(seed + 1);
  }

  /** What is asked, of which sort, and what must be among the first answers. */
  private record Question(String sort, String text, Predicate<Place> expected) {}

  /**
   * @param entries how many entries the city has
   * @param queries how many are asked, after a tenth as many to warm up
   * @param threads how many ask at once
   * @return the process's exit code: 0, or 1 when any answer is wrong
   */
  public static int run(int entries, int queries, int threads, long seed, PrintStream out)
      throws IOException {
    return new PlacesBench(entries, queries, threads, seed, out).run();
  }

  private int run() throws IOException {
    out.printf(
        Locale.ROOT,
        "%d entries, %d queries, %d at once, seed %d, JDK %s, %d processors%n",
        entries,
        queries,
        threads,
        seed,
        Runtime.version(),
        Runtime.getRuntime().availableProcessors());
    final long before = heap();
    long start = System.nanoTime();
    GeneratedPlaces city = new GeneratedPlaces(entries, seed);
    Map<String, LayerNames> names = GeneratedPlaces.index(city, this::sample);
    int count = names.values().stream().mapToInt(LayerNames::count).sum();
    long bytes = names.values().stream().mapToLong(LayerNames::bytes).sum();
    out.printf(
        Locale.ROOT,
        "made and indexed in %.1f s (processor %.1f s): %d entries, %.0f MB in arrays, %.0f bytes an entry; heap grew by %.0f MB (with the roads and a sample for the questions)%n",
        millisSince(start) / 1e3,
        PROCESSOR.getCurrentThreadCpuTime() / 1e9,
        count,
        bytes / 1e6,
        (double) bytes / count,
        (heap() - before) / 1e6);
    file(names);
    PlaceSearch search = new PlaceSearch(() -> names, (layer, ids) -> roads(city, ids), () -> {});
    List<Question> asked = questions(city);
    for (Question question : asked.subList(0, asked.size() / 10)) {
      search.find(question.text(), near(), FIRST);
    }
    return measure(search, asked);
  }

  private void sample(Feature feature) {
    if (random.nextInt(entries) < SAMPLED || feature.layer().equals("roads")) {
      sampled.computeIfAbsent(feature.layer(), layer -> new ArrayList<>()).add(feature);
    }
  }

  private static List<Feature> roads(GeneratedPlaces city, Collection<String> ids) {
    return ids.stream().filter(city.roadById::containsKey).map(city.roadById::get).toList();
  }

  private static Coordinate near() {
    return new Coordinate(
        GeneratedPlaces.WEST + GeneratedPlaces.SIDE / 2,
        GeneratedPlaces.SOUTH + GeneratedPlaces.SIDE / 2);
  }

  /** What a start costs: the tables written and read back. */
  private void file(Map<String, LayerNames> names) throws IOException {
    Path folder = Files.createTempDirectory("names");
    NamesFile file = new NamesFile(folder);
    long start = System.nanoTime();
    names.values().forEach(layer -> file.keep(layer, new UUID(1, 2)));
    double written = millisSince(start);
    start = System.nanoTime();
    int read = 0;
    long size = 0;
    for (LayerNames layer : names.values()) {
      read += file.read(layer.layer(), layer.fields()).orElseThrow().names().count();
    }
    double millis = millisSince(start);
    try (var files = Files.list(folder)) {
      for (Path path : files.toList()) {
        size += Files.size(path);
        Files.delete(path);
      }
    }
    Files.delete(folder);
    out.printf(
        Locale.ROOT,
        "kept for the next start: %.0f MB written in %.0f ms, %d entries read in %.0f ms%n",
        size / 1e6,
        written,
        read,
        millis);
  }

  private List<Question> questions(GeneratedPlaces city) {
    List<Question> asked = new ArrayList<>();
    while (asked.size() < queries) {
      int sort = random.nextInt(20);
      if (sort < 11) {
        asked.add(named(text("poi", "name")));
      } else if (sort < 16) {
        asked.add(house(text("buildings", "address")));
      } else if (sort < 18) {
        asked.add(road(city, one("roads")));
      } else if (sort < 19) {
        asked.add(
            random.nextBoolean() ? code(text("grids", "code")) : code(text("components", "ObjID")));
      } else {
        asked.add(coordinate());
      }
    }
    return asked;
  }

  private Feature one(String layer) {
    List<Feature> some = sampled.get(layer);
    return some.get(random.nextInt(some.size()));
  }

  private String text(String layer, String field) {
    return (String) one(layer).properties().get(field);
  }

  private Question named(String name) {
    Predicate<Place> itself = place -> place.name().equals(name);
    return switch (random.nextInt(9)) {
      case 0 -> new Question("pinyin", spelled(name, 99), itself);
      case 1 -> new Question("initials", spelled(name, 0), place -> true);
      case 2 ->
          new Question("mixed", name.substring(0, 2) + spelled(name.substring(2), 99), itself);
      case 3 ->
          new Question(
              "beginning",
              name.substring(0, 2),
              place -> place.name().contains(name.substring(0, 2)));
      case 4 -> new Question("one character", name.substring(0, 1), place -> true);
      case 5 -> new Question("part", name.substring(1), place -> true);
      case 6 ->
          new Question(
              "typing error",
              name.substring(0, name.length() - 2) + "的" + name.substring(name.length() - 1),
              place -> true);
      case 7 -> new Question("pinyin with an error", wrong(spelled(name, 99)), place -> true);
      default -> new Question("name", name, itself);
    };
  }

  private Question house(String address) {
    Predicate<Place> itself = place -> address.equals(place.address());
    return switch (random.nextInt(4)) {
      case 0 -> new Question("address, more said", "湖南省长沙市" + address + "3栋501室", itself);
      case 1 -> new Question("address in pinyin", spelled(address.replace("号", ""), 99), itself);
      case 2 ->
          new Question(
              "address, half typed", address.substring(0, address.length() - 2), place -> true);
      default -> new Question("address", address, itself);
    };
  }

  private static Question code(String code) {
    return new Question("code", code, place -> place.match().text().equals(code));
  }

  private Question road(GeneratedPlaces city, Feature road) {
    int index = random.nextInt(city.streets.size() / 2);
    String other =
        city.streets.get(
            2 * index + (road.id().charAt(road.id().indexOf('-') - 1) % 2 == 0 ? 1 : 0));
    String name = (String) road.properties().get("name");
    return random.nextBoolean()
        ? new Question("crossing", name + "与" + other, place -> place.kind().equals("intersection"))
        : new Question("road", name, place -> place.name().equals(name));
  }

  private Question coordinate() {
    double lon = GeneratedPlaces.WEST + random.nextDouble() * GeneratedPlaces.SIDE;
    return new Question(
        "coordinate",
        String.format(Locale.ROOT, "北纬28.1度 东经%.5f度", lon),
        place -> Math.abs(place.lon() - lon) < 1e-5);
  }

  /** In letters; beyond so many characters only initials. */
  private static String spelled(String text, int full) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      int[] readings = Pinyin.readings(text.charAt(i));
      String syllable =
          readings.length == 0 ? text.substring(i, i + 1) : Pinyin.syllable(readings[0]);
      letters.append(i < full ? syllable : syllable.substring(0, 1));
    }
    return letters.toString();
  }

  private String wrong(String letters) {
    int at = 1 + random.nextInt(letters.length() - 1);
    return letters.substring(0, at) + "w" + letters.substring(at + 1);
  }

  private int measure(PlaceSearch search, List<Question> asked) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<double[][]>> answers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int first = t;
      answers.add(pool.submit(() -> ask(search, asked, first)));
    }
    double[] all = new double[asked.size()];
    double[] work = new double[asked.size()];
    Map<String, List<Double>> bySort = new LinkedHashMap<>();
    int wrong = 0;
    for (int t = 0; t < threads; t++) {
      double[][] some = get(answers.get(t));
      for (int i = t; i < asked.size(); i += threads) {
        all[i] = Math.abs(some[0][i]);
        work[i] = some[1][i];
        bySort.computeIfAbsent(asked.get(i).sort(), sort -> new ArrayList<>()).add(all[i]);
        if (some[0][i] < 0) {
          wrong++;
          out.printf(
              Locale.ROOT, "  not found: %s (%s)%n", asked.get(i).text(), asked.get(i).sort());
        }
      }
    }
    pool.shutdown();
    bySort.forEach(
        (sort, millis) -> print(sort, millis.stream().mapToDouble(Double::doubleValue).toArray()));
    print("all", all);
    print("all, processor time", work);
    if (wrong == 0) {
      out.println("all answers right");
    } else {
      out.printf(Locale.ROOT, "FAILED: %d of %d answers wrong%n", wrong, asked.size());
    }
    return wrong == 0 ? 0 : 1;
  }

  private static double[][] get(Future<double[][]> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a question failed: " + e.getCause(), e);
    }
  }

  /**
   * Milliseconds of every so manieth question, negative where the answer is wrong, and the
   * processor's.
   */
  private double[][] ask(PlaceSearch search, List<Question> asked, int first) {
    double[] millis = new double[asked.size()];
    double[] work = new double[asked.size()];
    for (int i = first; i < asked.size(); i += threads) {
      Question question = asked.get(i);
      long worked = PROCESSOR.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      List<Place> found = search.find(question.text(), near(), FIRST);
      millis[i] = millisSince(start);
      work[i] = (PROCESSOR.getCurrentThreadCpuTime() - worked) / 1e6;
      if (found.stream().noneMatch(question.expected())) {
        millis[i] = -millis[i];
      }
    }
    return new double[][] {millis, work};
  }

  private void print(String what, double[] millis) {
    Arrays.sort(millis);
    out.printf(
        Locale.ROOT,
        "  %-22s %5d   p50 %6.2f   p90 %6.2f   p99 %6.2f   max %6.2f ms%n",
        what,
        millis.length,
        millis[millis.length / 2],
        millis[millis.length * 9 / 10],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1]);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
