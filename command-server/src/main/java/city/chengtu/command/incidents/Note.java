package city.chengtu.command.incidents;

import java.time.Instant;

/** A remark in the incident's log. */
public record Note(String id, Instant at, String text, String actor, String seat) {}
