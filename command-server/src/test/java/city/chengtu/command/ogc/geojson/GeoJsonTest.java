package city.chengtu.command.ogc.geojson;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Conformance class GeoJSON of OGC API – Features Part 1 (annex A.4): RFC 7946. */
@Proves(Proves.FEATURES_1 + "geojson")
class GeoJsonTest extends OgcTest {
  GeoJsonTest(TestStore store) {
    super(store);
  }

  @Test
  void acceptAsksForGeoJson() {
    for (String accept : List.of("application/geo+json", "application/json", "*/*")) {
      OgcReply page = scene.get("/collections/t_points/items", "Accept", accept).ok();
      assertThat(page.type()).isEqualTo("application/geo+json");
    }
  }

  /** GDAL and QGIS ask so: once it failed for every page that fits into one part. */
  @Test
  void packedAnswersAreTheSame() throws Exception {
    for (String items : List.of("items", "items?limit=3", "items?bbox=0,0,1,1&f=html")) {
      String address = "/collections/t_points/" + items;
      OgcReply packed = scene.get(address, "Accept-Encoding", "gzip").ok();
      assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
      try (InputStream in =
          new GZIPInputStream(new ByteArrayInputStream(packed.response().body()))) {
        assertThat(withoutTime(new String(in.readAllBytes(), StandardCharsets.UTF_8)))
            .isEqualTo(withoutTime(scene.get(address).ok().text()));
      }
    }
  }

  private static String withoutTime(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "");
  }

  @Test
  void everyFieldStandsInEveryFeatureWithItsType() {
    JsonNode features = scene.items("t_points").ok().json().get("features");
    JsonNode first = features.get(0).get("properties");
    assertThat(first.get("name").isTextual()).isTrue();
    assertThat(first.get("floors").isIntegralNumber()).isTrue();
    assertThat(first.get("height").isFloatingPointNumber()).isTrue();
    assertThat(features.get(1).at("/properties/height").isFloatingPointNumber()).isTrue();
    assertThat(first.get("open").isBoolean()).isTrue();
    assertThat(first.get("built").asText()).isEqualTo("2001-06-01");
    JsonNode last = features.get(features.size() - 1).get("properties");
    assertThat(last.get("name").isNull()).isTrue();
    assertThat(last).hasSameSizeAs(first);
  }

  @Test
  void geometriesAreLonLatAndClosed() {
    JsonNode ring = scene.get("/collections/t_areas/items/ring").ok().json().get("geometry");
    assertThat(ring.get("type").asText()).isEqualTo("Polygon");
    assertThat(ring.get("coordinates")).hasSize(2);
    for (JsonNode line : ring.get("coordinates")) {
      assertThat(line.get(0)).isEqualTo(line.get(line.size() - 1));
    }
    JsonNode two = scene.get("/collections/t_areas/items/two").ok().json().get("geometry");
    assertThat(two.get("type").asText()).isEqualTo("MultiPolygon");
    assertThat(two.at("/coordinates/1/0/0/0").asDouble()).isEqualTo(112.83);
    JsonNode point = scene.get("/collections/t_points/items/p01").ok().json().get("geometry");
    assertThat(point.toString()).isEqualTo("{\"type\":\"Point\",\"coordinates\":[112.91,28.2]}");
  }

  /** RFC 7946 has one reference system and no member that names another. */
  @Test
  void thereIsNoMemberCrs() {
    assertThat(scene.items("t_points").ok().json().has("crs")).isFalse();
  }
}
