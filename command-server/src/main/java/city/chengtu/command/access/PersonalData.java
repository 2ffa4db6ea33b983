package city.chengtu.command.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes away or masks what must not show, at any depth of a state. */
public final class PersonalData {
  private final Map<String, PersonalField> fields;

  public PersonalData(List<PersonalField> fields) {
    this.fields =
        fields.stream().collect(Collectors.toMap(PersonalField::field, Function.identity()));
  }

  /** The value as it may show in a list; a field that holds no personal data shows whole. */
  public String masked(String field, String value) {
    PersonalField personal = fields.get(field);
    return value == null || personal == null ? value : personal.mask(value);
  }

  Account masked(Account account) {
    return account.withPhone(masked("phone", account.phone()));
  }

  /** A copy with every personal field masked. */
  public JsonNode masked(JsonNode state) {
    JsonNode copy = state.deepCopy();
    mask(copy);
    return copy;
  }

  private void mask(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (member.getValue() instanceof TextNode text) {
          member.setValue(TextNode.valueOf(masked(member.getKey(), text.textValue())));
        } else {
          mask(member.getValue());
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(this::mask);
    }
  }

  /**
   * Makes a state fit to be shown, in place: hidden members go, personal ones are masked.
   *
   * @param hidden names of members to remove, at any depth
   * @param personal fields to mask; empty for who may read them
   */
  public static void disclose(JsonNode state, Set<String> hidden, List<PersonalField> personal) {
    remove(state, hidden);
    new PersonalData(personal).mask(state);
  }

  /** A copy without the members of these names, at any depth. */
  public static JsonNode without(JsonNode state, Set<String> hidden) {
    if (hidden.isEmpty()) {
      return state;
    }
    JsonNode copy = state.deepCopy();
    remove(copy, hidden);
    return copy;
  }

  private static void remove(JsonNode node, Set<String> hidden) {
    if (node instanceof ObjectNode object) {
      object.remove(new ArrayList<>(hidden));
    }
    node.forEach(child -> remove(child, hidden));
  }
}
