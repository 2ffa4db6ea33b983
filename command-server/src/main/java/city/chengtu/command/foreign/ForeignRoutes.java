package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.LayerCard;
import city.chengtu.command.onemap.PictureInfo;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.Future;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;

/** The HTTP side of the gateway: its administration, and the pictures for our own client. */
public final class ForeignRoutes implements Routes {
  private static final String MANAGE = "foreign.manage";
  private static final String READ = "foreign.read";
  private static final String SEE = "layer.read";
  private static final int LARGEST_SIDE = 4_096;
  private static final int INFO_SIDE = 101;
  private static final int KEEP_SECONDS = 60;

  private final Api api;
  private final ForeignRegistry registry;
  private final ForeignDesk desk;
  private final ForeignMap map;
  private final Pictures pictures;

  public ForeignRoutes(
      Api api, ForeignGateway gateway, AccessPolicy policy, SecretBox box, Catalogue catalogue) {
    this.api = api;
    this.registry = gateway.registry();
    this.pictures = gateway.pictures();
    this.desk = new ForeignDesk(box, catalogue);
    this.map = new ForeignMap(registry, policy);
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "listForeignSources", READ, call -> Map.of("items", sources()));
    api.query(builder, "getForeignSource", READ, call -> card(server(call)));
    api.query(builder, "getForeignOffer", READ, this::offer);
    api.command(
        builder,
        "registerForeignSource",
        MANAGE,
        (c, call) -> desk.register(c, call.body(ForeignRequest.class)));
    api.command(
        builder,
        "changeForeignSource",
        MANAGE,
        (c, call) ->
            desk.change(c, call.path("source"), call.body(ForeignRequest.class), call.ifMatch()));
    api.command(
        builder, "removeForeignSource", MANAGE, (c, call) -> desk.remove(c, call.path("source")));
    api.query(builder, "listForeignLayers", "catalogue.read", this::layers);
    api.relay(builder, "getForeignTile", SEE, this::tile);
    api.relay(builder, "getForeignMap", SEE, this::picture);
    api.relay(builder, "getForeignInfo", SEE, this::info);
  }

  /** A server as its administrators see it. */
  record SourceCard(ForeignSource source, ForeignServer.Health health) {}

  private List<SourceCard> sources() {
    return registry.servers().stream().map(ForeignRoutes::card).toList();
  }

  private static SourceCard card(ForeignServer server) {
    return new SourceCard(server.source(), server.health());
  }

  private ForeignServer server(Call call) {
    String id = call.path("source");
    return registry.server(id).orElseThrow(() -> Refusal.notFound(ForeignRegistry.KIND, id));
  }

  /** What one may choose of. */
  record OfferedCard(
      String name,
      String title,
      List<Double> extent,
      List<String> crs,
      List<String> formats,
      boolean queryable,
      boolean tiled) {}

  private Object offer(Call call) {
    ForeignServer server = server(call);
    if (server.source().spec().kind() == ForeignKind.TILES) {
      throw Refusal.of(404, "no-offer", "tiles by address do not say what they offer");
    }
    Offer offer =
        server
            .offer()
            .orElseThrow(
                () ->
                    new ForeignFailure(
                            ForeignFailure.Why.UNREAD,
                            "what it offers was not read yet: " + server.health().problem())
                        .refusal());
    return Map.of(
        "title",
        offer.title(),
        "version",
        offer.version(),
        "readAt",
        offer.readAt(),
        "layers",
        offer.layers().stream()
            .map(
                l ->
                    new OfferedCard(
                        l.name(),
                        l.title(),
                        LayerCard.box(l.extent()),
                        l.crs(),
                        l.formats(),
                        !l.infoFormats().isEmpty(),
                        l.grid() != null))
            .toList());
  }

  /**
   * A layer of pictures as the client needs it.
   *
   * @param works false while its server does not answer: old pictures may show
   * @param since when that began, as far as known
   */
  record PictureCard(
      Layer layer,
      boolean base,
      int maxPictureZoom,
      boolean queryable,
      boolean works,
      Instant since,
      List<Double> extent) {}

  private Object layers(Call call) {
    return Map.of(
        "items", map.pictures(call.actor()).stream().map(ForeignRoutes::pictureCard).toList());
  }

  private static PictureCard pictureCard(Chosen chosen) {
    LayerCard listed = chosen.listed();
    PictureInfo picture = listed.picture();
    return new PictureCard(
        listed.layer(),
        picture.base(),
        picture.maxZoom(),
        picture.queryable(),
        picture.works(),
        picture.since(),
        listed.extent());
  }

  private Future<Answer> tile(Call call) {
    Chosen chosen = map.picture(call.actor(), call.path("layer"));
    return sent(pictures.tile(chosen.server(), chosen.layer(), address(call)));
  }

  private static TileAddress address(Call call) {
    try {
      return new TileAddress(
          Integer.parseInt(call.path("z")),
          Integer.parseInt(call.path("x")),
          Integer.parseInt(call.path("y")));
    } catch (NumberFormatException e) {
      throw Refusal.invalid("z", "not-a-number", "z, x and y are whole numbers");
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(e.getMessage().substring(0, 1), "out-of-range", e.getMessage());
    }
  }

  private Future<Answer> picture(Call call) {
    Chosen chosen = map.picture(call.actor(), call.path("layer"));
    Envelope box =
        call.queryBox("bbox")
            .filter(b -> b.getArea() > 0)
            .orElseThrow(() -> Refusal.invalid("bbox", "required", "bbox of some area is needed"));
    int width = call.queryInt("width", View.TILE, 1, LARGEST_SIDE);
    int height = call.queryInt("height", View.TILE, 1, LARGEST_SIDE);
    View degrees =
        new View(false, box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY(), width, height);
    return sent(pictures.view(chosen.server(), chosen.layer(), degrees.other()));
  }

  private Future<Answer> info(Call call) {
    Chosen chosen = map.picture(call.actor(), call.path("layer"));
    double lon = degrees(call, "lon", 180);
    double lat = degrees(call, "lat", TileAddress.MAX_LATITUDE);
    int zoom = call.queryInt("zoom", 16, 0, 22);
    double half = INFO_SIDE * View.HALF / (View.TILE * Math.pow(2, zoom));
    double x = View.x(lon);
    double y = View.y(lat);
    View view = new View(true, x - half, y - half, x + half, y + half, INFO_SIDE, INFO_SIDE);
    return ForeignInfo.at(chosen.server(), chosen.layer(), view, INFO_SIDE / 2, INFO_SIDE / 2)
        .map(json -> map.told(call.actor(), chosen, json))
        .map(json -> new Answer(200, "application/json", json.toBuffer(), Map.of()))
        .recover(ForeignRoutes::refused);
  }

  private static double degrees(Call call, String name, double most) {
    double value =
        call.queryDouble(name)
            .orElseThrow(() -> Refusal.invalid(name, "required", name + " is required"));
    if (!(Math.abs(value) <= most)) { // so that NaN is refused too
      throw Refusal.invalid(name, "out-of-range", name + " is beyond " + most);
    }
    return value;
  }

  static <T> Future<T> refused(Throwable failure) {
    return Future.failedFuture(
        failure instanceof ForeignFailure foreign ? foreign.refusal() : failure);
  }

  private static Future<Answer> sent(Future<Picture> picture) {
    return picture.map(ForeignRoutes::answer).recover(ForeignRoutes::refused);
  }

  /** The picture; how old it is, and whether it should be newer, stand in the headers. */
  static Answer answer(Picture picture) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Foreign-Age", Long.toString(picture.ageSeconds()));
    headers.put("Foreign-State", picture.stale() ? "stale" : "fresh");
    headers.put("Cache-Control", picture.stale() ? "no-store" : "private, max-age=" + KEEP_SECONDS);
    headers.put("Vary", "Cookie, Authorization");
    return new Answer(200, picture.type().mediaType(), picture.bytes(), headers);
  }
}
