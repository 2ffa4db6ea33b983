package city.chengtu.command.ogc;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Links lead back to where clients come from, also behind a proxy. */
@EachStore
class PublicAddressTest {
  private final TestStore store;

  PublicAddressTest(TestStore store) {
    this.store = store;
  }

  @Test
  void theSettingNamesTheAddress() {
    try (OgcScene scene =
        new OgcScene(store, new PublicAddress("https://map.example.org/", true))) {
      for (JsonNode link : scene.get("").ok().json().get("links")) {
        assertThat(link.get("href").asText()).startsWith("https://map.example.org/ogc");
      }
      assertThat(scene.items("t_points", "limit", "2").ok().link("next", "application/geo+json"))
          .startsWith("https://map.example.org/ogc/collections/t_points/items?limit=2");
    }
  }

  @Test
  void behindAProxyWithTlsLinksAreHttps() {
    try (OgcScene scene = new OgcScene(store, new PublicAddress("", true))) {
      for (JsonNode link : scene.get("").ok().json().get("links")) {
        assertThat(link.get("href").asText())
            .startsWith(scene.base().replace("http://", "https://"));
      }
    }
  }
}
