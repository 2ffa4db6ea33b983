package city.chengtu.command.bench;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The clients of {@code bench live}, in a process of their own, steered by lines on standard input
 * and answering with one line each:
 *
 * <ul>
 *   <li>{@code begin} – counts from zero
 *   <li>{@code upto N} – waits until every reading client is at entry N, then tells what was
 *       counted
 *   <li>{@code stall K}, {@code unstall} – the first K clients stop reading, and go on
 *   <li>{@code stop}
 * </ul>
 */
@Command(name = "live-clients", hidden = true)
public final class LiveSwarm implements Callable<Integer> {
  private static final int OPENING_AT_ONCE = 200;
  private static final int WHOLE_EVERY = 100;
  private static final long PATIENCE_MILLIS = 60_000;

  @Option(names = "--server", required = true)
  private URI server;

  @Option(names = "--clients", required = true)
  private int clients;

  @Option(names = "--stalled", defaultValue = "0")
  private int stalled;

  @Option(names = "--threads", defaultValue = "1")
  private int threads;

  private final List<Listener> listeners = new ArrayList<>();
  private final Map<EventLoop, Loop> loops = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong faults = new AtomicLong();
  private final Map<Integer, AtomicInteger> closings = new HashMap<>();
  private final long clockOffset = System.currentTimeMillis() * 1_000 - System.nanoTime() / 1_000;
  private volatile String firstFault = "";

  /** What the clients of one event loop share. */
  private static final class Loop {
    private final FeedFrames frames = new FeedFrames();
    private Latencies latencies = new Latencies();
  }

  /** One client: where it stands. Touched on its event loop. */
  private final class Listener implements FeedSockets.Ear {
    private final int number;
    private final Semaphore opening;
    private volatile Channel channel;
    private Loop loop;
    private volatile long last = -1;
    private volatile boolean excluded;
    private volatile boolean gone;
    private boolean counted;

    Listener(int number, Semaphore opening) {
      this.number = number;
      this.opening = opening;
    }

    @Override
    public void opened(Channel opened) {
      channel = opened;
      synchronized (loops) {
        loop = loops.computeIfAbsent(opened.eventLoop(), l -> new Loop());
      }
    }

    @Override
    public void heard(WebSocketFrame frame) {
      if (last < 0) {
        begin(frame);
        return;
      }
      FeedFrames.Batch batch = loop.frames.read(frame.content(), number % WHOLE_EVERY == 0);
      if (batch != null) {
        take(batch);
      }
    }

    private void begin(WebSocketFrame frame) {
      last = FeedFrames.beat(frame.content());
      if (last < 0) {
        fault("client " + number + ": no beat first");
      }
      counted = true;
      open.incrementAndGet();
      opening.release();
    }

    private void take(FeedFrames.Batch batch) {
      long now = clockOffset + System.nanoTime() / 1_000;
      if (batch.first() != last + 1) {
        fault("client " + number + " had " + last + ", then came " + batch.first());
      }
      last = batch.last();
      if (!excluded) {
        for (long time : batch.times()) {
          loop.latencies.add(now - time);
        }
      }
    }

    @Override
    public void closed(int code) {
      if (!gone) {
        gone = true;
        synchronized (closings) {
          closings.computeIfAbsent(code, c -> new AtomicInteger()).incrementAndGet();
        }
        if (counted) {
          open.decrementAndGet();
        } else {
          opening.release();
        }
      }
    }
  }

  private void fault(String what) {
    if (faults.getAndIncrement() == 0) {
      firstFault = what;
    }
  }

  @Override
  @SuppressWarnings("SystemOut") // its answers are what it is for
  public Integer call() throws IOException, InterruptedException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String token = orders.readLine();
    try (FeedSockets sockets = new FeedSockets(server, token, threads)) {
      openAll(sockets);
      System.out.println("open " + open.get() + " " + closings);
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split(" ");
        if ("stop".equals(words[0])) {
          break;
        }
        obey(words, System.out);
      }
    }
    return 0;
  }

  private void openAll(FeedSockets sockets) throws InterruptedException {
    Semaphore opening = new Semaphore(OPENING_AT_ONCE);
    for (int i = 0; i < clients; i++) {
      opening.acquire();
      Listener listener = new Listener(i, opening);
      listeners.add(listener);
      sockets
          .open(i, "/live", i < stalled, listener)
          .addListener(
              connected -> {
                if (!connected.isSuccess()) {
                  fault("client " + listener.number + ": " + connected.cause());
                  listener.closed(1006);
                }
              });
    }
    opening.acquire(OPENING_AT_ONCE);
  }

  private void obey(String[] words, PrintStream out) throws InterruptedException {
    switch (words[0]) {
      case "begin" -> {
        onEachLoop(loop -> loop.latencies = new Latencies());
        out.println("begun");
      }
      case "stall" -> {
        reading(Integer.parseInt(words[1]), false);
        out.println("stalled");
      }
      case "unstall" -> {
        reading(stalled, true);
        out.println("reading");
      }
      case "upto" -> out.println(upto(Long.parseLong(words[1])));
      default -> out.println("unknown " + words[0]);
    }
  }

  private void onEachLoop(Consumer<Loop> work) {
    loops.forEach((e, loop) -> e.submit(() -> work.accept(loop)).syncUninterruptibly());
  }

  private void reading(int count, boolean wanted) {
    for (Listener listener : listeners.subList(0, count)) {
      listener.excluded = true; // from now on: its own delay is no measure of the others'
      if (!listener.gone) {
        listener.channel.config().setAutoRead(wanted);
      }
    }
  }

  private String upto(long position) throws InterruptedException {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (behind(position) > 0 && System.currentTimeMillis() < end) {
      Thread.sleep(20);
    }
    Latencies all = new Latencies();
    onEachLoop(loop -> all.add(loop.latencies));
    return "{\"clients\":%d,\"behind\":%d,\"deliveries\":%d,\"p50\":%s,\"p90\":%s,\"p99\":%s,\"max\":%s,\"faults\":%d,\"fault\":\"%s\",\"closed\":\"%s\"}"
        .formatted(
            open.get(),
            behind(position),
            all.count(),
            all.millis(0.5),
            all.millis(0.9),
            all.millis(0.99),
            all.millis(1),
            faults.get(),
            firstFault,
            closings.entrySet().stream()
                .map(e -> e.getKey() + "×" + e.getValue())
                .collect(Collectors.joining(" ")));
  }

  private long behind(long position) {
    return listeners.stream().filter(l -> !l.excluded && (l.gone || l.last < position)).count();
  }
}
