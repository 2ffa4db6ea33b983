package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** All nodes keep the database's time, whatever their machines say. */
class CityClockTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
  private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
  private final CityClock clock = new CityClock(new Machine(), nanos::get);

  private final class Machine extends Clock {
    @Override
    public Instant instant() {
      return machine.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @Test
  void aJumpOfTheMachineMovesNothing() {
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    machine.set(NOON.plus(Duration.ofHours(1)));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void theDatabasesTimeIsTakenOverAndCountedOn() {
    long asked = nanos.get();
    nanos.addAndGet(Duration.ofMillis(20).toNanos());
    clock.agree(NOON.minusSeconds(60), asked);
    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(60).plusMillis(10));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(59).plusMillis(10));
  }
}
