package city.chengtu.command.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Makes a state fit to be shown: hidden fields go, personal data is masked, at any depth. */
public final class Disclosure {
  private Disclosure() {}

  /**
   * Changes {@code state} in place.
   *
   * @param hidden names of members to remove
   * @param personal members whose text is masked
   */
  public static void apply(JsonNode state, Set<String> hidden, Collection<PersonalField> personal) {
    if (state instanceof ObjectNode object) {
      object.remove(hidden);
      for (Iterator<Map.Entry<String, JsonNode>> members = object.fields(); members.hasNext(); ) {
        Map.Entry<String, JsonNode> member = members.next();
        if (member.getValue() instanceof TextNode text) {
          personal.stream()
              .filter(p -> p.field().equals(member.getKey()))
              .findFirst()
              .ifPresent(p -> member.setValue(TextNode.valueOf(p.mask(text.textValue()))));
        } else {
          apply(member.getValue(), hidden, personal);
        }
      }
    } else {
      state.forEach(item -> apply(item, hidden, personal));
    }
  }
}
