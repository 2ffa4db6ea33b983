package city.chengtu.command.bench;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Trackers: several WebSocket connections to {@code /positions} and one that sends the same batches
 * by POST. Each unit has a fix a second; some are sent late or twice, with an earlier time.
 */
final class PositionFeeds {
  /** A late fix says this speed, so that whoever shows it is found out. */
  static final double LATE_SPEED = 99.5;

  private static final int SLICES = 10;
  private static final int UNANSWERED = 10;
  private static final int LATE_EVERY = 100;
  private static final long LATE_MILLIS = 5_000;

  private final UnitCourses courses;
  private final CommandSender sender;
  private final List<Feed> feeds = new ArrayList<>();
  final int[] lastTurn;
  final long[] lastAt;
  private long sent;
  private long sentLate;
  private long accepted;
  private long late;
  private long notKept;
  private long refused;
  private long slowMillis;

  PositionFeeds(UnitCourses courses, FeedSockets sockets, CommandSender sender, int webSockets)
      throws InterruptedException {
    this.courses = courses;
    this.sender = sender;
    this.lastTurn = new int[courses.units()];
    this.lastAt = new long[courses.units()];
    CountDownLatch opened = new CountDownLatch(webSockets);
    for (int i = 0; i < webSockets; i++) {
      Feed feed = new Feed(opened);
      feeds.add(feed);
      sockets.open(i, "/positions", false, feed).addListener(FeedSockets.OR_FAIL);
    }
    opened.await();
    feeds.add(new Feed(opened)); // the one that posts
  }

  /** One connection: at most so many batches wait for their answer. */
  private final class Feed implements FeedSockets.Ear {
    private final CountDownLatch opened;
    private final Semaphore unanswered = new Semaphore(UNANSWERED);
    private Channel channel;

    Feed(CountDownLatch opened) {
      this.opened = opened;
    }

    @Override
    public void opened(Channel open) {
      channel = open;
      opened.countDown();
    }

    @Override
    public void heard(WebSocketFrame frame) {
      answered(frame.content().toString(StandardCharsets.UTF_8));
    }

    private void answered(String answer) {
      took(answer);
      unanswered.release();
    }

    void send(String batch) {
      unanswered.acquireUninterruptibly();
      if (channel != null) {
        FeedSockets.send(channel, batch);
      } else {
        sender
            .answer("positions", Buffer.buffer(batch))
            .onComplete(a -> answered(a.succeeded() ? a.result().toString() : "{\"status\":0}"));
      }
    }
  }

  private synchronized void took(String answer) {
    JsonNode outcome;
    try {
      outcome = StateJson.mapper().readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer that is not JSON", e);
    }
    if (outcome.has("status")) {
      refused++;
    }
    accepted += outcome.path("accepted").asLong();
    late += outcome.path("late").asLong();
    notKept += outcome.path("notKept").asLong();
  }

  /** Drives for so many seconds: all units once a second, in slices. */
  void run(int fromTurn, int seconds) {
    long began = System.nanoTime();
    for (int step = 0; step < seconds * SLICES; step++) {
      long due = began + step * 1_000_000_000L / SLICES;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      for (int feed = 0; feed < feeds.size(); feed++) {
        feeds.get(feed).send(batch(feed, step % SLICES, fromTurn + step / SLICES));
      }
      slowMillis = Math.max(slowMillis, (System.nanoTime() - due) / 1_000_000);
    }
    feeds.forEach(f -> f.unanswered.acquireUninterruptibly(UNANSWERED));
    feeds.forEach(f -> f.unanswered.release(UNANSWERED));
  }

  private String batch(int feed, int slice, int turn) {
    StringBuilder json = new StringBuilder("{\"fixes\":[");
    long now = System.currentTimeMillis();
    int step = feeds.size() * SLICES;
    String comma = "";
    for (int unit = slice * feeds.size() + feed; unit < courses.units(); unit += step) {
      courses.fix(json.append(comma), unit, turn, now, 10);
      comma = ",";
      lastTurn[unit] = turn;
      lastAt[unit] = now;
      sent++;
      if (unit % LATE_EVERY == turn % LATE_EVERY) {
        courses.fix(json.append(comma), unit, turn + 7, now - LATE_MILLIS, LATE_SPEED);
        sentLate++;
      }
    }
    return json.append("]}").toString();
  }

  long sent() {
    return sent;
  }

  long sentLate() {
    return sentLate;
  }

  synchronized long accepted() {
    return accepted;
  }

  synchronized long late() {
    return late;
  }

  synchronized long notKept() {
    return notKept;
  }

  synchronized long refused() {
    return refused;
  }

  /** How far behind its time-table a step was at worst, milliseconds. */
  long slowMillis() {
    return slowMillis;
  }
}
