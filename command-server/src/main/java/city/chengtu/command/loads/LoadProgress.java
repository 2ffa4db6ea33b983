package city.chengtu.command.loads;

import java.util.concurrent.atomic.AtomicBoolean;

/** How far a running job has come; told by its thread, read by any. */
final class LoadProgress {
  /** The parts of a job, in order. */
  enum Phase {
    WAITING,
    LOOKING,
    READING,
    WRITING,
    ENDED
  }

  private final long total;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private volatile Phase phase = Phase.WAITING;
  private volatile long read;
  private volatile long taken;
  private volatile long quarantined;

  /**
   * @param total rows there should be; 0 when nobody knows
   */
  LoadProgress(long total) {
    this.total = total;
  }

  /**
   * @param fraction 0 to 1; null while nobody knows how many rows there are
   */
  record View(String phase, Double fraction, long read, Long total, long taken, long quarantined) {}

  void phase(Phase next) {
    phase = next;
  }

  void rows(long rowsRead, long rowsTaken, long rowsQuarantined) {
    read = rowsRead;
    taken = rowsTaken;
    quarantined = rowsQuarantined;
  }

  void cancel() {
    cancelled.set(true);
  }

  boolean cancelled() {
    return cancelled.get();
  }

  View view() {
    Double fraction =
        switch (phase) {
          case WAITING, LOOKING -> Double.valueOf(0);
          case READING -> total == 0 ? null : Double.valueOf(Math.min(0.95, 0.95 * read / total));
          case WRITING -> Double.valueOf(0.97);
          case ENDED -> Double.valueOf(1);
        };
    return new View(
        phase.name().toLowerCase(java.util.Locale.ROOT),
        fraction,
        read,
        total == 0 ? null : total,
        taken,
        quarantined);
  }
}
