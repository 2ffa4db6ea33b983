package city.chengtu.command.questions;

import static city.chengtu.command.questions.QuestionScene.MAST;
import static city.chengtu.command.questions.QuestionScene.SECRET;
import static city.chengtu.command.questions.QuestionScene.feature;
import static city.chengtu.command.questions.QuestionScene.mast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.chengtu.command.cases.TestHttp.Reply;
import city.chengtu.command.incidents.AroundHeading;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

/** Questions over real HTTP, on each store, with the delivered rules. */
@EachStore
class QuestionHttpTest {
  private static final double LON = 112.9;
  private static final double LAT = 28.2;

  private final QuestionScene scene;

  QuestionHttpTest(TestStore store) {
    scene = new QuestionScene(store);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private Reply ask(String person, String json, String... headers) {
    return scene.http.send("POST", person, "/questions/query", json, headers);
  }

  private static List<String> ids(JsonNode features) {
    List<String> ids = new ArrayList<>();
    features.forEach(f -> ids.add(f.get("id").asText()));
    return ids;
  }

  private static void assertRefused(Reply reply, int status, String field, String code) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    assertThat(reply.json().get("code").asText()).as(reply.toString()).isEqualTo(code);
    if (field != null) {
      assertThat(reply.json().at("/errors/0/field").asText()).as(reply.toString()).isEqualTo(field);
    }
  }

  private static Polygon star(Random random) {
    double lon = LON + random.nextDouble() * 0.1;
    double lat = LAT + random.nextDouble() * 0.1;
    int corners = 3 + random.nextInt(9);
    Coordinate[] ring = new Coordinate[corners + 1];
    for (int i = 0; i < corners; i++) {
      double far = 0.005 + random.nextDouble() * 0.05;
      double angle = 2 * Math.PI * i / corners;
      ring[i] = new Coordinate(lon + far * Math.cos(angle), lat + far * Math.sin(angle));
    }
    ring[corners] = ring[0].copy();
    return QuestionScene.MAP.createPolygon(ring);
  }

  /** The answer for an area is what JTS says of every single feature. */
  @Test
  void areasAndFiltersAnswerAsLookingAtEachFeatureDoes() {
    Random random = new Random(42);
    List<NewFeature> masts =
        IntStream.range(0, 600)
            .mapToObj(
                i ->
                    mast(
                        "m" + i,
                        LON + random.nextDouble() * 0.1,
                        LAT + random.nextDouble() * 0.1,
                        i % 3 == 0 ? "radio" : "light",
                        random.nextInt(100)))
            .toList();
    scene.write(masts.stream());
    for (int round = 0; round < 25; round++) {
      Polygon shape = star(random);
      boolean filtered = round % 2 == 0;
      TreeSet<String> expected = new TreeSet<>();
      for (NewFeature m : masts) {
        boolean fits =
            !filtered
                || ("radio".equals(m.properties().get("kind"))
                    && ((Number) m.properties().get("height")).doubleValue() > 30);
        if (fits && shape.intersects(m.geometry())) {
          expected.add(m.id());
        }
      }
      String filter = filtered ? ",\"filter\":\"kind = 'radio' AND height > 30\"" : "";
      Reply reply =
          ask(
              "olga",
              "{\"layers\":[{\"layer\":\"%s\"%s}],\"area\":{\"geometry\":%s},\"limit\":1000}"
                  .formatted(MAST, filter, json(shape)));
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      assertThat(new TreeSet<>(ids(reply.json().get("features"))))
          .as("round " + round)
          .isEqualTo(expected);
      String cql2 = reply.json().at("/layers/0/cql2").asText();
      assertThat(Cql2.ofText(cql2).toText())
          .as("the text shown can be asked again")
          .isEqualTo(cql2);
    }
  }

  private static String json(Geometry geometry) {
    return StateJson.write(geometry);
  }

