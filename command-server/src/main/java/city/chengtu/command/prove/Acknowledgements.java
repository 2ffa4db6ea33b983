package city.chengtu.command.prove;

import city.chengtu.command.prove.witness.LedgerReader;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** When commands were acknowledged, to whichever writer. */
final class Acknowledgements {
  /** Milliseconds since 1970, in order. */
  private final long[] times;

  private Acknowledgements(long[] times) {
    this.times = times;
  }

  /** As the ledgers stand now. */
  static Acknowledgements of(Path ledger) {
    LongStream.Builder times = LongStream.builder();
    new LedgerReader(ledger, "writer-")
        .forEach(
            line -> {
              if (line.path("phase").asText().equals("acknowledged")) {
                times.add(line.path("at").asLong());
              }
            });
    return new Acknowledgements(times.build().sorted().toArray());
  }

  int count() {
    return times.length;
  }

  /** The longest time without any acknowledgement that ended after a moment, in milliseconds. */
  long longestPauseSince(long moment) {
    long longest = 0;
    for (int i = 1; i < times.length; i++) {
      if (times[i] >= moment) {
        longest = Math.max(longest, times[i] - times[i - 1]);
      }
    }
    return longest;
  }
}
