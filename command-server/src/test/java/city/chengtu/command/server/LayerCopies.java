package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A layer as another program has it, beside what it is. */
final class LayerCopies {
  private static final double EXACT = 1e-12;

  private LayerCopies() {}

  static JsonObject properties(JsonObject feature) {
    return feature.getJsonObject("properties");
  }

  /** What our own API says is on the layer, of the fields it declares. */
  static Map<String, JsonObject> stored(TestNode node, String layer) throws Exception {
    List<String> fields = new ArrayList<>();
    node.get("/layers/" + layer)
        .getJsonArray("fields")
        .forEach(f -> fields.add(((JsonObject) f).getString("name")));
    Map<String, JsonObject> all = new TreeMap<>();
    String after = "";
    while (after != null) {
      JsonObject page =
          node.get(
              "/layers/"
                  + layer
                  + "/features?limit=2000"
                  + (after.isEmpty() ? "" : "&after=" + after));
      page.getJsonArray("features")
          .forEach(
              f -> {
                properties((JsonObject) f).fieldNames().retainAll(fields);
                all.put(((JsonObject) f).getString("id"), (JsonObject) f);
              });
      after = page.getString("next");
    }
    return all;
  }

  static void assertSame(Map<String, JsonObject> stored, Map<String, JsonObject> copied) {
    assertThat(copied.keySet()).isEqualTo(stored.keySet());
    stored.forEach(
        (id, feature) -> {
          JsonObject copy = copied.get(id);
          for (Map.Entry<String, Object> property : properties(feature)) {
            if (property.getValue() instanceof Number number) {
              assertThat(properties(copy).getDouble(property.getKey()))
                  .as(id + " " + property.getKey())
                  .isEqualTo(number.doubleValue());
            } else {
              assertThat(properties(copy).getValue(property.getKey()))
                  .as(id + " " + property.getKey())
                  .isEqualTo(property.getValue());
            }
          }
          assertSamePositions(
              id,
              feature.getJsonObject("geometry").getJsonArray("coordinates"),
              copy.getJsonObject("geometry").getJsonArray("coordinates"));
        });
  }

  private static void assertSamePositions(String id, JsonArray stored, JsonArray copied) {
    assertThat(copied.size()).as(id).isEqualTo(stored.size());
    for (int i = 0; i < stored.size(); i++) {
      if (stored.getValue(i) instanceof JsonArray inner) {
        assertSamePositions(id, inner, copied.getJsonArray(i));
      } else {
        assertThat(copied.getDouble(i)).as(id).isCloseTo(stored.getDouble(i), within(EXACT));
      }
    }
  }
}
