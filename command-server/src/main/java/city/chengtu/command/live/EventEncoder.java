package city.chengtu.command.live;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.StateFilter;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes what a client hears: CloudEvents 1.0 in JSON, only what the policy lets the client see.
 */
final class EventEncoder {
  private static final String SOURCE = "/chengtu";
  private final StateFilter filter;

  EventEncoder(AccessPolicy policy) {
    this.filter = new StateFilter(policy);
  }

  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  /** The visible entries as a JSON array; an empty buffer when there are none. */
  Buffer entries(Actor actor, Set<String> kinds, List<JournalEntry> entries) {
    Map<JournalEntry, JsonNode> visible = new LinkedHashMap<>();
    for (JournalEntry e : entries) {
      if (kinds.isEmpty() || kinds.contains(e.subject().kind())) {
        filter.visible(actor, e).ifPresent(state -> visible.put(e, state));
      }
    }
    if (visible.isEmpty()) {
      return Buffer.buffer();
    }
    return array(
        json -> {
          for (Map.Entry<JournalEntry, JsonNode> e : visible.entrySet()) {
            entry(json, e.getKey(), e.getValue());
          }
        });
  }

  private static void entry(JsonGenerator json, JournalEntry e, JsonNode state) throws IOException {
    json.writeStartObject();
    head(json, Long.toString(e.seq()), e.type(), e.time());
    json.writeStringField("subject", e.subject().toString());
    json.writeNumberField("position", e.seq());
    json.writeNumberField("version", e.version());
    json.writeStringField("actor", e.actor());
    if (e.seat() != null) {
      json.writeStringField("seat", e.seat());
    }
    json.writeStringField("commandid", e.commandId().toString());
    json.writeFieldName("data");
    json.writeTree(state);
    json.writeEndObject();
  }

  /**
   * What moved.
   *
   * @param units as {@link UnitRound#units} gives them
   */
  static Buffer moves(Buffer units, Instant now) {
    byte[] around =
        bytes(
            json -> {
              json.writeStartArray();
              json.writeStartObject();
              head(json, UUID.randomUUID().toString(), "city.chengtu.units.moved", now);
              json.writeObjectFieldStart("data");
              json.writeStringField("at", now.toString());
              json.writeArrayFieldStart("units");
              json.writeEndArray();
              json.writeEndObject();
              json.writeEndObject();
              json.writeEndArray();
            });
    int inside = around.length - "]}}]".length();
    return Buffer.buffer(around.length + units.length())
        .appendBytes(around, 0, inside)
        .appendBuffer(units)
        .appendBytes(around, inside, around.length - inside);
  }

  /** A message about the feed itself. */
  static Buffer control(String type, Instant now, long position, String reason) {
    return array(
        json -> {
          json.writeStartObject();
          head(json, UUID.randomUUID().toString(), "city.chengtu.live." + type, now);
          json.writeObjectFieldStart("data");
          json.writeNumberField("position", position);
          json.writeStringField("at", now.toString());
          if (reason != null) {
            json.writeStringField("reason", reason);
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /**
   * The sign of life, and how old the truth behind it is.
   *
   * @param position every entry up to it has been sent to this client, or is not for it
   * @param head number of the last entry this node knows
   * @param readAt what was committed before it has been sent to this client; {@link Instant#EPOCH}
   *     while it has not been complete since it connected
   * @param degraded names of what does not do its work on this node
   */
  static Buffer beat(
      Instant now, long position, long head, Instant readAt, Collection<String> degraded) {
    return array(
        json -> {
          json.writeStartObject();
          head(json, UUID.randomUUID().toString(), "city.chengtu.live.beat", now);
          json.writeObjectFieldStart("data");
          json.writeNumberField("position", position);
          json.writeStringField("at", now.toString());
          json.writeNumberField("head", head);
          json.writeStringField("readAt", readAt.toString());
          if (!degraded.isEmpty()) {
            json.writeArrayFieldStart("degraded");
            for (String part : degraded) {
              json.writeString(part);
            }
            json.writeEndArray();
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void head(JsonGenerator json, String id, String type, Instant time)
      throws IOException {
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", id);
    json.writeStringField("source", SOURCE);
    json.writeStringField("type", type);
    json.writeStringField("time", time.toString());
  }

  private static Buffer array(Body body) {
    return Buffer.buffer(
        bytes(
            json -> {
              json.writeStartArray();
              body.write(json);
              json.writeEndArray();
            }));
  }

  static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = StateJson.mapper().getFactory().createGenerator(bytes)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }
}
