package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.samples.SampleCity;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The city this server runs for: its first accounts, and the sample when it is wanted.
 *
 * @param administratorPassword of the first administrator, on the very first start only; shown once
 *     and kept nowhere
 * @param centre where the map opens: lon, lat, zoom
 */
record City(
    boolean sample,
    List<About.DemoAccount> demoAccounts,
    Optional<String> administratorPassword,
    List<Double> centre) {
  private static final Logger LOG = LoggerFactory.getLogger(City.class);

  static City prepare(
      Core core, StoredLayers layers, Catalogue catalogue, Access access, SampleChoice choice) {
    if (choice.wanted() && catalogue.get("roads").version() == 0) {
      generate(core, layers, choice);
    }
    Optional<String> password = access.firstRun().ensureAdministrator();
    return new City(choice.wanted(), List.of(), password, List.of(112.98, 28.2, 14.0));
  }

  private static void generate(Core core, StoredLayers layers, SampleChoice choice) {
    LOG.info("生成示范城市 Making the sample city, seed {}, scale {} …", choice.seed(), choice.scale());
    ChangeSet set =
        ChangeSet.replace(
            "system", "示范城市 Sample city", "seed " + choice.seed() + ", scale " + choice.scale());
    List<LayerChange> changes =
        layers.write(set, sink -> SampleCity.generate(choice.seed(), choice.scale(), sink));
    LayerJournal.record(core.commands, set, changes);
    LOG.info(
        "示范城市已就绪 The sample city is there: {} features",
        changes.stream().mapToLong(LayerChange::added).sum());
  }

  About about(Settings settings, long position) {
    return new About(
        "城图 Chengtu",
        Version.text(),
        settings.get(Settings.NODE),
        sample,
        demoAccounts,
        new About.Limits(
            settings.get(Settings.POSITION_STALE).toSeconds(),
            settings.get(Settings.RECALL_WINDOW).toSeconds(),
            1),
        position,
        centre);
  }
}
