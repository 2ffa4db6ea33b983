package city.chengtu.command.server;

import city.chengtu.command.access.Scope;
import city.chengtu.command.server.RightsCity.Person;
import city.chengtu.command.server.RightsCity.Row;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.locationtech.jts.geom.Coordinate;

/**
 * What is told of changes: sets of them before a reviewer, loads, histories, and notices of what
 * was watched, also to those who may see less by now.
 */
final class RightsAfterwards {
  private static final String API = "/api/v1";
  private static final Person WHOLE = new Person("m_all_personal", Scope.ALL, false, true);
  private static final Person LESS =
      new Person("m_own_organisation_personal", Scope.OWN_ORGANISATION, false, true);

  private final RightsCity city;
  private final RightsMatrix matrix;
  private final RightsAsker author;
  private final TestNode admin;
  private final Map<String, String> sets = new LinkedHashMap<>();
  private final Map<String, String> loads = new LinkedHashMap<>();
  private String draft;
  private String shared;

  RightsAfterwards(RightsCity city, RightsMatrix matrix, RightsAsker author, TestNode admin) {
    this.city = city;
    this.matrix = matrix;
    this.author = author;
    this.admin = admin;
  }

  /** Everybody follows the layers, and what enters them; and a question of the author's. */
  void beginToWatch() throws Exception {
    String hidden = "secret <> 'nothing'";
    shared =
        author
            .done("POST", API + "/questions/saved", watch(RightsCity.SHARED, hidden), null)
            .getString("id");
    matrix.everybody(
        (person, asker) -> {
          for (String layer : RightsCity.STORED) {
            asker.command("POST", API + "/questions/saved", watch(layer, null), null);
            asker.command("POST", API + "/catalogue/" + layer + "/subscription", null, null);
          }
          asker.done("POST", API + "/questions/saved/" + shared + "/following", null, null);
        });
  }

  private static JsonObject watch(String layer, String filter) {
    JsonObject asked = new JsonObject().put("layer", layer);
    if (filter != null) {
      asked.put("filter", filter);
    }
    return new JsonObject()
        .put("title", "watch")
        .put("sharing", filter == null ? "own" : "all")
        .put("alert", true)
        .put("query", new JsonObject().put("layers", new JsonArray().add(asked)));
  }

  /** All that comes after the rows as they are: it changes them. */
  void check() throws Exception {
    changeSets();
    loads();
    entered();
  }

  private void changeSets() throws Exception {
    for (String layer : RightsCity.STORED) {
      sets.put(layer, proposed(layer, "next"));
      String set = API + "/edits/" + sets.get(layer);
      author.done("POST", set + "/submit", null, version(set));
    }
    draft = proposed(RightsCity.SHARED, "draft");
    List<String> times = List.of("now", "next");
    matrix.check("change sets", RightsCity.STORED, RightsCity.ALL_FIELDS, times, this::reviewed);
    matrix.everybody(this::settlesOnlyWhatHeSees);
    for (String set : sets.values()) {
      String path = API + "/edits/" + set;
      matrix.askers.get(WHOLE).done("POST", path + "/accept", null, version(path));
    }
    matrix.check(
        "history of layers",
        RightsCity.STORED,
        RightsMatrix::nothing,
        (person, layer) ->
            person.scope() == Scope.ALL ? Set.of(RightsCity.title(layer, "change")) : Set.of(),
        (asker, layer) -> histories(asker, layer));
  }

  private String proposed(String layer, String when) throws Exception {
    String set =
        author
            .done(
                "POST",
                API + "/edits",
                new JsonObject().put("name", RightsCity.title(layer, "change")).put("comment", ""),
                null)
            .getString("id");
    for (Row row : city.rows(layer)) {
      Coordinate at = city.place(row);
      String feature = API + "/layers/" + layer + "/features/" + row.id();
      JsonObject content =
          new JsonObject()
              .put("type", "Feature")
              .put(
                  "geometry",
                  new JsonObject()
                      .put("type", "Point")
                      .put("coordinates", new JsonArray(List.of(at.x, at.y))))
              .put("properties", new JsonObject(RightsCity.properties(row, when)));
      author.done(
          "PUT",
          API + "/edits/" + set + "/items/" + UUID.randomUUID(),
          new JsonObject()
              .put("layer", layer)
              .put("feature", row.id())
              .put("action", "replace")
              .put("base", author.json(feature).getLong("version"))
              .put("content", content),
          null);
    }
    return set;
  }