  @Test
  void aBufferIsSoManyMetresWide() {
    double perLat = Math.toRadians(1) * 6_371_008.8;
    scene.write(
        Stream.of(
            mast("in", LON, LAT + 495 / perLat, "a", 1),
            mast("out", LON, LAT + 505 / perLat, "a", 1)));
    Reply reply =
        ask(
            "olga",
            """
            {"layers":[{"layer":"q_masts"}],"area":{"geometry":{"type":"Point","coordinates":[112.9,28.2]},"buffer":500}}""");
    assertThat(ids(reply.json().get("features"))).containsExactly("in");
    Reply around =
        ask(
            "olga",
            """
            {"layers":[{"layer":"q_masts"}],"area":{"feature":{"layer":"q_masts","id":"in"},"buffer":20}}""");
    assertThat(ids(around.json().get("features"))).containsExactly("in", "out");
  }

  @Test
  void answersStopCleanlyAndGoOnWithoutLossOrRepeat() {
    scene.write(IntStream.range(0, 57).mapToObj(i -> mast("m" + i, LON, LAT, "a", i)));
    List<String> all = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      Reply reply =
          ask(
              "olga",
              "{\"layers\":[{\"layer\":\"poi\"},{\"layer\":\"q_masts\"}],\"limit\":20,"
                  + "\"area\":{\"geometry\":{\"type\":\"Point\",\"coordinates\":[112.9,28.2]},\"buffer\":5}"
                  + after
                  + "}");
      assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
      ids(reply.json().get("features")).forEach(all::add);
      boolean more = !reply.json().get("complete").asBoolean();
      assertThat(reply.json().has("stopped")).isEqualTo(more);
      after = more ? ",\"after\":\"" + reply.json().get("next").asText() + "\"" : null;
      pages++;
    } while (after != null);
    assertThat(all).hasSize(57).doesNotHaveDuplicates();
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void streamsSayAtTheirEndWhetherTheyAreAll() {
    scene.write(IntStream.range(0, 2_500).mapToObj(i -> mast("m" + i, LON, LAT, "a", i)));
    Reply lines =
        ask("olga", "{\"layers\":[{\"layer\":\"q_masts\"}]}", "Accept", "application/x-ndjson");
    String[] rows = new String(lines.bytes(), StandardCharsets.UTF_8).split("\n");
    assertThat(rows).hasSize(2_501);
    assertThat(rows[2_500]).contains("\"complete\":true").contains("\"returned\":2500");
    Reply collection =
        ask(
            "olga",
            "{\"layers\":[{\"layer\":\"q_masts\"}],\"limit\":1200}",
            "Accept",
            "application/geo+json");
    assertThat(collection.json().get("features")).hasSize(1_200);
    assertThat(collection.json().at("/summary/stopped").asText()).isEqualTo("limit");
    assertThat(collection.json().at("/summary/next").asText()).startsWith("q_masts:");
  }

  @Test
  void aHeavyQuestionIsToldBeforeItIsAsked() {
    scene.write(IntStream.range(0, 300).mapToObj(i -> mast("m" + i, LON, LAT, "a", i)));
    Reply reply =
        scene.http.send(
            "POST",
            "olga",
            "/questions/query?estimate=true",
            "{\"layers\":[{\"layer\":\"q_masts\",\"filter\":\"height < 100\"}]}");
    assertThat(reply.json().get("rows").asLong()).isEqualTo(100);
    assertThat(reply.json().get("exact").asBoolean()).isTrue();
    assertThat(reply.json().get("heavy").asBoolean()).isFalse();
    var guessed = scene.catalogue.get(MAST).estimate(FeatureQuery.of(MAST), 50);
    assertThat(guessed.exact()).isFalse();
    assertThat(guessed.rows()).isGreaterThanOrEqualTo(50);
  }

