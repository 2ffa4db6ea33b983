package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a command ended, as its sender knows it.
 *
 * @param status of the last answer; 0 when there was none
 * @param body the answer; a missing node when there was none
 * @param position journal position of an acknowledged command, else -1
 */
record Fate(Phase phase, int status, JsonNode body, long position) {
  /** In the words of the ledger. */
  enum Phase {
    /** Taken: a 2xx came back. */
    ACKNOWLEDGED,
    /** Will never be done: a final 4xx came back. */
    REFUSED,
    /** Nobody said. It may have been done or not, but not by half. */
    UNKNOWN;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  boolean acknowledged() {
    return phase == Phase.ACKNOWLEDGED;
  }
}