  private long version(String set) throws Exception {
    return author.json(set).getJsonObject("set").getLong("version");
  }

  /** Whoever would take it needs to see all of it; he is refused without a word of the rest. */
  private List<String> reviewed(RightsAsker asker, String layer) throws Exception {
    String path = API + "/edits/" + sets.get(layer);
    List<String> texts = new ArrayList<>();
    texts.add(asker.text(API + "/edits"));
    texts.add(asker.text(path));
    texts.add(asker.text(API + "/edits/" + draft));
    if (asker != matrix.askers.get(WHOLE)) {
      HttpResponse<String> answer = asker.command("POST", path + "/accept", null, version(path));
      texts.add(answer.body());
      if (answer.statusCode() == 200) {
        matrix.found.add("somebody took what he does not see: " + layer);
      }
    }
    return texts;
  }

  private void settlesOnlyWhatHeSees(Person person, RightsAsker asker) throws Exception {
    for (String layer : RightsCity.STORED) {
      String path = API + "/edits/" + sets.get(layer);
      for (Object each : author.json(path).getJsonArray("items")) {
        JsonObject item = (JsonObject) each;
        Row row =
            city.rows(layer).stream()
                .filter(r -> r.id().equals(item.getString("feature")))
                .findFirst()
                .orElseThrow();
        HttpResponse<String> answer =
            asker.command(
                "POST",
                path + "/items/" + item.getString("id") + "/resolve",
                new JsonObject().put("choice", "mine").put("version", 1_000),
                null);
        int wanted = person.sees(row) ? 412 : 404;
        if (answer.statusCode() != wanted) {
          matrix.found.add(person + " settles " + row + ": " + answer.body());
        }
      }
    }
  }

  private List<String> histories(RightsAsker asker, String layer) throws Exception {
    List<String> texts = new ArrayList<>();
    texts.add(asker.text(API + "/history/layer/" + layer));
    texts.add(asker.text(API + "/catalogue/" + layer + "/versions"));
    for (Row row : city.rows(layer)) {
      texts.add(asker.text(API + "/history/" + layer + "/" + row.id()).replace(row.id(), ""));
    }
    return texts;
  }

  private void loads() throws Exception {
    for (String layer : RightsCity.STORED) {
      JsonObject sent = author.done("POST", API + "/loads?name=rows.csv", file(layer), null);
      String path = API + "/loads/" + sent.getString("id");
      JsonObject options =
          new JsonObject()
              .put("layer", layer)
              .put("id", "编号")
              .put("crs", "EPSG:4490")
              .put("add", true);
      author.done("PATCH", path, options, sent.getLong("version"));
      author.done("POST", path + "/jobs", new JsonObject().put("job", "commit"), null);
      JsonObject now = author.json(path);
      for (int i = 0; i < 500 && now.getString("state").equals("running"); i++) {
        Thread.sleep(20);
        now = author.json(path);
      }
      if (!now.getString("state").equals("done")) {
        throw new AssertionError(now.encode());
      }
      loads.put(layer, path);
    }
    RightsMatrix.Words whole =
        (person, layer) ->
            person.seesWhole()
                ? city.allowed(person, layer, RightsCity.ALL_FIELDS, List.of("load"))
                : Set.of();
    matrix.check(
        "loads",
        RightsCity.STORED,
        (person, layer) ->
            person.seesWhole()
                ? city.allowed(person, layer, RightsCity.ALL_FIELDS, RightsCity.WHENS)
                : Set.of(),
        whole,
        this::loaded);
  }