  @Test
  void whatIsHiddenIsUnknownInEveryQuestion() {
    scene.write(
        Stream.of(
            mast("m", LON, LAT, "a", 1),
            feature(
                SECRET, "s", QuestionScene.MAP.createPoint(new Coordinate(LON, LAT)), Map.of())));
    String secret = "{\"layers\":[{\"layer\":\"q_secret\"}]}";
    assertRefused(ask("olga", secret), 400, "/layers/0/layer", "unknown-layer");
    assertThat(ids(ask("gao", secret).json().get("features"))).containsExactly("s");
    String personal = "{\"layers\":[{\"layer\":\"q_masts\",\"filter\":\"owner = 'somebody'\"}]}";
    assertThat(ask("olga", personal).status()).as("may read personal data").isEqualTo(200);
    assertRefused(ask("paul", personal), 400, "/layers/0/filter", "invalid-filter");
    assertThat(ask("paul", "{\"layers\":[{\"layer\":\"q_masts\"}]}").toString())
        .doesNotContain("somebody");
    JsonNode here = scene.http.get("olga", "/questions/here?lon=112.9&lat=28.2&tolerance=5").json();
    assertThat(here.toString()).contains("q_masts").doesNotContain("q_secret");
    assertThat(scene.http.get("gao", "/questions/here?lon=112.9&lat=28.2&tolerance=5").toString())
        .contains("q_secret");
    assertRefused(
        ask(
            "olga",
            """
            {"layers":[{"layer":"q_masts"}],"area":{"feature":{"layer":"q_secret","id":"s"}}}"""),
        400,
        "/area/feature/layer",
        "unknown-layer");
  }

  @Test
  void badQuestionsAreRefusedByField() {
    Map<String, String> bad = new HashMap<>();
    bad.put("{\"layers\":[]}", "/layers");
    bad.put(
        "{\"layers\":[{\"layer\":\"q_masts\",\"filter\":\"no_such = 1\"}]}", "/layers/0/filter");
    bad.put("{\"layers\":[{\"layer\":\"q_masts\"},{\"layer\":\"q_masts\"}]}", "/layers/1/layer");
    bad.put("{\"layers\":[{\"layer\":\"q_masts\"}],\"area\":{\"buffer\":5}}", "/area");
    bad.put("{\"layers\":[{\"layer\":\"q_masts\"}],\"after\":\"elsewhere:1\"}", "/after");
    bad.put(
        "{\"layers\":[{\"layer\":\"q_masts\"}],\"area\":{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
            + "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}}}",
        "/area/geometry");
    bad.forEach(
        (json, field) -> {
          Reply reply = ask("olga", json);
          assertThat(reply.status()).as(json + " " + reply).isEqualTo(400);
          assertThat(reply.json().at("/errors/0/field").asText()).as(json).isEqualTo(field);
        });
    assertRefused(
        ask(
            "olga",
            """
            {"layers":[{"layer":"q_masts"}],"area":{"reach":{"lon":112.9,"lat":28.2,"minutes":5}}}"""),
        503,
        null,
        "no-roads");
  }

