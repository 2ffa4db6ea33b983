package city.chengtu.command.incidents;

import city.chengtu.command.journal.JournalEntry;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One line of an incident's timeline, made from a journal entry.
 *
 * @param position number of the journal entry
 * @param time when the server recorded it
 * @param at when it happened; null when that is the same
 * @param type journal type, chooses the client's wording
 * @param unit id of the unit concerned; null for none
 * @param status the unit's status after it; null for none
 * @param text a note, a reason, or null
 */
public record TimelineItem(
    long position,
    Instant time,
    Instant at,
    String type,
    String subject,
    String actor,
    String seat,
    String source,
    String unit,
    String callSign,
    String status,
    String text) {

  /**
   * @param data the state after the entry, as far as the reader may see it
   */
  static TimelineItem of(JournalEntry e, JsonNode data) {
    boolean assignment = "assignment".equals(e.subject().kind());
    JsonNode stamps = data.path("stamps");
    JsonNode stamp = stamps.size() == 0 ? null : stamps.get(stamps.size() - 1);
    return new TimelineItem(
        e.seq(),
        e.time(),
        assignment && stamp != null ? time(stamp.path("at")) : null,
        e.type(),
        e.subject().toString(),
        e.actor(),
        e.seat(),
        e.source(),
        assignment ? text(data.path("unit")) : null,
        assignment ? text(data.path("callSign")) : null,
        assignment ? text(data.path("state")) : null,
        assignment ? reason(stamp) : note(e, data));
  }

  private static String reason(JsonNode stamp) {
    return stamp == null ? null : text(stamp.path("reason"));
  }

  private static String note(JournalEntry e, JsonNode data) {
    return switch (e.type()) {
      case "city.chengtu.incident.noted" -> text(data.path("latestNote").path("text"));
      case "city.chengtu.incident.closed" -> text(data.path("disposition"));
      case "city.chengtu.incident.reported", "city.chengtu.incident.created" -> lastReport(data);
      case "city.chengtu.incident.reopened" -> lastReason(data);
      default -> null;
    };
  }

  private static String lastReport(JsonNode data) {
    JsonNode reports = data.path("reports");
    return reports.size() == 0 ? null : text(reports.get(reports.size() - 1).path("text"));
  }

  private static String lastReason(JsonNode data) {
    JsonNode stamps = data.path("stamps");
    return stamps.size() == 0 ? null : text(stamps.get(stamps.size() - 1).path("reason"));
  }

  private static Instant time(JsonNode node) {
    return node.isTextual() ? Instant.parse(node.asText()) : null;
  }

  private static String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }
}
