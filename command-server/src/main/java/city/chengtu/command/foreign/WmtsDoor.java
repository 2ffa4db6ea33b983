package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.PublicAddress;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code /wmts}: the foreign layers as tiles for other people's GIS programs, by WMTS 1.0.0 (OGC
 * 07-057r7), by key and value or by address. One grid: WebMercatorQuad (OGC 17-083r4).
 */
public final class WmtsDoor {
  private static final String GRID = "WebMercatorQuad";
  private static final int DEEPEST = 20;
  private static final double WHOLE_WORLD = 559_082_264.0287178;

  private final Api api;
  private final ForeignMap map;
  private final Pictures pictures;
  private final PublicAddress address;
  private final Handler<RoutingContext> signIn;

  /**
   * @param signIn says who sends a request
   */
  public WmtsDoor(
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
    router.get("/wmts").handler(signIn).handler(api.relaying("wmts", c -> safely(c, this::byKey)));
    router
        .get("/wmts/1.0.0/WMTSCapabilities.xml")
        .handler(signIn)
        .handler(api.relaying("wmts", c -> safely(c, this::capabilities)));
    router
        .get("/wmts/:layer/default/" + GRID + "/:z/:y/:x")
        .handler(signIn)
        .handler(api.relaying("wmts", c -> safely(c, this::byAddress)));
    router.route("/wmts").handler(WmsDoor::otherMethod);
  }

  private Future<Answer> safely(Call call, Api.Relay relay) throws Exception {
    api.check(call, "layer.read");
    try {
      return relay.ask(call).recover(WmtsDoor::told);
    } catch (Refusal e) {
      return told(e);
    }
  }

  private Future<Answer> byKey(Call call) {
    DoorParameters given = new DoorParameters(call.context().queryParams());
    return switch (given.get("REQUEST").toLowerCase(Locale.ROOT)) {
      case "getcapabilities" -> capabilities(call);
      case "gettile" -> tileByKey(call, given);
      default ->
          throw Refusal.invalid("REQUEST", "OperationNotSupported", "GetCapabilities or GetTile");
    };
  }

  private Future<Answer> tileByKey(Call call, DoorParameters given) {
    if (!GRID.equals(given.get("TILEMATRIXSET"))) {
      throw Refusal.invalid("TILEMATRIXSET", "InvalidParameterValue", "the grid is " + GRID);
    }
    return tile(
        call,
        given.get("LAYER"),
        given.get("TILEMATRIX"),
        given.get("TILECOL"),
        given.get("TILEROW"));
  }

  private Future<Answer> byAddress(Call call) {
    return tile(
        call,
        call.path("layer"),
        call.path("z"),
        call.path("x").replaceFirst("\\.png$", ""),
        call.path("y"));
  }

