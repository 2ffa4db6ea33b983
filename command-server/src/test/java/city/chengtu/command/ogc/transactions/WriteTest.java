package city.chengtu.command.ogc.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.gis.store.TestStore;
import java.util.Locale;

/** What the tests of the classes of Part 4 have in common. */
abstract class WriteTest extends OgcTest {
  static final String ITEMS = "/collections/t_points/items";
  static final String GEOJSON = "application/geo+json";
  static final String PATCH = "application/merge-patch+json";

  WriteTest(TestStore store) {
    super(store, true);
  }

  static String point(double lon, String properties) {
    return String.format(
        Locale.ROOT,
        """
        {"type":"Feature","geometry":{"type":"Point","coordinates":[%s,28.2]},"properties":%s}""",
        lon,
        properties);
  }

  OgcReply post(String person, String body, String... more) {
    return scene.sendBody("POST", person, ITEMS, body, with(more, "Content-Type", GEOJSON));
  }

  OgcReply put(String person, String item, String tag, String body) {
    return tag == null
        ? scene.sendBody("PUT", person, item, body, "Content-Type", GEOJSON)
        : scene.sendBody("PUT", person, item, body, "Content-Type", GEOJSON, "If-Match", tag);
  }

  OgcReply patch(String person, String item, String tag, String body) {
    return scene.sendBody("PATCH", person, item, body, "Content-Type", PATCH, "If-Match", tag);
  }

  OgcReply delete(String person, String item, String tag) {
    return tag == null
        ? scene.send("DELETE", person, item)
        : scene.send("DELETE", person, item, "If-Match", tag);
  }

  /** Address of a new feature of the layer's. */
  String made(double lon, String properties) {
    OgcReply reply = post(OgcScene.ALL, point(lon, properties));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
    return reply.header("Location");
  }

  String tag(String item) {
    return scene.get(item).ok().header("ETag");
  }

  static void assertRefused(OgcReply reply, int status, String code, String field) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.type()).isEqualTo("application/problem+json");
    assertThat(reply.json().get("code").asText()).as(reply.toString()).isEqualTo(code);
    if (field != null) {
      assertThat(reply.json().at("/errors").findValuesAsText("field"))
          .as(reply.toString())
          .contains(field);
    }
  }

  private static String[] with(String[] some, String... more) {
    String[] all = new String[some.length + more.length];
    System.arraycopy(some, 0, all, 0, some.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
