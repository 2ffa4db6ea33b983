package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.server.RightsCity.Row;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;

/** How the doors to rows of layers are opened. */
final class RightsDoors {
  private final RightsCity city;

  RightsDoors(RightsCity city) {
    this.city = city;
  }

  static List<String> pages(RightsAsker asker, String first) throws Exception {
    List<String> texts = new ArrayList<>();
    String address = first;
    while (address != null) {
      String text = asker.text(address);
      texts.add(text);
      JsonObject page = new JsonObject(text);
      assertThat(texts).hasSizeLessThan(50);
      address = next(first, page);
    }
    return texts;
  }

  private static String next(String first, JsonObject page) {
    if (page.getString("next") != null) {
      return first + "&after=" + RightsAsker.encoded(page.getString("next"));
    }
    return page.getJsonArray("links", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .filter(link -> "next".equals(link.getString("rel")))
        .map(link -> link.getString("href"))
        .findFirst()
        .orElse(null);
  }

  List<String> inBoxes(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      String box = (at.x - 1e-6) + "," + (at.y - 1e-6) + "," + (at.x + 1e-6) + "," + (at.y + 1e-6);
      texts.add(asker.text("/api/v1/layers/" + layer + "/features?bbox=" + box));
    }
    return texts;
  }

  List<String> atPoints(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.text(
              "/api/v1/layers/%s/at?lon=%s&lat=%s&tolerance=1".formatted(layer, at.x, at.y)));
    }
    return texts;
  }

  List<String> tiles(RightsAsker asker, String layer, String query) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      TileAddress tile = TileAddress.at(at.x, at.y, 16);
      texts.add(
          asker.text(
              "/api/v1/layers/%s/tiles/%d/%d/%d%s"
                  .formatted(layer, tile.z(), tile.x(), tile.y(), query)));
    }
    return texts;
  }

  List<String> ogcTiles(RightsAsker asker, String layer, String tiles, String query)
      throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      TileAddress tile = TileAddress.at(at.x, at.y, 16);
      texts.add(
          asker.text(
              "/ogc%s/WebMercatorQuad/%d/%d/%d%s"
                  .formatted(tiles, tile.z(), tile.y(), tile.x(), query)));
      texts.add(
          asker.text(
              "/ogc%s/WorldCRS84Quad/16/%d/%d%s"
                  .formatted(
                      tiles,
                      (int) ((90 - at.y) / 180 * (1 << 16)),
                      (int) ((at.x + 180) / 180 * (1 << 16)),
                      query)));
    }
    return texts;
  }

  List<String> here(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.text("/api/v1/questions/here?tolerance=1&lon=%s&lat=%s".formatted(at.x, at.y)));
    }
    return texts;
  }

  static JsonObject query(String layer) {
    return new JsonObject()
        .put("layers", new JsonArray().add(new JsonObject().put("layer", layer)));
  }

  List<String> nearest(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.answer(
              "/api/v1/questions/nearest",
              "application/json",
              new JsonObject()
                  .put("layer", layer)
                  .put("lon", at.x)
                  .put("lat", at.y)
                  .put("count", 20)));
    }
    return texts;
  }

  static String download(RightsAsker asker, String layer, String format, String more)
      throws Exception {
    return asker.text("/api/v1/layers/" + layer + "/download?purpose=test&format=" + format + more);
  }

  /** One sheet a side with all layers that are there for the asker. */
  List<String> prints(RightsAsker asker) throws Exception {
    JsonArray layers = new JsonArray();
    for (String layer : RightsCity.STORED) {
      if (asker.status("/api/v1/layers/" + layer) == 200) {
        layers.add(new JsonObject().put("id", layer));
      }
    }
    List<String> texts = new ArrayList<>();
    for (Row row :
        List.of(city.rows(RightsCity.CLOSED).get(0), city.rows(RightsCity.CLOSED).get(5))) {
      Coordinate at = city.place(row);
      JsonObject sheet =
          new JsonObject()
              .put("paper", "A4")
              .put("scale", 500)
              .put("centre", new JsonArray(List.of(at.x, at.y)));
      if (!layers.isEmpty()) {
        texts.add(asker.print(sheet.copy().put("layers", layers)));
      }
      if (layers.size() < RightsCity.STORED.size()) {
        texts.add(
            asker.print(
                sheet.put(
                    "layers", new JsonArray().add(new JsonObject().put("id", RightsCity.CLOSED)))));
      }
    }
    return texts;
  }

  List<String> around(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (boolean inside : List.of(true, false)) {
      Coordinate at =
          city.place(
              city.rows(layer).stream()
                  .filter(r -> r.inside() == inside)
                  .findFirst()
                  .orElseThrow());
      texts.add(
          asker.text("/api/v1/questions/around?metres=200&limit=100&lon=" + at.x + "&lat=" + at.y));
    }
    return texts;
  }

  List<String> ofRows(RightsAsker asker, String layer, String address) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      texts.add(withoutQuestion(asker.text(address.formatted(row.id())), row.id()));
    }
    return texts;
  }

  /** A refusal repeats what was asked for: that alone tells nothing. */
  private static String withoutQuestion(String answer, String asked) {
    return RightsCity.words(answer).equals(Set.of(asked)) ? "" : answer;
  }

  List<String> places(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      for (String field : List.of("id", "name", "secret", "phone")) {
        JsonArray items =
            asker.json("/api/v1/places?q=" + row.word(field, "now")).getJsonArray("items");
        texts.add(ofLayer(items, layer));
      }
    }
    return texts;
  }

  List<String> placesAt(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(asker.text("/api/v1/places/at?lon=" + at.x + "&lat=" + at.y));
    }
    return texts;
  }

  private static String ofLayer(JsonArray items, String layer) {
    StringBuilder text = new StringBuilder();
    for (Object item : items == null ? new JsonArray() : items) {
      if (layer.equals(((JsonObject) item).getString("layer"))) {
        text.append(item);
      }
    }
    return text.toString();
  }

  /** What is said of a layer and its fields. */
  static List<String> descriptions(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (String address :
        List.of(
            "/api/v1/catalogue",
            "/api/v1/catalogue/tree?kind=all",
            "/api/v1/layers/" + layer,
            "/api/v1/layers/" + layer + "/form",
            "/api/v1/catalogue/" + layer,
            "/api/v1/catalogue/" + layer + "/versions",
            "/api/v1/catalogue?q=" + layer,
            "/api/v1/catalogue?q=" + RightsCity.title(layer, "secret"),
            "/api/v1/edits",
            "/ogc?f=json",
            "/ogc/api?f=json",
            "/ogc/conformance?f=json",
            "/ogc/collections/" + layer + "/schema",
            "/ogc/styles",
            "/ogc/styles/onemap",
            "/ogc/tiles",
            "/ogc/tiles/WebMercatorQuad",
            "/ogc/collections",
            "/ogc/collections/" + layer,
            "/ogc/collections/" + layer + "/tiles",
            "/ogc/collections/" + layer + "/tiles/WebMercatorQuad",
            "/ogc/collections/" + layer + "/styles",
            "/ogc/collections/" + layer + "/styles/default",
            "/ogc/tileMatrixSets",
            "/ogc/tileMatrixSets/WebMercatorQuad",
            "/ogc/collections/" + layer + "/queryables")) {
      texts.add(asker.text(address));
    }
    return texts;
  }

  List<String> histories(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      texts.add(withoutQuestion(asker.text("/api/v1/history/" + layer + "/" + row.id()), row.id()));
    }
    return texts;
  }
}
