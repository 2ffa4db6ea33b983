package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads frames of the live feed for many clients at once: the first client that gets a batch of
 * entries parses it whole, the others recognise it by its first number and its length. One for each
 * event loop.
 */
final class FeedFrames {
  private static final byte[] HEAD =
      "[{\"specversion\":\"1.0\",\"id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int REMEMBERED = 4_096;

  /**
   * Entries that came in one frame.
   *
   * @param first number of the first entry
   * @param times when each was written, microseconds since 1970, in order of number
   */
  record Batch(long first, List<Long> times) {
    long last() {
      return first + times.size() - 1;
    }
  }

  private record Look(long first, int length) {}

  private final Map<Look, Batch> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Look, Batch> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * The entries in a frame; null when it holds none (a beat, positions).
   *
   * @param whole parse it all, whatever it looks like
   * @throws IllegalStateException when the entries do not follow each other
   */
  Batch read(ByteBuf frame, boolean whole) {
    long first = firstNumber(frame);
    if (first < 0) {
      return null;
    }
    Look look = new Look(first, frame.readableBytes());
    Batch batch = whole ? null : known.get(look);
    if (batch == null) {
      batch = parse(frame);
      known.put(look, batch);
    }
    return batch;
  }

  /** The first event's id when it is a number, else -1. */
  private static long firstNumber(ByteBuf frame) {
    int start = frame.readerIndex();
    if (frame.readableBytes() < HEAD.length + 2) {
      return -1;
    }
    long number = 0;
    for (int i = start + HEAD.length; i < frame.writerIndex(); i++) {
      int digit = frame.getByte(i) - '0';
      if (digit == '"' - '0') {
        return number;
      }
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return -1;
  }

  private static Batch parse(ByteBuf frame) {
    JsonNode events = tree(frame);
    List<Long> times = new ArrayList<>();
    long first = events.get(0).path("position").asLong();
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i);
      if (event.path("position").asLong() != first + i) {
        throw new IllegalStateException("entry " + (first + i) + " is not where it must be");
      }
      times.add(micros(event.path("time").asText()));
    }
    return new Batch(first, times);
  }

  /** The position a beat tells; -1 when the frame is something else. */
  static long beat(ByteBuf frame) {
    JsonNode event = tree(frame).path(0);
    return "city.chengtu.live.beat".equals(event.path("type").asText())
        ? event.path("data").path("position").asLong(-1)
        : -1;
  }

  private static JsonNode tree(ByteBuf frame) {
    byte[] text = new byte[frame.readableBytes()];
    frame.getBytes(frame.readerIndex(), text);
    try {
      return StateJson.mapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a frame that is not JSON", e);
    }
  }

  static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }
}
