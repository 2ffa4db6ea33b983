package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.locationtech.jts.geom.Envelope;

/** A screen that shows the units in its own view, and looks twice at what it is told. */
final class UnitWatcher implements FeedSockets.Ear {
  private final UnitCourses courses;
  private final Envelope view;
  private final long[] lastAt;
  private final CountDownLatch opened;
  private Latencies latencies = new Latencies();
  private long heard;
  private long outside;
  private long backwards;
  private volatile boolean gone;

  UnitWatcher(UnitCourses courses, Envelope view, CountDownLatch opened) {
    this.courses = courses;
    this.view = view;
    this.opened = opened;
    this.lastAt = new long[courses.units()];
  }

  @Override
  public void opened(Channel channel) {
    FeedSockets.send(
        channel,
        String.format(
            Locale.ROOT,
            "{\"types\":[\"unit\"],\"view\":[%s,%s,%s,%s]}",
            view.getMinX(),
            view.getMinY(),
            view.getMaxX(),
            view.getMaxY()));
    opened.countDown();
  }

  @Override
  public synchronized void heard(WebSocketFrame frame) {
    long now = System.currentTimeMillis();
    for (JsonNode event : tree(frame.content())) {
      if ("city.chengtu.units.moved".equals(event.path("type").asText())) {
        event.path("data").path("units").forEach(unit -> take(unit, now));
      }
    }
  }

  private void take(JsonNode move, long now) {
    String id = move.get(0).asText();
    if (!id.startsWith("bench-")) {
      return;
    }
    int unit = UnitCourses.number(id);
    long at = move.get(5).asLong();
    heard++;
    outside += view.contains(move.get(1).asDouble(), move.get(2).asDouble()) ? 0 : 1;
    backwards += at < lastAt[unit] || move.get(4).asDouble() == PositionFeeds.LATE_SPEED ? 1 : 0;
    if (at > lastAt[unit]) {
      latencies.add((now - at) * 1_000);
    }
    lastAt[unit] = at;
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

  @Override
  public void closed(int code) {
    gone = true;
  }

  boolean gone() {
    return gone;
  }

  /** Counts from zero; what it knows of the units stays. */
  synchronized void begin() {
    latencies = new Latencies();
    heard = 0;
  }

  /** Units that are in view at the end and whose last fix was not heard. */
  synchronized int missing(int[] lastTurn, long[] finalAt) {
    int missing = 0;
    for (int unit = 0; unit < finalAt.length; unit++) {
      boolean in =
          view.contains(courses.lon(unit, lastTurn[unit]), courses.lat(unit, lastTurn[unit]));
      missing += in && lastAt[unit] != finalAt[unit] ? 1 : 0;
    }
    return missing;
  }

  synchronized void addTo(Latencies all) {
    all.add(latencies);
  }

  synchronized long heard() {
    return heard;
  }

  synchronized long outside() {
    return outside;
  }

  synchronized long backwards() {
    return backwards;
  }
}
