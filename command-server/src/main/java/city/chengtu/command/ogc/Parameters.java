package city.chengtu.command.ogc;

import city.chengtu.command.api.StrictJson;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.MultiMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query parameters of a request. A name that is not offered is refused, as the standard demands
 * (requirement /req/core/query-param-unknown), and so is one that is given twice.
 */
final class Parameters {
  private static final int LONGEST = 12_000;

  private final Map<String, String> values = new LinkedHashMap<>();

  /**
   * @throws Refusal 400 naming the parameter
   */
  Parameters(MultiMap given) {
    for (Map.Entry<String, String> entry : given) {
      String name = entry.getKey();
      StrictJson.checkText(name, entry.getValue());
      if (entry.getValue().length() > LONGEST) {
        throw Refusal.invalid(name, "too-long", name + " is longer than " + LONGEST);
      }
      if (values.put(name, entry.getValue()) != null) {
        throw Refusal.invalid(name, "given-twice", name + " is there more than once");
      }
    }
  }

  /**
   * @throws Refusal 400 naming a parameter that is none of these
   */
  void checkKnown(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw Refusal.invalid(name, "unknown-parameter", "there is no parameter '" + name + "'");
      }
    }
  }

  /** The value as it is, also an empty one. */
  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * @throws Refusal 400 when the parameter is there without a value
   */
  Optional<String> text(String name) {
    Optional<String> value = find(name);
    if (value.isPresent() && value.get().isBlank()) {
      throw Refusal.invalid(name, "empty", name + " has no value");
    }
    return value;
  }

  /** All of them, in the order they came. */
  Map<String, String> all() {
    return Collections.unmodifiableMap(values);
  }

  /** A copy of all, for links that go on from here. */
  Map<String, String> copy() {
    return new LinkedHashMap<>(values);
  }
}
