package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.loads.LayerJournal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.StandardLayers;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** A change of layers and its journal entry are one: either both are there or neither is. */
@EachStore
class LayerJournalTest {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private final SpatialDatabase database;
  private Journal journal;
  private StoredLayers layers;
  private boolean journalFails;
  private LayerJournal imports;

  LayerJournalTest(TestStore store) {
    database = store.database("db/command/common");
  }

  @BeforeEach
  void open() {
    Clock clock = Clock.systemUTC();
    journal = new Journal(database.jdbi(), clock, Chain.SHA_256);
    layers = StoredLayers.open(database, new Catalogue(), clock);
    // Stands where the journal takes its time: after the features were written, before the commit.
    Clock failing =
        new Clock() {
          @Override
          public Instant instant() {
            if (journalFails) {
              throw new IllegalStateException("the journal failed");
            }
            return clock.instant();
          }

          @Override
          public ZoneId getZone() {
            return clock.getZone();
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    Journal own = new Journal(database.jdbi(), failing, Chain.SHA_256);
    imports = new LayerJournal(new Commands(database.jdbi(), own, clock, entries -> {}), layers);
  }

  private static NewFeature poi(String id) {
    return new NewFeature("poi", id, 12, DRAW.createPoint(new Coordinate(116, 39)), Map.of());
  }

  private static Layer named(Layer l, String id) {
    return new Layer(
        id,
        l.theme(),
        l.title(),
        l.geometry(),
        l.fields(),
        l.origin(),
        l.scales(),
        l.style(),
        l.live());
  }

  private long features() {
    return layers.get("poi").read(FeatureQuery.of("poi")).size();
  }

  @Test
  void theEntryIsWrittenWithTheChangeUnderTheChangeSetsId() {
    long before = journal.position();
    ChangeSet set = ChangeSet.merge("import", "points", "a file");

    imports.write(set, sink -> sink.write(poi("with-entry")));

    List<JournalEntry> entries = journal.since(before, 10);
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).subject()).hasToString("layer/poi");
    assertThat(entries.get(0).version()).isEqualTo(layers.get("poi").version());
    assertThat(entries.get(0).commandId()).isEqualTo(set.id());
    assertThat(journal.findReceipt(set.id())).isPresent();
  }

  @Test
  void aDeliveryThatChangesNothingIsNoEntry() {
    imports.write(ChangeSet.merge("import", "a", "a"), sink -> sink.write(poi("same")));
    long before = journal.position();
    imports.write(ChangeSet.merge("import", "a", "a"), sink -> sink.write(poi("same")));
    assertThat(journal.position()).isEqualTo(before);
  }

  @Test
  void whenTheJournalFailsTheLayerIsAsBefore() {
    long position = journal.position();
    long version = layers.get("poi").version();
    long features = features();
    journalFails = true;

    ChangeSet set = ChangeSet.merge("import", "points", "a file");
    assertThatThrownBy(() -> imports.write(set, sink -> sink.write(poi("never"))))
        .hasMessageContaining("the journal failed");

    layers.catchUp();
    assertThat(layers.get("poi").version()).isEqualTo(version);
    assertThat(features()).isEqualTo(features);
    assertThat(journal.position()).isEqualTo(position);
    assertThat(journal.findReceipt(set.id())).isEmpty();
  }

  @Test
  void whenTheDeliveryBreaksOffAfterMakingANewLayerNothingOfItStays() {
    long position = journal.position();
    long version = layers.get("poi").version();
    Layer poi =
        StandardLayers.list().stream().filter(l -> l.id().equals("poi")).findFirst().orElseThrow();
    ChangeSet set = ChangeSet.merge("import", "points", "a file");

    assertThatThrownBy(
            () ->
                imports.write(
                    set,
                    sink -> {
                      for (int i = 0; i < 1_500; i++) {
                        sink.write(poi("half-" + i));
                      }
                      sink.define(named(poi, "poi_of_a_new_kind"));
                      throw new IllegalStateException("the file broke off");
                    }))
        .hasMessageContaining("broke off");

    layers.catchUp();
    assertThat(layers.get("poi").version()).isEqualTo(version);
    assertThat(layers.get("poi").find("half-1")).isEmpty();
    assertThat(journal.position()).isEqualTo(position);
    long sets =
        database
            .jdbi()
            .withHandle(
                h ->
                    h.select("select count(*) from change_set where id = ?", set.id())
                        .mapTo(Long.class)
                        .one());
    assertThat(sets).isZero();
  }
}