  @Test
  void theNearestAreNearest() {
    Random random = new Random(7);
    Map<String, Double> far = new HashMap<>();
    List<NewFeature> masts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double lon = LON + (random.nextDouble() - 0.5) * 0.2;
      double lat = LAT + (random.nextDouble() - 0.5) * 0.2;
      masts.add(mast("m" + i, lon, lat, "a", i));
      far.put("m" + i, Math.hypot((lon - LON) * Math.cos(Math.toRadians(LAT)), lat - LAT));
    }
    scene.write(masts.stream());
    Reply reply =
        scene.http.send(
            "POST",
            "olga",
            "/questions/nearest",
            "{\"layer\":\"q_masts\",\"lon\":112.9,\"lat\":28.2,\"count\":12}");
    List<String> expected =
        far.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .limit(12)
            .map(Map.Entry::getKey)
            .toList();
    assertThat(ids(reply.json().get("features"))).isEqualTo(expected);
    assertThat(reply.json().get("exact").asBoolean()).isTrue();
  }

  @Test
  void countsAddUpAndEachFeatureCountsOnce() {
    scene.write(
        Stream.of(
            district("d1", 112.90, 112.95),
            district("d2", 112.95, 113.00),
            mast("a", 112.91, 28.21, "x", 10),
            mast("b", 112.92, 28.22, "x", 5.5),
            mast("border", 112.95, 28.22, "x", 1),
            mast("c", 112.96, 28.22, "x", 2),
            mast("away", 113.5, 28.22, "x", 99)));
    Reply reply =
        scene.http.send(
            "POST",
            "olga",
            "/questions/counts",
            """
            {"layer":{"layer":"q_masts"},"by":"district","sum":["height"],"shapes":true}""");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode groups = reply.json().get("groups");
    assertThat(groups.at("/0/count").asLong()).isEqualTo(3);
    assertThat(groups.at("/0/sums/height").asDouble()).isEqualTo(16.5, within(1e-9));
    assertThat(groups.at("/0/name").asText()).isEqualTo("区d1");
    assertThat(groups.at("/0/geometry/type").asText()).isEqualTo("Polygon");
    assertThat(groups.at("/1/count").asLong()).isEqualTo(1);
    assertThat(reply.json().get("elsewhere").asLong()).isEqualTo(1);
    assertThat(reply.json().get("counted").asLong()).isEqualTo(5);
  }

  private static NewFeature district(String id, double west, double east) {
    return feature(
        "boundaries",
        id,
        QuestionScene.MAP.toGeometry(new Envelope(west, east, 28.1, 28.4)),
        Map.of("code", id, "name", "区" + id, "level", "district"));
  }

  @Test
  void headingsAroundAreDataAndMissingLayersAreNamed() {
    scene.write(
        Stream.of(
            mast("near", LON, LAT, "radio", 1),
            mast("other", LON, LAT, "light", 1),
            mast("far", LON + 0.1, LAT, "radio", 1)));
    scene.headings.add(
        new AroundHeading(
            "targets",
            "防护目标",
            "Targets",
            300.0,
            List.of(
                new AroundHeading.Part(MAST, "kind = 'radio'"),
                new AroundHeading.Part(SECRET, null),
                new AroundHeading.Part("poi", "no_such_field = 1"))));
    JsonNode heading =
        scene.http.get("olga", "/questions/around?lon=112.9&lat=28.2").json().at("/headings/0");
    assertThat(heading.get("count").asLong()).isEqualTo(1);
    assertThat(ids(heading.at("/layers/0/features"))).containsExactly("near");
    assertThat(heading.at("/missing/0/code").asText()).isEqualTo("not-here");
    assertThat(heading.at("/missing/1/code").asText()).isEqualTo("filter");
    assertThat(
            scene
                .http
                .get("olga", "/questions/around?lon=112.9&lat=28.2&metres=20000")
                .json()
                .at("/headings/0/count")
                .asLong())
        .isEqualTo(2);
  }

  /** A layer that answers too late, or not at all, is named; the others answer. */
  @Test
  void aLayerThatFailsIsNamedAndTheOthersAnswer() {
    scene.write(Stream.of(mast("m", LON, LAT, "a", 1)));
    scene.catalogue.add(new Broken());
    JsonNode here = scene.http.get("olga", "/questions/here?lon=112.9&lat=28.2&tolerance=5").json();
    assertThat(here.toString()).contains("\"q_masts\"");
    assertThat(here.at("/notAnswered/0/layer").asText()).isEqualTo("q_broken");
    assertThat(here.at("/notAnswered/0/code").asText()).isEqualTo("failed");
  }

  private static final class Broken implements FeatureSource {
    @Override
    public Layer layer() {
      return QuestionScene.layer("q_broken", ShareClass.UNCONDITIONAL, null);
    }

    @Override
    public List<Feature> read(FeatureQuery query) {
      throw new IllegalStateException("the disk is on fire");
    }

    @Override
    public long version() {
      return 1;
    }

    @Override
    public long count() {
      return 1;
    }

    @Override
    public Optional<Feature> find(String id) {
      return Optional.empty();
    }
  }
}
