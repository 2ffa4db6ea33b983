package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Who may change what: rows he sees, within his scope, and fields he sees. */
class WriteRightsTest extends WriteTest {
  WriteRightsTest(TestStore store) {
    super(store);
  }

  @Test
  void whoLacksThePermissionIsRefused() {
    assertRefused(post(OgcScene.NONE, point(112.95, "{}")), 403, "forbidden", null);
    assertRefused(post(OgcScene.BENT, point(112.95, "{}")), 403, "forbidden", null);
    assertThat(post(null, point(112.95, "{}")).status()).isEqualTo(401);
  }

  @Test
  void rowsThatDoNotShowAreNotThere() {
    String item = ITEMS + "/p20";
    String tag = tag(item);
    assertRefused(
        put(OgcScene.WEST, item, tag, point(112.93, "{}")), 404, "feature-not-found", null);
    assertRefused(patch(OgcScene.WEST, item, tag, "{}"), 404, "feature-not-found", null);
    assertRefused(delete(OgcScene.WEST, item, tag), 404, "feature-not-found", null);
    assertThat(tag(item)).isEqualTo(tag);
  }

  @Test
  void nothingIsPutWhereOneMayNot() {
    assertRefused(post(OgcScene.WEST, point(112.99, "{}")), 403, "forbidden", null);
    String item = ITEMS + "/p01";
    assertRefused(
        patch(OgcScene.WEST, item, tag(item), "{\"geometry\":{\"coordinates\":[112.99,28.2]}}"),
        403,
        "forbidden",
        null);
    assertThat(post(OgcScene.WEST, point(112.93, "{}")).status()).isEqualTo(201);
  }

  @Test
  void aRowIsNotGivenAwayToAnotherOrganisation() {
    String item = ITEMS + "/p03";
    assertRefused(
        patch(OgcScene.PARKS, item, tag(item), "{\"properties\":{\"organisation\":\"roads\"}}"),
        403,
        "forbidden",
        null);
    assertThat(patch(OgcScene.PARKS, item, tag(item), "{\"properties\":{\"name\":\"园\"}}").status())
        .isEqualTo(204);
  }

  @Test
  void hiddenFieldsAreNeitherWrittenNorWiped() {
    String item = ITEMS + "/p02";
    JsonNode before = scene.get(item).ok().json();
    OgcReply named = put(OgcScene.WEST, item, tag(item), point(112.92, "{\"secret\":\"mine\"}"));
    assertRefused(named, 400, "invalid-body", "/properties/secret");
    assertThat(named.json().at("/errors/0/code").asText()).isEqualTo("unknown-field");
    assertThat(put(OgcScene.WEST, item, tag(item), point(112.92, "{\"name\":\"新\"}")).status())
        .isEqualTo(204);
    JsonNode after = scene.get(item).ok().json();
    assertThat(after.at("/properties/name").asText()).isEqualTo("新");
    assertThat(after.at("/properties/floors").isNull()).isTrue();
    for (String hidden : new String[] {"secret", "phone"}) {
      assertThat(after.get("properties").get(hidden))
          .isEqualTo(before.get("properties").get(hidden));
    }
  }

  @Test
  void aConflictShowsNoHiddenField() {
    OgcReply reply = patch(OgcScene.WEST, ITEMS + "/p04", "\"77\"", "{}");
    assertRefused(reply, 412, "version-conflict", null);
    assertThat(reply.text()).doesNotContain("secret", "phone", "1380000");
  }
}
