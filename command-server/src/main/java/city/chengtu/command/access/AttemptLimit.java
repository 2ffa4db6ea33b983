package city.chengtu.command.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * At most so many attempts a minute for each key: an account's name, an address. Counted per node
 * in bounded memory; the least used keys are forgotten first.
 */
final class AttemptLimit {
  private static final int KEYS = 20_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** What became of an attempt. */
  enum Verdict {
    ALLOWED,
    /** The first one over the limit in its minute: worth a journal entry. */
    FIRST_REFUSED,
    REFUSED
  }

  private record Window(Instant start, int attempts) {}

  private final Clock clock;
  private final Cache<String, Window> windows = Caffeine.newBuilder().maximumSize(KEYS).build();

  AttemptLimit(Clock clock) {
    this.clock = clock;
  }

  Verdict attempt(String key, int limit) {
    Instant now = clock.instant();
    int attempts =
        windows
            .asMap()
            .compute(
                key,
                (k, w) ->
                    w == null || !now.isBefore(w.start().plus(WINDOW))
                        ? new Window(now, 1)
                        : new Window(w.start(), w.attempts() + 1))
            .attempts();
    if (attempts <= limit) {
      return Verdict.ALLOWED;
    }
    return attempts == limit + 1 ? Verdict.FIRST_REFUSED : Verdict.REFUSED;
  }

  /** Seconds until the key may try again, at least 1. */
  long secondsLeft(String key) {
    Window window = windows.getIfPresent(key);
    return window == null
        ? 1
        : Math.max(
            1, Duration.between(clock.instant(), window.start().plus(WINDOW)).toSeconds() + 1);
  }
}
