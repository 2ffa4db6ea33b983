package city.chengtu.command.foreign;

import city.chengtu.command.api.Workers;
import city.chengtu.command.foreign.ForeignFailure.Why;
import city.chengtu.command.foreign.Offer.Offered;
import city.chengtu.command.outbound.OutboundFetch.Reply;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** Gets pictures of foreign layers: from memory, from their server, put together where needed. */
final class Pictures {
  private static final String LISTED = "ServiceException";

  /** Tiles of one mosaic that are asked for at the same time. */
  private static final int LANES = 4;

  private final PictureKeep keep;
  private final Workers painters;
  private final GatewaySettings settings;

  /**
   * @param painters where pictures are drawn: it takes processor time
   */
  Pictures(PictureKeep keep, Workers painters, GatewaySettings settings) {
    this.keep = keep;
    this.painters = painters;
    this.settings = settings;
  }

  /** A tile of the web-map pyramid. */
  Future<Picture> tile(ForeignServer server, ForeignLayer layer, TileAddress address) {
    boolean asItIs =
        server.source().spec().kind() != ForeignKind.WMS
            && server.source().spec().datum() == Datum.WGS84;
    return asItIs && address.z() >= layer.minZoom() && address.z() <= layer.maxZoom()
        ? single(server, layer, address)
        : view(server, layer, View.of(address));
  }

  /** Any area. Fails with a {@link ForeignFailure}. */
  Future<Picture> view(ForeignServer server, ForeignLayer layer, View wanted) {
    boolean shifted = server.source().spec().datum() == Datum.GCJ02;
    if (server.source().spec().kind() == ForeignKind.WMS) {
      return map(server, layer, shifted ? wanted.shifted() : wanted);
    }
    if (!wanted.mercator()) {
      if (wanted.rowError() > 0.5) {
        return Future.failedFuture(
            new ForeignFailure(
                Why.NOT_OFFERED, "this layer is drawn in EPSG:3857, or in degrees close by"));
      }
      return mosaic(server, layer, shifted ? wanted.other().shifted() : wanted.other());
    }
    return mosaic(server, layer, shifted ? wanted.shifted() : wanted);
  }

  /** The same as PNG, which every program reads. */
  Future<Picture> png(ForeignServer server, Picture picture) {
    return picture.type() == PictureType.PNG
        ? Future.succeededFuture(picture)
        : painters.run(
            () -> {
              try {
                return Mosaic.asPng(picture);
              } catch (IOException e) {
                throw server.failed(e.getMessage());
              }
            });
  }

  /** The same as points of colour, for who draws on. */
  Future<BufferedImage> image(ForeignServer server, Picture picture) {
    return painters.run(
        () -> {
          try {
            return Mosaic.image(picture);
          } catch (IOException e) {
            throw server.failed(e.getMessage());
          }
        });
  }

  private Future<Picture> map(ForeignServer server, ForeignLayer layer, View wanted) {
    try {
      Offered offered = server.offered(layer);
      View drawn =
          ForeignAddress.drawable(wanted, offered)
              .orElseThrow(
                  () ->
                      new ForeignFailure(
                          Why.NOT_OFFERED,
                          "its server does not offer this layer in this reference system"));
      URI uri =
          server
              .address()
              .map(
                  server.offer().orElseThrow(),
                  offered,
                  layer.style(),
                  drawn,
                  ForeignAddress.format(offered.formats()));
      return asked(server, uri);
    } catch (ForeignFailure e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Picture> single(ForeignServer server, ForeignLayer layer, TileAddress tile) {
    if (server.source().spec().kind() == ForeignKind.TILES) {
      return asked(server, ForeignAddress.tile(server.source().spec().url(), tile));
    }
    try {
      Offered offered = server.offered(layer);
      if (!offered.levels().containsKey(tile.z())) {
        throw new ForeignFailure(
            Why.NOT_OFFERED, "its server has no web-map tiles of this layer at zoom " + tile.z());
      }
      return asked(
          server,
          server
              .address()
              .tile(offered, layer.style(), tile, ForeignAddress.format(offered.formats())));
    } catch (ForeignFailure e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Picture> mosaic(ForeignServer server, ForeignLayer layer, View view) {
    Mosaic mosaic = Mosaic.of(view, layer.minZoom(), layer.maxZoom());
    if (mosaic.tiles().isEmpty()) {
      return Future.failedFuture(
          new ForeignFailure(Why.NOT_OFFERED, "too large an area for this layer's tiles"));
    }
    Map<TileAddress, Picture> pictures = new LinkedHashMap<>();
    List<TileAddress> tiles = mosaic.tiles();
    Future<Void> lanes = Future.succeededFuture();
    for (int from = 0; from < tiles.size(); from += LANES) {
      List<TileAddress> some = tiles.subList(from, Math.min(tiles.size(), from + LANES));
      lanes =
          lanes.compose(
              before ->
                  Future.all(some.stream().map(t -> one(server, layer, t, pictures)).toList())
                      .mapEmpty());
    }
    return lanes.compose(
        all ->
            pictures.isEmpty()
                ? Future.failedFuture(
                    new ForeignFailure(Why.EXCEPTION, "its server has no tiles there"))
                : painters.run(() -> drawn(server, mosaic, pictures)));
  }

  /** A tile that the server says it does not have is left blank, as beyond the edge of its map. */
  private Future<Void> one(
      ForeignServer server, ForeignLayer layer, TileAddress tile, Map<TileAddress, Picture> into) {
    return single(server, layer, tile)
        .onSuccess(
            picture -> {
              synchronized (into) {
                into.put(tile, picture);
              }
            })
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof ForeignFailure f && f.why() == Why.EXCEPTION
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private static Picture drawn(
      ForeignServer server, Mosaic mosaic, Map<TileAddress, Picture> pictures)
      throws ForeignFailure {
    try {
      synchronized (pictures) {
        return mosaic.draw(pictures);
      }
    } catch (IOException e) {
      throw server.failed(e.getMessage());
    }
  }

  private Future<Picture> asked(ForeignServer server, URI uri) {
    String key = server.source().id() + " " + server.source().version() + " " + uri;
    return keep.get(
        key, () -> server.ask(uri, settings.largest()).compose(reply -> checked(server, reply)));
  }

  /** What is no picture never passes: neither scripts nor pages, nor what only calls itself one. */
  private static Future<Picture> checked(ForeignServer server, Reply reply) {
    var type = PictureType.of(reply.body());
    if (type.isPresent()) {
      return Future.succeededFuture(new Picture(type.get(), reply.body(), 0, false));
    }
    return Future.failedFuture(
        PictureType.isXml(reply.contentType())
            ? exception(server, reply)
            : server.failed("it sent no picture but '" + reply.contentType() + "'"));
  }

  /** A service exception (06-042, 7.2.3.3; 06-121r3, 8): the server works but refuses. */
  static ForeignFailure exception(ForeignServer server, Reply reply) {
    try {
      Element root = ForeignXml.root(reply.body().getBytes());
      String text = root.getTextContent();
      if (root.getLocalName().startsWith(LISTED)
          || root.getLocalName().startsWith("ExceptionReport")) {
        String reason = server.open(text);
        server.note("it refused: " + reason);
        return new ForeignFailure(Why.EXCEPTION, server.source().id() + " refused: " + reason);
      }
      return server.failed("it sent <" + root.getLocalName() + "> instead of a picture");
    } catch (IOException e) {
      return server.failed("it sent broken XML instead of a picture");
    }
  }
}
