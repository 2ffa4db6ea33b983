package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A conformance class of CQL2 (OGC 21-065r2, annex A), followed for a stored layer and for a live
 * one, which is asked in memory. Each filter is asked as text and as JSON: both must find the same.
 */
abstract class Cql2ClassTest extends OgcTest {
  /** A stored and a live layer with a field of each type. */
  static final List<String> LAYERS = List.of("t_points", "t_live");

  /** The whole layer. */
  private static final String MOST = "1000";

  /** A field of each type, and the standard's literal for it. */
  static final Map<String, String> VALUES =
      Map.of(
          "name", "'foo'",
          "floors", "1",
          "height", "3.14",
          "open", "true",
          "built", "DATE('2022-04-14')",
          "seen", "TIMESTAMP('2022-04-14T14:48:46Z')");

  Cql2ClassTest(TestStore store) {
    super(store);
  }

  /** What a filter finds, said in both languages. */
  Set<String> found(String layer, String text) {
    OgcReply asText = scene.items(layer, "filter", text, "limit", MOST).ok();
    String json = Cql2.ofText(text).toJson();
    OgcReply asJson =
        scene.items(layer, "filter", json, "filter-lang", "cql2-json", "limit", MOST).ok();
    assertThat(asJson.ids()).as(layer + ": " + text + " = " + json).isEqualTo(asText.ids());
    assertThat(asText.json().get("numberMatched").asInt()).isEqualTo(asText.ids().size());
    return new LinkedHashSet<>(asText.ids());
  }

  /** What several filters find that differ in one place. */
  Map<String, Set<String>> each(String layer, String pattern, String... words) {
    return Arrays.stream(words)
        .collect(Collectors.toMap(word -> word, word -> found(layer, pattern.replace("?", word))));
  }

  Set<String> all(String layer) {
    return new LinkedHashSet<>(scene.items(layer, "limit", MOST).ok().ids());
  }

  static void apart(Set<String> one, Set<String> other) {
    assertThat(Collections.disjoint(one, other)).as(one + " and " + other).isTrue();
  }

  /** The literal of each queryable that has one: of text, numbers, truth, days and moments. */
  Map<String, String> literals(String layer) {
    JsonNode properties =
        scene.get("/collections/" + layer + "/queryables?f=json").ok().json().get("properties");
    VALUES.keySet().forEach(name -> assertThat(properties.has(name)).as(name).isTrue());
    return VALUES;
  }
}
