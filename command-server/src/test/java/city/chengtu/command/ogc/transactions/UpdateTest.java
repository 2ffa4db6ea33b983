package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Conformance class "Update" of OGC API – Features Part 4, with JSON Merge Patch (RFC 7396). */
@Proves(Proves.FEATURES_4 + "update")
class UpdateTest extends WriteTest {
  UpdateTest(TestStore store) {
    super(store);
  }

  @Test
  void optionsNameThePatch() {
    OgcReply item = scene.send("OPTIONS", OgcScene.ALL, ITEMS + "/p01").ok();
    assertThat(item.header("Accept-Patch")).isEqualTo(PATCH);
  }

  @Test
  void onlyWhatIsNamedChanges() {
    String item = ITEMS + "/p04";
    JsonNode before = scene.get(item).ok().json();
    OgcReply reply =
        patch(OgcScene.ALL, item, tag(item), "{\"properties\":{\"name\":\"改\",\"floors\":null}}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    JsonNode after = scene.get(item).ok().json();
    assertThat(after.at("/properties/name").asText()).isEqualTo("改");
    assertThat(after.at("/properties/floors").isNull()).isTrue();
    assertThat(after.get("geometry")).isEqualTo(before.get("geometry"));
    for (String field : new String[] {"height", "open", "built", "seen", "secret", "phone"}) {
      assertThat(after.get("properties").get(field))
          .as(field)
          .isEqualTo(before.get("properties").get(field));
    }
  }

  @Test
  void aGeometryIsPutInThePlaceOfTheOld() {
    String item = ITEMS + "/p05";
    OgcReply reply =
        patch(
            OgcScene.ALL, item, tag(item), "{\"geometry\":{\"coordinates\":[112.9512345,28.21]}}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(204);
    JsonNode after = scene.get(item).ok().json();
    assertThat(after.at("/geometry/coordinates/0").asDouble()).isEqualTo(112.9512345);
    assertThat(after.at("/properties/floors").asInt()).isEqualTo(5);
  }

  @Test
  void theIdentityCannotBePatched() {
    String item = ITEMS + "/p06";
    assertRefused(
        patch(OgcScene.ALL, item, tag(item), "{\"id\":\"p07\"}"), 400, "invalid-body", "/id");
    assertRefused(
        patch(OgcScene.ALL, item, tag(item), "{\"geometry\":null}"),
        400,
        "invalid-body",
        "/geometry");
    assertRefused(patch(OgcScene.ALL, item, tag(item), "[]"), 400, "not-a-patch", "/");
  }

  @Test
  void theMediaTypeIsAPatchs() {
    String item = ITEMS + "/p06";
    assertRefused(
        scene.sendBody("PATCH", OgcScene.ALL, item, "{}", "If-Match", tag(item)),
        400,
        "required",
        "Content-Type");
    assertRefused(
        scene.sendBody(
            "PATCH", OgcScene.ALL, item, "{}", "If-Match", tag(item), "Content-Type", GEOJSON),
        415,
        "unsupported-media-type",
        null);
  }
}
