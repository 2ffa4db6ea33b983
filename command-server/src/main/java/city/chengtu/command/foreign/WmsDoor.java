package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code /wms}: the foreign layers for other people's GIS programs, by WMS 1.1.1 and 1.3.0. A layer
 * the asker may not see is as good as not there. Every parameter is read and written anew; the
 * foreign server never sees what the client sent.
 */
public final class WmsDoor {
  private static final int LARGEST_SIDE = 4_096;
  private static final String PNG = "image/png";
  private static final Set<String> MERCATOR = Set.of("EPSG:3857", "EPSG:900913");
  private static final Set<String> LATITUDE_FIRST = Set.of("EPSG:4326", "EPSG:4490");

  private final Api api;
  private final ForeignMap map;
  private final Pictures pictures;
  private final PublicAddress address;
  private final Handler<RoutingContext> signIn;

  /**
   * @param signIn says who sends a request
   */
  public WmsDoor(
      Api api,
      ForeignGateway gateway,
      AccessPolicy policy,
      PublicAddress address,
      Handler<RoutingContext> signIn) {
    this.api = api;
    this.map = new ForeignMap(gateway.registry(), policy);
    this.pictures = gateway.pictures();
    this.address = address;
    this.signIn = signIn;
  }

  public void mount(Router router) {
    router.get("/wms").handler(signIn).handler(api.relaying("wms", this::answer));
    router.route("/wms").handler(WmsDoor::otherMethod);
  }

  static void otherMethod(RoutingContext context) {
    context.response().putHeader("Allow", "GET");
    context.fail(405);
  }

  private Future<Answer> answer(Call call) {
    api.check(call, "layer.read");
    boolean newer = true;
    try {
      DoorParameters given = new DoorParameters(call.context().queryParams());
      newer =
          !given.find("VERSION").or(() -> given.find("WMTVER")).orElse("1.3.0").startsWith("1.1");
      boolean form = newer;
      return asked(call, given, newer).recover(failure -> told(failure, form));
    } catch (Refusal e) {
      return told(e, newer);
    }
  }

  private Future<Answer> asked(Call call, DoorParameters given, boolean newer) {
    return switch (given.get("REQUEST").toLowerCase(Locale.ROOT)) {
      case "getcapabilities", "capabilities" -> capabilities(call, newer);
      case "getmap", "map" -> picture(call, given, newer);
      case "getfeatureinfo", "feature_info" -> info(call, given, newer);
      default ->
          throw Refusal.invalid(
              "REQUEST",
              "OperationNotSupported",
              "GetCapabilities, GetMap and GetFeatureInfo are answered here");
    };
  }

  private Future<Answer> capabilities(Call call, boolean newer) {
    Buffer document =
        new WmsDocument(newer, address.root(call.context().request()) + "/wms")
            .write(map.pictures(call.actor()));
    return Future.succeededFuture(
        new Answer(200, newer ? "text/xml" : "application/vnd.ogc.wms_xml", document, Map.of()));
  }

  private Future<Answer> picture(Call call, DoorParameters given, boolean newer) {
    Chosen chosen = layer(call, given, "LAYERS");
    given
        .find("STYLES")
        .filter(s -> !s.equals("default"))
        .ifPresent(
            s -> {
              throw Refusal.invalid("STYLES", "StyleNotDefined", "there is the default style only");
            });
    if (!PNG.equals(given.get("FORMAT").toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip())) {
      throw Refusal.invalid("FORMAT", "InvalidFormat", "pictures are PNG here");
    }
    View view = view(given, newer);
    return pictures
        .view(chosen.server(), chosen.layer(), view)
        .compose(picture -> pictures.png(chosen.server(), picture))
        .map(ForeignRoutes::answer);
  }

  private Chosen layer(Call call, DoorParameters given, String parameter) {
    String name = given.get(parameter);
    return map.find(call.actor(), name)
        .orElseThrow(
            () ->
                Refusal.invalid(parameter, "LayerNotDefined", "there is no layer '" + name + "'"));
  }

