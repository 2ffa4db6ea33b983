package city.chengtu.command.bench;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Files incidents at an even rate, whether or not the answers come as fast. */
final class IncidentWriter implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private final CommandSender sender;
  private final int rate;
  private final Latencies latencies = new Latencies();
  private final AtomicLong position = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private long sent;
  private long errors;

  IncidentWriter(URI server, String token, int rate) {
    this.sender = new CommandSender(server, token, CONNECTIONS);
    this.rate = rate;
  }

  /** Writes for so long, then waits for the last answer. */
  void run(int seconds) {
    long began = System.nanoTime();
    for (long i = 0; i < (long) seconds * rate; i++) {
      long due = began + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      send();
    }
    while (open.get() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void send() {
    open.incrementAndGet();
    long at = System.nanoTime();
    sender
        .command("incidents", SampleCalls.incident(sent++))
        .onComplete(
            answer -> {
              synchronized (latencies) {
                latencies.add((System.nanoTime() - at) / 1_000);
                errors += answer.succeeded() ? 0 : 1;
              }
              if (answer.succeeded()) {
                position.accumulateAndGet(answer.result(), Math::max);
              }
              open.decrementAndGet();
            });
  }

  /** Number of the last entry written. */
  long position() {
    return position.get();
  }

  long errors() {
    synchronized (latencies) {
      return errors;
    }
  }

  Latencies latencies() {
    return latencies;
  }

  @Override
  public void close() {
    sender.close();
  }
}
