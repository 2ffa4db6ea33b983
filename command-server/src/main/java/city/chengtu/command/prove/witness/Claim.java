package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/**
 * May a screen claim to be live? Only while its last beat is at most 3 s old and that beat's node
 * had read the journal's head in the database at most 3 s before (docs/architecture.md). As in the
 * console (clock.js), a beat that was held up on its way is as old as its delay beyond the quickest
 * one.
 */
final class Claim {
  static final Duration AGE = Duration.ofSeconds(3);

  /** How much two clocks may drift apart: one part in so many. */
  private static final long DRIFT = 1_000;

  private long heardAt = Long.MIN_VALUE / 2;
  private long sentAt = Long.MAX_VALUE;
  private long learnedAt;
  private long offset;
  private boolean fresh;
  private boolean claimed;

  /**
   * @param now when the beat came, milliseconds since 1970
   * @param beat its data; a node that does not say when it read is taken at its word
   */
  void beat(long now, JsonNode beat) {
    Instant at = Instant.parse(beat.path("at").asText());
    Instant readAt = beat.has("readAt") ? Instant.parse(beat.path("readAt").asText()) : at;
    heardAt = now - delay(at.toEpochMilli(), now);
    fresh = Duration.between(readAt, at).compareTo(AGE) <= 0;
  }

  /** For how long a beat was on its way; a clock that was set back is learned anew. */
  private long delay(long sent, long now) {
    long sample = sent - now;
    offset = sent < sentAt ? sample : Math.max(sample, offset - (now - learnedAt) / DRIFT);
    sentAt = sent;
    learnedAt = now;
    return offset - sample;
  }

  boolean claimed() {
    return claimed;
  }

  /** How a claim changed. */
  enum Change {
    NONE,
    LIVE,
    STALE
  }

  Change look(long now) {
    boolean holds = fresh && now - heardAt <= AGE.toMillis();
    if (holds == claimed) {
      return Change.NONE;
    }
    claimed = holds;
    return holds ? Change.LIVE : Change.STALE;
  }

  /**
   * When the claim that has just ended was given up: by its age at that moment, not when looked at.
   */
  long endedAt(long now) {
    return fresh ? Math.min(now, heardAt + AGE.toMillis()) : now;
  }
}
