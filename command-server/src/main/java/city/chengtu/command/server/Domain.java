package city.chengtu.command.server;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.cases.AttachmentDesk;
import city.chengtu.command.cases.CaseBook;
import city.chengtu.command.cases.CaseDesk;
import city.chengtu.command.cases.CaseRoutes;
import city.chengtu.command.cases.CaseSettings;
import city.chengtu.command.cases.CasesLayer;
import city.chengtu.command.cases.CityPlaces;
import city.chengtu.command.dispatch.AssignmentBook;
import city.chengtu.command.dispatch.ClosureDesk;
import city.chengtu.command.dispatch.ClosuresLayer;
import city.chengtu.command.dispatch.DispatchDesk;
import city.chengtu.command.dispatch.DispatchRoutes;
import city.chengtu.command.dispatch.IntervalReport;
import city.chengtu.command.dispatch.LocalPositionBoard;
import city.chengtu.command.dispatch.PlanAdvice;
import city.chengtu.command.dispatch.PositionBoard;
import city.chengtu.command.dispatch.Positions;
import city.chengtu.command.dispatch.Recommendations;
import city.chengtu.command.dispatch.RoadTimes;
import city.chengtu.command.dispatch.SharedPositionBoard;
import city.chengtu.command.dispatch.UnitDesk;
import city.chengtu.command.dispatch.UnitFile;
import city.chengtu.command.dispatch.UnitsLayer;
import city.chengtu.command.edits.EditLimits;
import city.chengtu.command.edits.EditRoutes;
import city.chengtu.command.edits.LayerDesk;
import city.chengtu.command.incidents.EventTime;
import city.chengtu.command.incidents.IncidentDesk;
import city.chengtu.command.incidents.IncidentFile;
import city.chengtu.command.incidents.IncidentRoutes;
import city.chengtu.command.incidents.IncidentsLayer;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.onemap.OneMap;
import city.chengtu.command.onemap.OneMapRoutes;
import city.chengtu.command.onemap.StoredExtents;
import city.chengtu.command.printing.PrintFonts;
import city.chengtu.command.printing.PrintLimits;
import city.chengtu.command.printing.PrintPictures;
import city.chengtu.command.printing.PrintRoutes;
import city.chengtu.command.printing.Printer;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.place.PlaceSearch;
import city.chengtu.gis.store.StoredLayers;
import city.chengtu.gis.tile.TileCache;
import city.chengtu.gis.tile.TileMaker;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Envelope;

/** The domain packages, wired: who works with whom. */
final class Domain implements AutoCloseable {
  private static final int TRACKS_WAITING = 200_000;
  private static final int FEATURES_IN_A_TILE = 15_000;
  private static final String BOUNDARIES = "boundaries";
  private static final double CITY_MARGIN_DEGREES = 0.1;

  private final Core core;
  private final Settings settings;
  private final Api api;
  private final AccessPolicy policy;
  private final Jdbi jdbi;
  final ReferenceData rules;
  private final PositionBoard board;
  private final UnitFile unitFile;
  final UnitDesk units;
  private final IncidentFile incidentFile;
  private final IncidentDesk incidents;
  private final DispatchDesk dispatch;
  final Positions positions;
  final Roads roads;
  private final PlaceSearch places;
  private final LayerDesk desk;
  private final EditRoutes edits;
  private final DownloadDoor downloads;
  private final TileMaker tileMaker = new TileMaker(FEATURES_IN_A_TILE);

  /** Of the console and of the OGC services: the same tile is kept once. */
  final TileCache tiles;

