package city.chengtu.samples.survey;

import java.util.LinkedHashMap;
import java.util.Map;

/** Properties of a feature in the order they are shown. */
final class Props {
  private final Map<String, Object> values = new LinkedHashMap<>();

  static Props of(String name, Object value) {
    return new Props().and(name, value);
  }

  Props and(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Leaves the property out when there is no value. */
  Props andIf(String name, Object value) {
    return value == null ? this : and(name, value);
  }

  Map<String, Object> map() {
    return values;
  }
}
