package city.chengtu.command.live;

import city.chengtu.command.api.StrictJson;
import city.chengtu.command.journal.Refusal;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;

/**
 * What a client says it wants to hear.
 *
 * @param kinds subject kinds, empty for all; null leaves it as it was
 * @param view part of the map in degrees; null leaves it as it was
 */
record Interest(Set<String> kinds, Envelope view) {
  private static final int MAX_MESSAGE = 4_096;
  private static final int MOST_KINDS = 50;
  private static final int LONGEST_KIND = 40;
  private static final double[] FARTHEST = {180, 90, 180, 90};

  /**
   * @throws Refusal 400, naming the member
   */
  static Interest read(String text) {
    if (text.length() > MAX_MESSAGE) {
      throw Refusal.invalid(
          "/", "too-large", "a message has at most " + MAX_MESSAGE + " characters");
    }
    JsonNode message = StrictJson.tree(text);
    if (!message.isObject()) {
      throw Refusal.invalid("/", "invalid-value", "a message is an object");
    }
    for (Iterator<String> names = message.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals("types") && !name.equals("view")) {
        throw Refusal.invalid("/" + name, "unknown-member", "there is no such member");
      }
    }
    return new Interest(kinds(message.get("types")), view(message.get("view")));
  }

  private static Set<String> kinds(JsonNode types) {
    if (types == null) {
      return null;
    }
    if (!types.isArray() || types.size() > MOST_KINDS) {
      throw Refusal.invalid(
          "/types", "not-a-list", "types must be a list of at most 50 subject kinds");
    }
    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < types.size(); i++) {
      JsonNode type = types.get(i);
      if (!type.isTextual() || type.asText().isEmpty() || type.asText().length() > LONGEST_KIND) {
        throw Refusal.invalid("/types/" + i, "invalid-value", "a subject kind is a short name");
      }
      kinds.add(type.asText());
    }
    return kinds;
  }

  private static Envelope view(JsonNode view) {
    if (view == null) {
      return null;
    }
    if (!view.isArray() || view.size() != FARTHEST.length) {
      throw Refusal.invalid("/view", "not-a-box", "view must be [west, south, east, north]");
    }
    double[] side = new double[FARTHEST.length];
    for (int i = 0; i < side.length; i++) {
      side[i] = view.get(i).asDouble(Double.NaN);
      if (!view.get(i).isNumber() || !(Math.abs(side[i]) <= FARTHEST[i])) {
        throw Refusal.invalid("/view/" + i, "out-of-range", "view is given in degrees");
      }
    }
    if (side[0] > side[2] || side[1] > side[3]) {
      throw Refusal.invalid("/view", "not-a-box", "view must be [west, south, east, north]");
    }
    return new Envelope(side[0], side[2], side[1], side[3]);
  }
}