  /** A row that stays as it is, and all rows with other words and far away. */
  private byte[] file(String layer) {
    StringBuilder csv = new StringBuilder("编号,name,secret,phone,organisation,经度,纬度\n");
    csv.append(line(city.rows(layer).get(0), "next", 0));
    city.rows(layer).forEach(row -> csv.append(line(row, "load", 3)));
    return csv.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private String line(Row row, String when, int away) {
    Coordinate at = city.place(row);
    return String.join(
            ",",
            row.id(),
            row.word("name", when),
            row.word("secret", when),
            row.word("phone", when),
            row.organisation(),
            Double.toString(at.x + away),
            Double.toString(at.y))
        + "\n";
  }

  private List<String> loaded(RightsAsker asker, String layer) throws Exception {
    String path = loads.get(layer);
    List<String> texts = new ArrayList<>();
    for (String address :
        List.of(
            API + "/loads",
            path,
            path + "/notes",
            path + "/quarantine",
            path + "/quarantine?format=geojson")) {
      texts.add(asker.text(address));
    }
    return texts;
  }

  private void entered() throws Exception {
    matrix.everybody(this::untilAllIsWatched);
    city.enter();
    matrix.everybody((person, asker) -> untilToldOf(asker, mayHear(person)));
    matrix.check(
        "inbox",
        RightsCity.STORED,
        matrix.rows(RightsCity.ALL_FIELDS, List.of("enter")),
        (person, layer) -> heard(person, List.of(layer)),
        (asker, layer) -> List.of(inbox(asker), questions(asker)));
    matrix.everybody(
        (person, asker) -> {
          boolean told = inbox(asker).contains(shared);
          if (told != (person.sees(RightsCity.SHARED) && !person.hides())) {
            matrix.found.add(person + " hears of a question about a hidden field: " + told);
          }
        });
    whoSeesLessByNowIsToldLess();
  }

  private void untilAllIsWatched(Person person, RightsAsker asker) throws Exception {
    for (int i = 0; i < 600; i++) {
      boolean armed =
          asker.json(API + "/questions/saved").getJsonArray("items").stream()
              .allMatch(q -> ((JsonObject) q).getBoolean("armed"));
      if (armed) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(asker.text(API + "/questions/saved"));
  }

  private Set<String> mayHear(Person person) {
    return heard(person, RightsCity.STORED);
  }

  /** Which rows have entered, and that the layer has changed. */
  private Set<String> heard(Person person, List<String> layers) {
    Set<String> words = new LinkedHashSet<>();
    for (String layer : layers) {
      words.addAll(city.allowed(person, layer, List.of("id"), List.of("enter")));
      if (person.sees(layer)) {
        words.add(RightsCity.title(layer, "change"));
      }
    }
    return words;
  }

  private String questions(RightsAsker asker) throws Exception {
    String question = API + "/questions/saved/" + shared;
    return asker.text(question) + asker.text(question + "/versions");
  }

  private static String inbox(RightsAsker asker) throws Exception {
    return asker.text(API + "/inbox?limit=200");
  }

  private static void untilToldOf(RightsAsker asker, Set<String> words) throws Exception {
    Set<String> missing = new TreeSet<>(words);
    for (int i = 0; i < 600; i++) {
      missing.removeAll(RightsCity.words(inbox(asker)));
      if (missing.isEmpty()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("was not told of " + missing);
  }

  /** What was told before is still in the inbox: it tells no more than its owner may see now. */
  private void whoSeesLessByNowIsToldLess() throws Exception {
    RightsAsker asker = matrix.askers.get(WHOLE);
    JsonObject account =
        admin.get("/accounts").getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .filter(a -> a.getString("account").equals(WHOLE.role()))
            .findFirst()
            .orElseThrow();
    HttpResponse<String> changed =
        admin.patch(
            "/accounts/" + WHOLE.role(),
            new JsonObject().put("roles", new JsonArray().add(LESS.role())),
            account.getLong("version"));
    if (changed.statusCode() != 200) {
      throw new AssertionError(changed.body());
    }
    for (int i = 0; i < 600 && asker.status(API + "/layers/" + RightsCity.CLOSED) == 200; i++) {
      Thread.sleep(50);
    }
    Set<String> read = RightsCity.words(inbox(asker));
    Set<String> left = heard(LESS, List.of(RightsCity.SHARED));
    for (String layer : RightsCity.STORED) {
      left.addAll(RightsCity.titles(LESS, layer));
    }
    if (!read.containsAll(heard(LESS, List.of(RightsCity.SHARED))) || !left.containsAll(read)) {
      matrix.found.add("who sees less by now reads " + read + " and may read " + left);
    }
  }
}
