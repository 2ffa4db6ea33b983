package city.chengtu.command.foreign;

import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.api.Workers;
import city.chengtu.command.foreign.Offer.Offered;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.onemap.LayerCard;
import city.chengtu.command.onemap.PictureInfo;
import city.chengtu.command.outbound.OutboundFetch;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The foreign servers as this node knows them, and their layers in the catalogue. Follows the
 * journal, so that all nodes know the same.
 */
public final class ForeignRegistry {
  /** Subject kind in the journal. */
  static final String KIND = "foreign-source";

  private static final Logger LOG = LoggerFactory.getLogger(ForeignRegistry.class);
  private static final int BASE_ORDER = 1;
  private static final int OVER_ORDER = 15;

  private final Jdbi jdbi;
  private final SecretBox box;
  private final OutboundFetch fetch;
  private final GatewaySettings settings;
  private final Catalogue catalogue;
  private final InstantSource clock;
  private final Workers work;
  private final ForeignTable table = new ForeignTable();
  private final Set<String> listed = new HashSet<>();
  private volatile Map<String, ForeignServer> servers = Map.of();
  private volatile Map<String, Chosen> layers = Map.of();

  /** A layer of a server. */
  record Chosen(ForeignServer server, ForeignLayer layer, Layer card) {
    Optional<Offered> offered() {
      return server.offer().flatMap(o -> o.layer(layer.name()));
    }

    /** As the catalogue lists it. */
    LayerCard listed() {
      Optional<Offered> offered = offered();
      boolean works = server.works();
      return new LayerCard(
          card,
          null,
          server.source().version(),
          offered.map(Offered::extent).map(LayerCard::box).orElse(null),
          new PictureInfo(
              "/api/v1/foreign/" + layer.id() + "/tiles/{z}/{x}/{y}",
              layer.base(),
              layer.maxZoom(),
              offered.map(o -> !o.infoFormats().isEmpty()).orElse(false),
              works,
              works ? null : server.health().problemAt()));
    }
  }

  /**
   * @param work where what takes time is done
   */
  public ForeignRegistry(
      Jdbi jdbi,
      SecretBox box,
      OutboundFetch fetch,
      GatewaySettings settings,
      Catalogue catalogue,
      InstantSource clock,
      Workers work) {
    this.jdbi = jdbi;
    this.box = box;
    this.fetch = fetch;
    this.settings = settings;
    this.catalogue = catalogue;
    this.clock = clock;
    this.work = work;
  }

  /** New journal entries, from any node: never blocks. */
  public void onEntries(List<JournalEntry> entries) {
    if (entries.stream().anyMatch(e -> KIND.equals(e.subject().kind()))) {
      work.run(
              () -> {
                reload();
                return null;
              })
          .onFailure(e -> LOG.warn("the foreign servers were not read again", e));
    }
  }

  /** Reads the servers from the store. A server that has not changed keeps its state. Blocking. */
  public synchronized void reload() {
    Map<String, ForeignServer> next = new LinkedHashMap<>();
    Map<String, Chosen> chosen = new LinkedHashMap<>();
    for (ForeignTable.Row row : jdbi.withHandle(table::list)) {
      ForeignServer known = servers.get(row.source().id());
      ForeignServer server =
          known != null && known.source().version() == row.source().version() ? known : opened(row);
      next.put(row.source().id(), server);
      for (ForeignLayer layer : row.source().spec().layers()) {
        chosen.put(layer.id(), new Chosen(server, layer, card(row.source().spec(), layer)));
      }
    }
    servers = next;
    layers = chosen;
    list(chosen);
  }

  private void list(Map<String, Chosen> chosen) {
    Set<String> gone = new HashSet<>(listed);
    gone.removeAll(chosen.keySet());
    gone.forEach(catalogue::remove);
    listed.clear();
    listed.addAll(chosen.keySet());
    for (Chosen each : chosen.values()) {
      if (each.server().source().spec().kind().pictures()) {
        catalogue.addPicture(each.card());
      }
    }
  }

  private ForeignServer opened(ForeignTable.Row row) {
    ForeignSpec spec = row.source().spec();
    try {
      String secret =
          row.sealed() == null
              ? ""
              : new String(
                  box.open(row.sealed(), owner(row.source().id())), StandardCharsets.UTF_8);
      return new ForeignServer(
          row.source(),
          new ForeignAccess(spec.way(), spec.accessName(), secret),
          fetch,
          settings,
          clock);
    } catch (IllegalStateException e) {
      // Without its secret the server answers 401, which its administrators then see.
      LOG.error("the secret of foreign server {} does not open", row.source().id(), e);
      ForeignServer server =
          new ForeignServer(row.source(), ForeignAccess.NONE, fetch, settings, clock);
      server.note("its secret does not open: " + e.getMessage());
      return server;
    }
  }

  /** For whom a secret is sealed. */
  static String owner(String source) {
    return KIND + "/" + source;
  }

  static Layer card(ForeignSpec spec, ForeignLayer layer) {
    return new Layer(
        layer.id(),
        spec.theme(),
        layer.title(),
        GeometryKind.POLYGON,
        List.of(),
        new LayerOrigin(
            spec.owner(),
            spec.title().zh(),
            null,
            spec.approvalNumber(),
            spec.shareClass(),
            spec.organisation()),
        new ScaleRange(layer.minZoom(), ScaleRange.DEEPEST),
        new LayerStyle(
            layer.base() ? BASE_ORDER : OVER_ORDER, null, null, null, null, null, null, null, 1.0),
        false);
  }

  List<ForeignServer> servers() {
    return List.copyOf(servers.values());
  }

  Optional<ForeignServer> server(String id) {
    return Optional.ofNullable(servers.get(id));
  }

  Optional<Chosen> layer(String id) {
    return Optional.ofNullable(layers.get(id));
  }

  List<Chosen> layers() {
    return List.copyOf(layers.values());
  }

  /** Which servers do not work, for the operator of this one; empty when all do. */
  public Optional<String> problem() {
    String names =
        servers.values().stream()
            .filter(s -> !s.works())
            .map(s -> s.source().id())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? Optional.empty() : Optional.of("foreign servers: " + names);
  }

  /** 1 for a server that works, for the metrics. */
  public Map<String, Double> works() {
    Map<String, Double> works = new LinkedHashMap<>();
    servers.values().forEach(s -> works.put(s.source().id(), s.works() ? 1.0 : 0.0));
    return works;
  }
}
