package city.chengtu.command.prove.requests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server process holds: live objects after a full collection, threads, open files.
 *
 * @param heap bytes of live objects
 * @param files negative when the system does not tell
 */
record Footprint(long heap, int threads, int files) {
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
  private static final int SAMPLES = 3;

  /** No request waits longer for its password's turn than 4 s. */
  private static final long REST_MILLIS = 6_000;

  /**
   * The median of three measurements by the JDK's {@code jcmd}, once the server has come to rest: a
   * password being hashed holds 19 MiB, and may be waited for after its sender has gone.
   *
   * @return empty when there is no {@code jcmd} beside this Java
   */
  static Optional<Footprint> of(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      return Optional.empty();
    }
    Thread.sleep(REST_MILLIS);
    long[] heaps = new long[SAMPLES];
    int[] threads = new int[SAMPLES];
    int[] files = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      heaps[i] = heap(jcmd, pid);
      threads[i] = entries(pid, "task");
      files[i] = entries(pid, "fd");
    }
    Arrays.sort(heaps);
    Arrays.sort(threads);
    Arrays.sort(files);
    return Optional.of(new Footprint(heaps[1], threads[1], files[1]));
  }

  /** A histogram of live objects is made after a full collection. */
  private static long heap(Path jcmd, long pid) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher total = TOTAL.matcher(text);
    if (!total.find()) {
      throw new IOException("jcmd tells no total: " + text.lines().findFirst().orElse(""));
    }
    return Long.parseLong(total.group(1));
  }

  private static int entries(long pid, String folder) throws IOException {
    Path path = Path.of("/proc", Long.toString(pid), folder);
    if (!Files.isDirectory(path)) {
      return -1;
    }
    try (Stream<Path> all = Files.list(path)) {
      return (int) all.count();
    }
  }

  /** What has grown between the first and the last; a tenth and eight MiB are caches filling. */
  static List<String> growth(List<Footprint> all) {
    List<String> growth = new ArrayList<>();
    if (all.size() < 2) {
      return growth;
    }
    Footprint first = all.get(0);
    Footprint last = all.get(all.size() - 1);
    if (last.heap() > first.heap() + first.heap() / 10 + (8 << 20)) {
      growth.add("live heap grew from " + first.heap() + " to " + last.heap() + " bytes");
    }
    if (last.threads() > first.threads() + 8) {
      growth.add("threads grew from " + first.threads() + " to " + last.threads());
    }
    if (last.files() > first.files() + 40) {
      growth.add("open files grew from " + first.files() + " to " + last.files());
    }
    return growth;
  }

  @Override
  public String toString() {
    return "%.1f MiB live, %d threads, %d files".formatted(heap / 1048576.0, threads, files);
  }
}
