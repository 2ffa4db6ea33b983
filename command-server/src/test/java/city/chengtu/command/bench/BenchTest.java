package city.chengtu.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmarks themselves: that they run, and that they would see a fault. */
@Tag("long")
class BenchTest {

  @Test
  void sharesOfTimesAreByNearestRank() {
    Latencies times = new Latencies();
    for (int i = 1; i <= 100; i++) {
      times.add(i * 1_000L - 50);
    }
    assertThat(times.millis(0.5)).isEqualTo(50);
    assertThat(times.millis(0.99)).isEqualTo(99);
    assertThat(times.millis(1)).isEqualTo(99.95);
    assertThat(times.count()).isEqualTo(100);
  }

  private static String entry(long position) {
    return "{\"specversion\":\"1.0\",\"id\":\"%d\",\"position\":%d,\"time\":\"2026-11-22T08:00:00.000%03dZ\"}"
        .formatted(position, position, position);
  }

  private static ByteBuf frame(String... events) {
    return Unpooled.copiedBuffer("[" + String.join(",", events) + "]", StandardCharsets.UTF_8);
  }

  @Test
  void aFrameOfEntriesIsReadWithItsNumbersAndTimes() {
    FeedFrames frames = new FeedFrames();
    FeedFrames.Batch batch = frames.read(frame(entry(7), entry(8), entry(9)), false);
    assertThat(batch.first()).isEqualTo(7);
    assertThat(batch.last()).isEqualTo(9);
    assertThat(batch.times().get(2) - batch.times().get(0)).isEqualTo(2);
    assertThat(frames.read(frame(entry(7), entry(8), entry(9)), false)).isSameAs(batch);
  }

  @Test
  void aHoleInAFrameIsAFault() {
    FeedFrames frames = new FeedFrames();
    assertThatThrownBy(() -> frames.read(frame(entry(7), entry(9)), true))
        .hasMessageContaining("entry 8");
  }

  @Test
  void aBeatIsNoEntry() {
    ByteBuf beat =
        frame(
            "{\"specversion\":\"1.0\",\"id\":\"3f-1\",\"type\":\"city.chengtu.live.beat\",\"data\":{\"position\":12}}");
    assertThat(new FeedFrames().read(beat, false)).isNull();
    assertThat(FeedFrames.beat(beat)).isEqualTo(12);
  }

  @Test
  void aWholeServerFeedsItsClients() {
    assertThat(
            new CommandLine(new LiveBench())
                .execute("--clients", "20", "--rate", "10", "--seconds", "1", "--warm-up", "1"))
        .isZero();
  }

  @Test
  void aWholeServerTakesAndShowsPositions() {
    assertThat(
            new CommandLine(new PositionBench())
                .execute(
                    "--units",
                    "100",
                    "--clients",
                    "5",
                    "--view",
                    "0.3",
                    "--feeds",
                    "2",
                    "--seconds",
                    "2",
                    "--warm-up",
                    "1"))
        .isZero();
  }
}
