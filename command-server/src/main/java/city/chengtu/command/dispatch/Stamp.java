package city.chengtu.command.dispatch;

import java.time.Instant;

/**
 * One report of a status. Never overwritten: a correction is a further stamp that names the one it
 * corrects; the last stamp of a status is in force.
 *
 * @param id running number
 * @param at when it happened, by whoever saw it
 * @param server when the server heard of it
 * @param source operator, crew, geofence, system
 * @param actor account
 * @param corrects id of the stamp this one corrects; null for none
 */
public record Stamp(
    long id,
    Status status,
    Instant at,
    Instant server,
    String source,
    String seat,
    String actor,
    Long corrects,
    String reason) {}
