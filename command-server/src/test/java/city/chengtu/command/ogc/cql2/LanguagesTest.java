package city.chengtu.command.ogc.cql2;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.TestStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Conformance classes CQL2 Text and CQL2 JSON: what is asked as text is asked as JSON in all other
 * classes of this package, too.
 */
@Proves({Proves.CQL2 + "cql2-text", Proves.CQL2 + "cql2-json"})
class LanguagesTest extends Cql2ClassTest {
  LanguagesTest(TestStore store) {
    super(store);
  }

  /** /conf/cql2-text/escaping: a quotation mark is written twice, or after a backslash. */
  @Test
  void marksAndControlCharactersInTextAreRecovered() {
    String odd = "d'Or \t\b\f\u000b\u0007 x";
    scene.merge(named(odd));
    try {
      assertThat(found("t_empty", "name = 'd''Or \t\b\f\u000b\u0007 x'")).containsExactly("odd");
      assertThat(found("t_empty", "name = 'd\\'Or \t\b\f\u000b\u0007 x'")).containsExactly("odd");
      assertThat(found("t_empty", "name = 'd'''")).isEmpty();
    } finally {
      scene.end("t_empty", "odd");
    }
  }

  private static NewFeature named(String name) {
    NewFeature plain = OgcScene.shape("t_empty", "odd", "POINT (112 28)");
    return new NewFeature(plain.layer(), plain.id(), 0, plain.geometry(), Map.of("name", name));
  }

  /** Keywords in any case, names in quotation marks. */
  @Test
  void keywordsHaveNoCase() {
    for (String layer : LAYERS) {
      for (String filter :
          List.of(
              "\"floors\" = 6 And Not \"open\" = True",
              "floors=6 AND NOT open=true",
              "floors = 6 and not open = TRUE")) {
        assertThat(found(layer, filter)).as(filter).containsExactly("p13");
      }
    }
  }

  /** /conf/cql2-json: the standard's own form is what is written here. */
  @Test
  void theJsonIsTheStandards() {
    assertThat(Cql2.ofText("floors = 6 AND name LIKE '点%'").toJson())
        .isEqualTo(
            "{\"op\":\"and\",\"args\":[{\"op\":\"=\",\"args\":[{\"property\":\"floors\"},6]},"
                + "{\"op\":\"like\",\"args\":[{\"property\":\"name\"},\"点%\"]}]}");
  }
}
