package city.chengtu.command.ogc.featuresfilter;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Conformance class Features Filter of OGC API – Features Part 3 (annex A.5). */
@Proves(Proves.FEATURES_3 + "features-filter")
class FeaturesFilterTest extends OgcTest {
  FeaturesFilterTest(TestStore store) {
    super(store);
  }

  /** /conf/features-filter/filter-param: the parameters are there at every address of items. */
  @Test
  void everyCollectionTakesFilters() {
    JsonNode document = scene.get("/api").ok().json();
    for (JsonNode collection : scene.get("/collections").ok().json().get("collections")) {
      String id = collection.get("id").asText();
      assertThat(document.at("/paths/~1collections~1" + id + "~1items/get/parameters").toString())
          .contains("/filter\"", "/filterLang\"", "/filterCrs\"");
      OgcReply all = scene.items(id, "filter", "TRUE").ok();
      assertThat(all.ids()).isEqualTo(scene.items(id).ok().ids());
      assertThat(scene.items(id, "filter", "FALSE").ok().ids()).isEmpty();
      assertThat(scene.items(id, "filter", "id IS NULL").ok().ids()).isEmpty();
    }
  }

  /** /conf/features-filter/response: the same features as without, those of them that fit. */
  @Test
  void whatIsFoundIsUnchanged() {
    JsonNode filtered = scene.items("t_points", "filter", "id = 'p07'").ok().json();
    JsonNode own = scene.get("/collections/t_points/items/p07").ok().json();
    for (String member : new String[] {"id", "geometry", "properties"}) {
      assertThat(filtered.at("/features/0/" + member)).isEqualTo(own.get(member));
    }
    assertThat(filtered.get("numberReturned").asInt()).isEqualTo(1);
  }
}
