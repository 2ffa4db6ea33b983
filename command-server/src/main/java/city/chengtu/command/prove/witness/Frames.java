package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What frames of the feed say. Many clients hear the same frame; it is read once. Bounded by
 * characters; used on one thread.
 */
final class Frames {
  private static final int KEPT_CHARACTERS = 8_000_000;
  private static final int HEAD = 200;
  private static final int COMMAND_SHOWN = 8;
  private static final String MOVES = "city.chengtu.units.moved";
  static final String CONTROL = "city.chengtu.live.";

  /**
   * An entry as it came.
   *
   * @param digest of the whole event
   */
  record Heard(long position, String subject, String digest, JsonNode event) {}

  /**
   * One frame.
   *
   * @param entries journal entries in it, in its order
   * @param controls messages about the feed itself
   * @param got the entries as the ledger writes them, {@code [[position, digest, beginning of the
   *     command's id], …]}
   */
  record Frame(List<Heard> entries, List<JsonNode> controls, JsonNode got) {}

  private static final Frame NOTHING = new Frame(List.of(), List.of(), null);

  private final Map<String, Frame> known = new LinkedHashMap<>();
  private long characters;

  /**
   * @throws IllegalArgumentException when it is not what the feed speaks
   */
  Frame read(String text) {
    if (text.lastIndexOf(MOVES, HEAD) >= 0) {
      return NOTHING; // positions are not entries
    }
    Frame frame = known.get(text);
    if (frame == null) {
      frame = parse(text);
      if (!frame.entries().isEmpty()) {
        keep(text, frame);
      }
    }
    return frame;
  }

  private void keep(String text, Frame frame) {
    known.put(text, frame);
    characters += text.length();
    var oldest = known.entrySet().iterator();
    while (characters > KEPT_CHARACTERS && known.size() > 1) {
      characters -= oldest.next().getKey().length();
      oldest.remove();
    }
  }

  static Frame parse(String text) {
    List<Heard> entries = new ArrayList<>();
    List<JsonNode> controls = new ArrayList<>();
    var got = StateJson.mapper().createArrayNode();
    for (JsonNode event : tree(text)) {
      String type = event.path("type").asText();
      if (type.startsWith(CONTROL)) {
        controls.add(event);
      } else if (event.has("position")) {
        Heard heard =
            new Heard(
                event.path("position").asLong(),
                event.path("subject").asText(),
                Canonical.digest(event),
                event);
        entries.add(heard);
        got.addArray().add(heard.position()).add(heard.digest()).add(command(event));
      }
    }
    return new Frame(entries, controls, got);
  }

  private static String command(JsonNode event) {
    String id = event.path("commandid").asText();
    return id.substring(0, Math.min(COMMAND_SHOWN, id.length()));
  }

  private static JsonNode tree(String text) {
    try {
      return StateJson.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a frame is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
