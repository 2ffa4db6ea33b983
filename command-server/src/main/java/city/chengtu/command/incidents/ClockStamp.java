package city.chengtu.command.incidents;

import java.time.Instant;

/**
 * One stamp of a clock. The latest of a clock is in force; earlier ones stay.
 *
 * @param at when it happened, by whoever saw it; null takes an earlier stamp back
 * @param server when the server heard of it
 * @param source operator, crew, geofence, system
 * @param actor account
 * @param reason why it differs from an earlier stamp; null for a first one
 */
public record ClockStamp(
    Clock clock,
    Instant at,
    Instant server,
    String source,
    String seat,
    String actor,
    String reason) {}
