package city.chengtu.command.foreign;

import java.time.Instant;

/**
 * A registered foreign server as its administrators see it.
 *
 * @param hasSecret whether one is kept; it is never shown
 */
record ForeignSource(
    String id, ForeignSpec spec, boolean hasSecret, Instant changedAt, long version) {}
