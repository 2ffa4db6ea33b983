package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A journal entry as read from outside.
 *
 * @param subject kind/id
 * @param data the state after the change; a missing node where it was not kept
 */
record Row(
    long position,
    String type,
    Instant time,
    String command,
    String subject,
    long version,
    JsonNode data) {

  String kind() {
    return subject.substring(0, subject.indexOf('/'));
  }
}