  private Future<Answer> tile(Call call, String name, String z, String x, String y) {
    Chosen chosen =
        map.find(call.actor(), name)
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        "LAYER", "InvalidParameterValue", "there is no layer '" + name + "'"));
    return pictures
        .tile(chosen.server(), chosen.layer(), tile(z, x, y))
        .compose(picture -> pictures.png(chosen.server(), picture))
        .map(ForeignRoutes::answer);
  }

  private static TileAddress tile(String z, String x, String y) {
    try {
      return new TileAddress(Integer.parseInt(z), Integer.parseInt(x), Integer.parseInt(y));
    } catch (NumberFormatException e) {
      throw Refusal.invalid("TILEMATRIX", "InvalidParameterValue", "not whole numbers");
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("TILECOL", "TileOutOfRange", e.getMessage());
    }
  }

  private Future<Answer> capabilities(Call call) {
    String root = address.root(call.context().request()) + "/wmts";
    DoorXml xml =
        new DoorXml()
            .open(
                "Capabilities",
                "version",
                "1.0.0",
                "xmlns",
                "http://www.opengis.net/wmts/1.0",
                "xmlns:ows",
                "http://www.opengis.net/ows/1.1",
                "xmlns:xlink",
                "http://www.w3.org/1999/xlink")
            .open("ows:ServiceIdentification")
            .text("ows:Title", "城图外部图层 Chengtu foreign layers")
            .text("ows:ServiceType", "OGC WMTS")
            .text("ows:ServiceTypeVersion", "1.0.0")
            .close()
            .open("ows:OperationsMetadata");
    for (String name : List.of("GetCapabilities", "GetTile")) {
      xml.open("ows:Operation", "name", name)
          .open("ows:DCP")
          .open("ows:HTTP")
          .open("ows:Get", "xlink:href", root + "?")
          .open("ows:Constraint", "name", "GetEncoding")
          .open("ows:AllowedValues")
          .text("ows:Value", "KVP")
          .close()
          .close()
          .close()
          .close()
          .close()
          .close();
    }
    xml.close().open("Contents");
    map.pictures(call.actor()).forEach(chosen -> layer(xml, chosen, root));
    grid(xml);
    Buffer document = xml.close().close().end();
    return Future.succeededFuture(new Answer(200, "text/xml", document, Map.of()));
  }

  private static void layer(DoorXml xml, Chosen chosen, String root) {
    String id = chosen.layer().id();
    xml.open("Layer")
        .text("ows:Title", chosen.layer().title().zh() + " " + chosen.layer().title().en())
        .open("ows:WGS84BoundingBox")
        .text("ows:LowerCorner", "-180 -85.05")
        .text("ows:UpperCorner", "180 85.05")
        .close()
        .text("ows:Identifier", id)
        .open("Style", "isDefault", "true")
        .text("ows:Identifier", "default")
        .close()
        .text("Format", "image/png")
        .open("TileMatrixSetLink")
        .text("TileMatrixSet", GRID)
        .close()
        .empty(
            "ResourceURL",
            "format",
            "image/png",
            "resourceType",
            "tile",
            "template",
            root + "/" + id + "/default/" + GRID + "/{TileMatrix}/{TileRow}/{TileCol}.png")
        .close();
  }

  private static void grid(DoorXml xml) {
    xml.open("TileMatrixSet")
        .text("ows:Identifier", GRID)
        .text("ows:SupportedCRS", "urn:ogc:def:crs:EPSG::3857")
        .text("WellKnownScaleSet", "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible");
    for (int z = 0; z <= DEEPEST; z++) {
      String side = Long.toString(1L << z);
      xml.open("TileMatrix")
          .text("ows:Identifier", Integer.toString(z))
          .text(
              "ScaleDenominator",
              new BigDecimal(WHOLE_WORLD / (1L << z))
                  .round(new java.math.MathContext(15))
                  .toPlainString())
          .text("TopLeftCorner", "-20037508.342789244 20037508.342789244")
          .text("TileWidth", "256")
          .text("TileHeight", "256")
          .text("MatrixWidth", side)
          .text("MatrixHeight", side)
          .close();
    }
    xml.close();
  }

  /** As the standard says it (OGC 06-121r3, 8), with the status that fits. */
  private static Future<Answer> told(Throwable failure) {
    Refusal refusal =
        failure instanceof ForeignFailure foreign
            ? foreign.refusal()
            : failure instanceof Refusal known ? known : null;
    if (refusal == null) {
      return Future.failedFuture(failure);
    }
    String code = refusal.reason().code();
    Map<String, String> headers = new HashMap<>();
    if (refusal.reason().status() == 503) {
      headers.put("Retry-After", "1");
    }
    Buffer report =
        new DoorXml()
            .open(
                "ows:ExceptionReport",
                "version",
                "1.1.0",
                "xmlns:ows",
                "http://www.opengis.net/ows/1.1")
            .open(
                "ows:Exception",
                "exceptionCode",
                Character.isUpperCase(code.charAt(0)) ? code : "NoApplicableCode")
            .text("ows:ExceptionText", refusal.reason().detail())
            .close()
            .close()
            .end();
    return Future.succeededFuture(
        new Answer(refusal.reason().status(), "text/xml", report, headers));
  }
}
