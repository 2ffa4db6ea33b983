package city.chengtu.gis.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.ingest.NewFeature;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** A change set taken back, and rows that could not be taken, on both stores. */
@EachStore
class UndoTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final String POI = "poi";

  private final TestStore store;
  private SpatialDatabase database;
  private StoredLayers layers;

  UndoTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void open() {
    database = store.fresh();
    layers = StoredLayers.open(database, new Catalogue(), Clock.systemUTC());
  }

  private static NewFeature poi(String id, String name) {
    return new NewFeature(
        POI,
        id,
        14,
        DRAW.createPoint(new Coordinate(116 + name.length() / 100.0, 40)),
        Map.of("name", name));
  }

  private UUID replace(NewFeature... features) {
    ChangeSet set = ChangeSet.replace("tester", "all anew", "test");
    layers.write(
        set,
        sink -> {
          sink.define(StandardLayers.get(POI));
          Arrays.stream(features).forEach(sink::write);
        });
    return set.id();
  }

  private UUID merge(NewFeature... features) {
    ChangeSet set = ChangeSet.merge("tester", "more", "test");
    layers.write(set, Stream.of(features));
    return set.id();
  }

  private LayerChange undo(UUID undone) {
    return layers.undo(ChangeSet.merge("tester", "undo", "test"), undone).get(0);
  }

  private Map<String, Object> names() {
    Map<String, Object> names = new TreeMap<>();
    for (Feature f : layers.get(POI).read(FeatureQuery.of(POI))) {
      names.put(f.id(), f.properties().get("name") + " " + f.geometry());
    }
    return names;
  }

  @Test
  void addedChangedAndEndedAreAsBefore() {
    replace(poi("a", "one"), poi("b", "two"), poi("c", "same"));
    Map<String, Object> before = names();
    UUID load = replace(poi("a", "one changed"), poi("c", "same"), poi("d", "new"));
    assertThat(names()).isNotEqualTo(before);

    LayerChange change = undo(load);

    assertThat(names()).isEqualTo(before);
    assertThat(change.added()).isEqualTo(1); // b is there again
    assertThat(change.changed()).isEqualTo(1);
    assertThat(change.ended()).isEqualTo(1);
    assertThat(layers.get(POI).count()).isEqualTo(3);
    assertThat(layers.history(POI, "a")).hasSize(3);
    assertThat(layers.history(POI, "d")).hasSize(1);
  }

  @Test
  void whatWasTakenBackCanBeBroughtBack() {
    replace(poi("a", "one"), poi("b", "two"));
    UUID load = replace(poi("b", "two changed"), poi("c", "three"));
    Map<String, Object> loaded = names();
    LayerChange undone = undo(load);
    undo(undone.changeSet());
    assertThat(names()).isEqualTo(loaded);
  }

  @Test
  void theFirstLoadOfALayerTakenBackLeavesItEmpty() {
    UUID load = replace(poi("a", "one"), poi("b", "two"));
    undo(load);
    assertThat(names()).isEmpty();
    assertThat(layers.get(POI).count()).isZero();
  }

  @Test
  void changesThatOthersBuiltOnAreNotTakenBack() {
    replace(poi("a", "one"), poi("b", "two"));
    UUID load = merge(poi("a", "one changed"), poi("c", "new"));
    merge(poi("a", "changed again"));
    Map<String, Object> before = names();

    assertThatThrownBy(() -> undo(load))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[a]");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void whatWasEndedAndMadeAnewIsNotTakenBack() {
    replace(poi("a", "one"), poi("b", "two"));
    UUID load = replace(poi("a", "one"));
    merge(poi("b", "another two"));
    assertThatThrownBy(() -> undo(load)).hasMessageContaining("[b]");
  }

  @Test
  void anUnknownChangeSetIsNamed() {
    UUID nobody = UUID.randomUUID();
    assertThatThrownBy(() -> undo(nobody)).hasMessageContaining(nobody.toString());
  }

  @Test
  void manyFeaturesOverSeveralPages() {
    NewFeature[] old =
        IntStream.range(0, 2_500).mapToObj(i -> poi("f" + i, "old")).toArray(NewFeature[]::new);
    NewFeature[] fresh =
        IntStream.range(1_200, 3_700)
            .mapToObj(i -> poi("f" + i, "fresh"))
            .toArray(NewFeature[]::new);
    replace(old);
    UUID load = replace(fresh);
    LayerChange change = undo(load);
    assertThat(change.added()).isEqualTo(1_200);
    assertThat(change.changed()).isEqualTo(1_300);
    assertThat(change.ended()).isEqualTo(1_200);
    assertThat(layers.get(POI).count()).isEqualTo(2_500);
  }

  @Test
  void whatCameButCouldNotBeTakenStaysAsItWas() {
    replace(poi("a", "one"), poi("b", "two"), poi("c", "three"));
    layers.write(
        ChangeSet.replace("tester", "all anew", "test"),
        sink -> {
          sink.define(StandardLayers.get(POI));
          sink.write(poi("a", "one changed"));
          sink.keep(POI, "a"); // a second, bad row of the same id
          sink.keep(POI, "b");
          sink.keep(POI, "nobody");
        });
    assertThat(names().keySet()).containsExactly("a", "b");
    assertThat(layers.get(POI).count()).isEqualTo(2);
  }

  @Test
  void rowsThatWereNotTakenAreKeptWithTheirDelivery() {
    Quarantine quarantine = new Quarantine(database);
    ChangeSet set = ChangeSet.merge("tester", "a load", "test");
    QuarantinedRow good =
        new QuarantinedRow(
            set.id(),
            POI,
            7,
            "x",
            Map.of("名称", "五道口", "n", 3L),
            DRAW.createPoint(new Coordinate(39_448_473.0238, 4_419_565.493)),
            "EPSG:4527",
            "'kind' is missing [required]");
    QuarantinedRow bad =
        new QuarantinedRow(
            set.id(),
            POI,
            9,
            null,
            Map.of("text", "zero \0 within, half \ud800 pair"),
            null,
            "EPSG:4527",
            "x".repeat(5_000));
    layers.write(
        set,
        sink -> sink.write(poi("a", "one")),
        delivery ->
            database
                .jdbi()
                .inTransaction(
                    handle -> {
                      List<LayerChange> changes = delivery.apply(handle);
                      quarantine.keep(handle, List.of(good, bad));
                      return changes;
                    }));

    assertThat(quarantine.standing(null))
        .containsExactly(new Quarantine.Standing(set.id(), POI, 2));
    assertThat(quarantine.standing("roads")).isEmpty();
    List<QuarantinedRow> rows = quarantine.rows(set.id(), 0, 10);
    assertThat(rows.get(0)).isEqualTo(good);
    assertThat(rows.get(1).content()).containsEntry("text", "zero \ufffd within, half ? pair");
    assertThat(rows.get(1).reasons()).hasSize(4_000);
    assertThat(quarantine.rows(set.id(), 7, 10)).hasSize(1);
    assertThat(quarantine.forget(set.id())).isEqualTo(2);
    assertThat(quarantine.rows(set.id(), 0, 10)).isEmpty();
  }
}
