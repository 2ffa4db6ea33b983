package city.chengtu.command.server;

import city.chengtu.command.server.RightsCity.Row;
import city.chengtu.command.server.RightsMatrix.Door;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Coordinate;

/** Incidents and cases, and the doors to them; the journal and the feed replay what happened. */
final class RightsLive {
  private final RightsCity city;
  private final RightsMatrix matrix;
  private final RightsDoors doors;
  private final Map<Row, String> things = new LinkedHashMap<>();

  RightsLive(RightsCity city, RightsMatrix matrix, RightsDoors doors) {
    this.city = city;
    this.matrix = matrix;
    this.doors = doors;
  }

  /** Calls and reports, taken by somebody of an organisation. */
  void happen(String organisation, TestNode taker) throws Exception {
    for (String layer : RightsCity.LIVE) {
      for (Row row : city.rows(layer)) {
        if (row.organisation().equals(organisation)) {
          things.put(row, taker.post("/" + layer, thing(row)).getString("id"));
        }
      }
    }
  }

  private JsonObject thing(Row row) {
    Coordinate at = city.place(row);
    JsonObject thing =
        new JsonObject()
            .put(
                "place",
                new JsonObject()
                    .put("lon", at.x)
                    .put("lat", at.y)
                    .put("address", row.word("name", "now")))
            .put("description", row.word("secret", "now"));
    return row.layer().equals("cases")
        ? thing.put("class", "E0102")
        : thing
            .put("type", "gas_leak")
            .put("caller", new JsonObject().put("phone", row.word("phone", "now")));
  }

  /** Every door to them. */
  void check() throws Exception {
    List<String> open = List.of("name");
    List<String> described = List.of("name", "secret");
    live("lists", described, (a, l) -> List.of(a.text("/api/v1/" + l + "?limit=100")));
    live("cards", described, (a, l) -> ofEach(a, l, "/api/v1/" + l + "/%s"));
    live("timelines", List.of(), (a, l) -> ofEach(a, l, "/api/v1/" + l + "/%s/timeline"));
    live(
        "layers",
        open,
        (a, l) -> RightsDoors.pages(a, "/api/v1/layers/" + l + "/features?limit=2"));
    live("boxes", open, doors::inBoxes);
    live("points", open, doors::atPoints);
    live("tiles", List.of(), (a, l) -> doors.tiles(a, l, ""));
    live(
        "/ogc",
        open,
        (a, l) -> RightsDoors.pages(a, "/ogc/collections/" + l + "/items?f=json&limit=2"));
    live("/ogc page", open, (a, l) -> List.of(a.text("/ogc/collections/" + l + "/items?f=html")));
    live("/ogc item", open, (a, l) -> ofEach(a, l, "/ogc/collections/" + l + "/items/%s?f=json"));
    live("histories", described, this::liveHistories);
    matrix.check("live things: around", List.of("incidents"), open, doors::around);
    live("here", open, doors::here);
    matrix.check(
        "live things: duplicates", List.of("incidents"), List.of("name"), this::duplicates);
    Map<RightsAsker, String> journals = new LinkedHashMap<>();
    Map<RightsAsker, CompletableFuture<String>> feeds = new LinkedHashMap<>();
    for (RightsAsker asker : matrix.askers.values()) {
      journals.put(asker, asker.text("/api/v1/journal?limit=1000"));
      feeds.put(asker, asker.events("/live/events?since=0"));
    }
    live("journal", described, (a, l) -> List.of(journals.get(a)));
    live("feed", described, (a, l) -> List.of(feeds.get(a).get(20, TimeUnit.SECONDS)));
  }

  private void live(String name, List<String> complete, Door door) throws Exception {
    matrix.check("live things: " + name, RightsCity.LIVE, complete, door);
  }

  private List<String> ofEach(RightsAsker asker, String layer, String address) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      texts.add(asker.text(address.formatted(things.get(row))));
    }
    return texts;
  }

  private List<String> liveHistories(RightsAsker asker, String layer) throws Exception {
    return ofEach(asker, layer, "/api/v1/history/" + kind(layer) + "/%s");
  }

  private static String kind(String layer) {
    return layer.substring(0, layer.length() - 1);
  }

  /** What a new call may be about, each with where it is. */
  private List<String> duplicates(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      texts.add(
          asker.text("/api/v1/incidents/duplicates?type=gas_leak&lon=" + at.x + "&lat=" + at.y));
    }
    return texts;
  }
}