  private static View view(DoorParameters given, boolean newer) {
    String name = newer ? "CRS" : "SRS";
    String crs = given.get(name).toUpperCase(Locale.ROOT);
    boolean metres = MERCATOR.contains(crs);
    if (!metres && !LATITUDE_FIRST.contains(crs) && !(newer && crs.equals("CRS:84"))) {
      throw Refusal.invalid(name, newer ? "InvalidCRS" : "InvalidSRS", "not offered: " + crs);
    }
    double[] b = given.box("BBOX");
    boolean turned = newer && LATITUDE_FIRST.contains(crs);
    double x1 = turned ? b[1] : b[0];
    double y1 = turned ? b[0] : b[1];
    double x2 = turned ? b[3] : b[2];
    double y2 = turned ? b[2] : b[3];
    double edgeX = metres ? 2 * View.HALF : 360;
    double edgeY = metres ? 2 * View.HALF : 180;
    if (!(x1 < x2 && y1 < y2 && Math.max(Math.abs(x1), Math.abs(x2)) <= edgeX)
        || Math.max(Math.abs(y1), Math.abs(y2)) > edgeY) {
      throw Refusal.invalid("BBOX", "out-of-range", "BBOX must be an area of the map");
    }
    return new View(
        metres,
        x1,
        y1,
        x2,
        y2,
        given.whole("WIDTH", 1, LARGEST_SIDE),
        given.whole("HEIGHT", 1, LARGEST_SIDE));
  }

  private Future<Answer> info(Call call, DoorParameters given, boolean newer) {
    Chosen chosen = layer(call, given, "QUERY_LAYERS");
    View view = view(given, newer);
    int i = given.whole(newer ? "I" : "X", 0, view.width() - 1);
    int j = given.whole(newer ? "J" : "Y", 0, view.height() - 1);
    boolean plain = "text/plain".equals(given.find("INFO_FORMAT").orElse("application/json"));
    return ForeignInfo.at(chosen.server(), chosen.layer(), view, i, j)
        .map(json -> map.told(call.actor(), chosen, json))
        .map(
            json ->
                plain
                    ? new Answer(200, "text/plain; charset=utf-8", plainText(json), Map.of())
                    : new Answer(200, "application/json", collection(json), Map.of()));
  }

  private static Buffer plainText(JsonObject json) {
    if (json.containsKey("text")) {
      return Buffer.buffer(json.getString("text"));
    }
    StringBuilder text = new StringBuilder();
    json.getJsonArray("features", new JsonArray())
        .forEach(
            f -> {
              ((JsonObject) f)
                  .forEach(
                      e -> text.append(e.getKey()).append(" = ").append(e.getValue()).append('\n'));
              text.append('\n');
            });
    return Buffer.buffer(text.toString());
  }

  private static Buffer collection(JsonObject json) {
    JsonArray features = new JsonArray();
    json.getJsonArray("features", new io.vertx.core.json.JsonArray())
        .forEach(
            f ->
                features.add(
                    new JsonObject()
                        .put("type", "Feature")
                        .putNull("geometry")
                        .put("properties", f)));
    JsonObject whole = new JsonObject().put("type", "FeatureCollection").put("features", features);
    if (json.containsKey("text")) {
      whole.put("text", json.getString("text"));
    }
    return whole.toBuffer();
  }

  /** As the standard says it (06-042, 6.11), with the status that fits. */
  private static Future<Answer> told(Throwable failure, boolean newer) {
    Refusal refusal =
        failure instanceof ForeignFailure foreign
            ? foreign.refusal()
            : failure instanceof Refusal known ? known : null;
    if (refusal == null) {
      return Future.failedFuture(failure);
    }
    DoorXml xml = new DoorXml();
    if (newer) {
      xml.open("ServiceExceptionReport", "version", "1.3.0", "xmlns", "http://www.opengis.net/ogc");
    } else {
      xml.open("ServiceExceptionReport", "version", "1.1.1");
    }
    String code = refusal.reason().code();
    boolean standard = Character.isUpperCase(code.charAt(0));
    xml.text(
        "ServiceException",
        refusal.reason().detail(),
        standard ? new String[] {"code", code} : new String[0]);
    Map<String, String> headers = new HashMap<>();
    if (refusal.reason().status() == 503) {
      headers.put("Retry-After", "1");
    }
    return Future.succeededFuture(
        new Answer(
            refusal.reason().status(),
            newer ? "text/xml" : "application/vnd.ogc.se_xml",
            xml.close().end(),
            headers));
  }
}
