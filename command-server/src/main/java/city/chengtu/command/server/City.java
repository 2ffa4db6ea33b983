package city.chengtu.command.server;

import city.chengtu.command.access.Access;
import city.chengtu.command.access.DemoAccount;
import city.chengtu.command.access.FirstAccount;
import city.chengtu.command.access.FirstRun;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.loads.LayerJournal;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.samples.SampleAccount;
import city.chengtu.samples.SampleCity;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The city this server runs for: its first accounts, and the sample when it is wanted.
 *
 * @param firstAccounts the administrators made at the very first start, or whose public sample
 *     password was replaced; passwords are shown once and kept nowhere
 * @param centre where the map opens: lon, lat, zoom
 */
record City(
    boolean sample,
    List<About.DemoAccount> demoAccounts,
    List<FirstAccount> firstAccounts,
    List<Double> centre) {
  private static final Logger LOG = LoggerFactory.getLogger(City.class);
  private static final double ZOOM = 15;

  static City prepare(
      Core core, StoredLayers layers, Catalogue catalogue, Access access, SampleChoice choice) {
    if (choice.wanted()) {
      if (catalogue.get("roads").version() == 0) {
        generate(core, layers, choice);
      }
      access
          .firstRun()
          .ensureDemoAccounts(SampleAccount.list().stream().map(City::account).toList());
    }
    List<FirstAccount> made = new ArrayList<>();
    if (!choice.wanted()) {
      access
          .firstRun()
          .retireDemoAccounts(SampleAccount.list().stream().map(City::account).toList())
          .map(p -> new FirstAccount(FirstRun.ADMINISTRATOR, "管理员 administrator", p))
          .ifPresent(made::add);
    }
    made.addAll(access.firstRun().ensureAdministrators());
    return new City(
        choice.wanted(),
        choice.wanted() ? SampleAccount.list().stream().map(City::shown).toList() : List.of(),
        List.copyOf(made),
        centre(catalogue));
  }

  private static void generate(Core core, StoredLayers layers, SampleChoice choice) {
    LOG.info("生成示范城市 Making the sample city, seed {}, scale {} …", choice.seed(), choice.scale());
    ChangeSet set =
        ChangeSet.replace(
            "system", "示范城市 Sample city", "seed " + choice.seed() + ", scale " + choice.scale());
    List<LayerChange> changes =
        new LayerJournal(core.commands, layers)
            .write(set, sink -> SampleCity.generate(choice.seed(), choice.scale(), sink));
    LOG.info(
        "示范城市已就绪 The sample city is there: {} features",
        changes.stream().mapToLong(LayerChange::added).sum());
  }

  private static DemoAccount account(SampleAccount a) {
    return new DemoAccount(
        a.account(), a.password(), a.name(), a.organisation(), a.area(), List.of(a.role()));
  }

  private static About.DemoAccount shown(SampleAccount a) {
    return new About.DemoAccount(a.account(), a.password(), a.role(), a.name());
  }

  /** In the middle of the first roads there are; a city without roads opens on the country. */
  private static List<Double> centre(Catalogue catalogue) {
    List<Feature> some = catalogue.get("roads").read(FeatureQuery.of("roads").withLimit(1_000));
    if (some.isEmpty()) {
      return List.of(104.0, 35.0, 5.0);
    }
    Coordinate middle = some.get(some.size() / 2).geometry().getCentroid().getCoordinate();
    return List.of(middle.x, middle.y, ZOOM);
  }

  About about(Settings settings, ReferenceData rules, long position) {
    return new About(
        "城图 Chengtu",
        Version.text(),
        settings.get(Settings.NODE),
        sample,
        demoAccounts,
        new About.Limits(
            (long) rules.current().limit("positionStaleSeconds"),
            (long) rules.current().limit("recallSeconds"),
            1),
        position,
        centre);
  }
}
