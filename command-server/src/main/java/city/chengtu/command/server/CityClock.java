package city.chengtu.command.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The city's time on this node: the database's, which all nodes share, counted on by the machine's
 * monotonic clock between two looks. A machine's clock that is wrong or jumps moves nothing; a jump
 * ahead would otherwise stand in the journal for good, whose time never goes back.
 */
final class CityClock extends Clock {
  private static final Logger LOG = LoggerFactory.getLogger(CityClock.class);
  private static final Duration SAID = Duration.ofSeconds(2);

  private final Clock machine;
  private final LongSupplier nanos;
  private volatile Mark mark;

  /** The time that was right when the monotonic clock stood there. */
  private record Mark(Instant time, long nanos) {}

  CityClock(Clock machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
    this.mark = new Mark(machine.instant(), nanos.getAsLong());
  }

  @Override
  public Instant instant() {
    Mark from = mark;
    return from.time().plusNanos(nanos.getAsLong() - from.nanos());
  }

  /**
   * Takes over the database's time.
   *
   * @param asked {@code nanos} before the database was asked; it answered some time after that
   */
  void agree(Instant database, long asked) {
    long now = nanos.getAsLong();
    Duration off = Duration.between(database, machine.instant()).abs();
    mark = new Mark(database, asked + (now - asked) / 2);
    if (off.compareTo(SAID) > 0) {
      LOG.warn("this machine's clock is {} away from the database's; the city keeps to that", off);
    }
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the city's time is kept in UTC");
  }
}
