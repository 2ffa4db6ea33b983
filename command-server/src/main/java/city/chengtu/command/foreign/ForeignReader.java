package city.chengtu.command.foreign;

import city.chengtu.command.api.Workers;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.foreign.Offer.Offered;
import city.chengtu.command.outbound.OutboundFetch.Reply;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.locationtech.jts.geom.Envelope;

/**
 * Keeps what is known of foreign servers up to date on a beat: what they offer, and the copies of
 * their features. A server that does not answer is asked again after a pause, forever.
 */
public final class ForeignReader {
  private static final int LARGEST_CAPABILITIES = 4 << 20;
  private static final int LARGEST_COPY = 32 << 20;

  private final ForeignRegistry registry;
  private final Catalogue catalogue;
  private final GatewaySettings settings;
  private final InstantSource clock;
  private final Workers work;
  private final Map<String, Long> tried = new ConcurrentHashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  public ForeignReader(
      ForeignRegistry registry,
      Catalogue catalogue,
      GatewaySettings settings,
      InstantSource clock,
      Workers work) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.settings = settings;
    this.clock = clock;
    this.work = work;
  }

  /** Asks what is due; never blocks. */
  public void beat() {
    for (ForeignServer server : registry.servers()) {
      boolean due = !server.works() || server.offer().map(this::isOld).orElse(true);
      if (server.source().spec().kind() == ForeignKind.TILES) {
        due = !server.works();
      }
      if (due) {
        once("offer " + server.source().id() + " " + server.source().version(), () -> read(server));
      }
    }
    for (Chosen chosen : registry.layers()) {
      ForeignServer server = chosen.server();
      if (!server.source().spec().kind().pictures()
          && server.offer().isPresent()
          && isDue(chosen)) {
        once("copy " + chosen.layer().id() + " " + server.source().version(), () -> copy(chosen));
      }
    }
  }

  private boolean isOld(Offer offer) {
    return Duration.between(offer.readAt(), clock.instant()).compareTo(settings.reread()) > 0;
  }

  private boolean isDue(Chosen chosen) {
    return catalogue
        .find(chosen.layer().id())
        .map(
            s ->
                !(s instanceof CopiedLayer copy)
                    || Duration.between(copy.copiedAt(), clock.instant())
                            .compareTo(settings.reread())
                        > 0)
        .orElse(true);
  }

  /** One attempt at a time, and a pause between two. */
  private void once(String what, java.util.function.Supplier<Future<Void>> attempt) {
    Long last = tried.get(what);
    boolean paused = last != null && System.nanoTime() - last < settings.pause().toNanos();
    if (paused || !underWay.add(what)) {
      return;
    }
    attempt
        .get()
        .onComplete(
            done -> {
              tried.put(what, System.nanoTime());
              underWay.remove(what);
            });
  }

  /** Reads what a server offers. Failures are noted at the server, and nowhere else. */
  Future<Void> read(ForeignServer server) {
    ForeignKind kind = server.source().spec().kind();
    if (kind == ForeignKind.TILES) {
      return server
          .ask(
              ForeignAddress.tile(server.source().spec().url(), new TileAddress(0, 0, 0)),
              settings.largest())
          .onSuccess(reply -> server.noteWell())
          .<Void>mapEmpty()
          .recover(failure -> noted(server, failure));
    }
    return server
        .ask(server.address().capabilities(kind), LARGEST_CAPABILITIES)
        .compose(reply -> work.run(() -> parsed(kind, reply)))
        .onSuccess(
            offer -> {
              server.offers(offer);
              server.noteWell();
            })
        .<Void>mapEmpty()
        .recover(failure -> noted(server, failure));
  }

  private static Future<Void> noted(ForeignServer server, Throwable failure) {
    boolean told = failure instanceof ForeignFailure f && f.why() != ForeignFailure.Why.EXCEPTION;
    if (!told) {
      server.note(failure.getMessage());
    }
    return Future.succeededFuture();
  }

  private Offer parsed(ForeignKind kind, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes();
    return switch (kind) {
      case WMS -> WmsCapabilities.read(bytes, clock.instant());
      case WMTS -> WmtsCapabilities.read(bytes, clock.instant());
      default -> WfsCapabilities.read(bytes, clock.instant());
    };
  }

  private Future<Void> copy(Chosen chosen) {
    ForeignServer server = chosen.server();
    try {
      Offered offered = server.offered(chosen.layer());
      String format = WfsCapabilities.format(offered);
      return server
          .ask(
              server
                  .address()
                  .features(
                      server.offer().orElseThrow(), offered, format, settings.mostFeatures() + 1),
              LARGEST_COPY)
          .compose(reply -> work.run(() -> taken(chosen, offered, reply)))
          .recover(failure -> noted(server, failure));
    } catch (IOException e) {
      server.note(e.getMessage());
      return Future.succeededFuture();
    }
  }

  private Void taken(Chosen chosen, Offered offered, Reply reply) throws IOException {
    FeatureSource before = catalogue.find(chosen.layer().id()).orElse(null);
    CopiedLayer copy =
        new FeatureCopy(
                chosen.card(),
                offered.extent(),
                chosen.server().source().spec().datum() == Datum.GCJ02,
                clock.instant())
            .read(
                reply.body().getBytes(),
                settings.mostFeatures(),
                before == null ? 1 : before.version() + 1);
    boolean wanted =
        registry.layer(chosen.layer().id()).filter(now -> now.equals(chosen)).isPresent();
    if (wanted) { // it may have been taken away meanwhile
      boolean same = before instanceof CopiedLayer old && old.sameAs(copy);
      catalogue.add(same ? copy.withVersion(before.version()) : copy);
      if (!same) {
        catalogue.changed(chosen.layer().id(), new Envelope());
      }
    }
    return null;
  }
}
