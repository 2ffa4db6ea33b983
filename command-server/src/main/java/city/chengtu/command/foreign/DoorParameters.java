package city.chengtu.command.foreign;

import city.chengtu.command.journal.Refusal;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of a WMS or WMTS request: names in any case (OGC 06-042, 6.8.1), each once; what is
 * not known is ignored.
 */
final class DoorParameters {
  private static final int LONGEST = 1_000;
  private final Map<String, String> values = new HashMap<>();

  /**
   * @throws Refusal 400 naming the parameter
   */
  DoorParameters(MultiMap given) {
    for (Map.Entry<String, String> entry : given) {
      String name = entry.getKey().toUpperCase(Locale.ROOT);
      if (values.put(name, entry.getValue()) != null) {
        throw Refusal.invalid(name, "given-twice", name + " is there more than once");
      }
      if (entry.getValue().length() > LONGEST) {
        throw Refusal.invalid(name, "too-long", name + " is longer than " + LONGEST);
      }
    }
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(v -> !v.isBlank());
  }

  String get(String name) {
    return find(name).orElseThrow(() -> Refusal.invalid(name, "required", name + " is needed"));
  }

  int whole(String name, int least, int most) {
    try {
      int value = Integer.parseInt(get(name));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name, "not-a-number", name + " must be a whole number");
    }
    throw Refusal.invalid(name, "out-of-range", name + " must be from " + least + " to " + most);
  }

  /** Four numbers. */
  double[] box(String name) {
    String[] parts = get(name).split(",", -1);
    if (parts.length == 4) {
      try {
        double[] box = new double[4];
        for (int i = 0; i < 4; i++) {
          box[i] = Double.parseDouble(parts[i]);
          if (!Double.isFinite(box[i])) {
            throw Refusal.invalid(name, "not-a-box", name + " must be four numbers");
          }
        }
        return box;
      } catch (NumberFormatException e) {
        throw Refusal.invalid(name, "not-a-box", name + " must be four numbers");
      }
    }
    throw Refusal.invalid(name, "not-a-box", name + " must be four numbers");
  }
}