  Domain(
      Core core,
      Settings settings,
      Api api,
      AccessPolicy policy,
      ReferenceData rules,
      Catalogue catalogue,
      StoredLayers layers,
      PlaceSearch places,
      DownloadDoor downloads) {
    this.core = core;
    this.places = places;
    this.downloads = downloads;
    this.tiles =
        new TileCache(catalogue, tileMaker, (long) settings.get(Settings.TILE_CACHE) << 20);
    this.settings = settings;
    this.api = api;
    this.policy = policy;
    this.rules = rules;
    this.jdbi = core.database.jdbi();
    this.board =
        core.hazelcast
            .<PositionBoard>map(SharedPositionBoard::new)
            .orElseGet(LocalPositionBoard::new);
    EventTime eventTime = new EventTime(policy, rules);
    this.unitFile = new UnitFile(rules, board, core.clock);
    this.units = new UnitDesk(unitFile, rules, eventTime, policy);
    AssignmentBook book = new AssignmentBook(units);
    this.incidentFile = new IncidentFile(jdbi, core.journal, book);
    this.incidents = new IncidentDesk(incidentFile, book, rules, eventTime, policy);
    this.dispatch =
        new DispatchDesk(
            new DispatchDesk.Parts(
                incidents, incidentFile, units, unitFile, book, rules, eventTime, policy));
    this.positions = new Positions(jdbi, board, rules, policy, core.clock, TRACKS_WAITING).start();
    this.roads = new Roads(catalogue, core.clock);
    catalogue.add(new IncidentsLayer(jdbi, core.journal));
    catalogue.add(new UnitsLayer(jdbi, core.journal, rules, board));
    catalogue.add(new ClosuresLayer(jdbi, core.journal, core.clock));
    catalogue.add(new CasesLayer(core.database, core.journal));
    this.desk = desk(catalogue, layers);
    this.edits = new EditRoutes(api, jdbi, policy, layers, desk);
  }

  private LayerDesk desk(Catalogue catalogue, StoredLayers layers) {
    StoredExtents extents = new StoredExtents(layers);
    return new LayerDesk(
        catalogue,
        policy,
        layers,
        new EditLimits(
            settings.get(Settings.EDIT_VERTICES),
            EditLimits.STANDARD.text(),
            settings.get(Settings.EDIT_ITEMS),
            settings.get(Settings.REVIEW_BY_ANOTHER)),
        () -> {
          Optional<Envelope> city = extents.find(BOUNDARIES, catalogue.get(BOUNDARIES).version());
          city.ifPresent(box -> box.expandBy(CITY_MARGIN_DEGREES));
          return city;
        });
  }

  /** Where stored layers are changed feature by feature. */
  LayerDesk desk() {
    return desk;
  }

  List<Routes> routes(Catalogue catalogue, OneMap map, PrintPictures pictures) {
    return List.of(
        new IncidentRoutes(api, incidents, incidentFile, rules, policy, core.clock),
        dispatchRoutes(catalogue),
        caseRoutes(catalogue),
        new OneMapRoutes(api, map),
        printRoutes(catalogue, pictures),
        edits,
        downloads.routes());
  }

  private Routes printRoutes(Catalogue catalogue, PrintPictures pictures) {
    Printer printer =
        new Printer(
            catalogue,
            policy,
            pictures,
            new PrintFonts(settings.get(Settings.PRINT_FONT)),
            rules.zone(),
            core.clock,
            PrintLimits.STANDARD);
    return new PrintRoutes(api, printer, core.commands);
  }

  private Routes dispatchRoutes(Catalogue catalogue) {
    Recommendations recommendations =
        new Recommendations(
            new Recommendations.Parts(
                jdbi, core.journal, incidentFile, board, rules, new RoadTimes(roads), core.clock));
    PlanAdvice plans =
        new PlanAdvice(
            new PlanShelf(rules, catalogue), new PlanZones(catalogue), core.clock, rules.zone());
    return new DispatchRoutes(
        new DispatchRoutes.Parts(
            api,
            jdbi,
            core.journal,
            policy,
            incidentFile,
            dispatch,
            units,
            unitFile,
            new ClosureDesk(policy),
            positions,
            recommendations,
            plans,
            new IntervalReport(jdbi, incidentFile, rules),
            core.clock));
  }

  private Routes caseRoutes(Catalogue catalogue) {
    CaseBook book = CaseBook.standard();
    AttachmentDesk attachments =
        new AttachmentDesk(
            jdbi, policy, new CaseSettings(settings.get(Settings.UPLOAD_LIMIT) << 20));
    CaseDesk desk =
        new CaseDesk(jdbi, core.journal, policy, book, new CityPlaces(catalogue), attachments);
    return new CaseRoutes(api, desk, attachments, book, core.clock);
  }

  /** The one map, made once. */
  OneMap oneMap(Catalogue catalogue, StoredLayers layers) {
    return new OneMap(
        catalogue, policy, core.journal, new StoredExtents(layers), tiles, tileMaker, places);
  }

  @Override
  public void close() {
    positions.close();
    roads.close();
    places.close();
    downloads.close();
  }
}
