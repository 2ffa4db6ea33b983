package city.chengtu.command.onemap;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.place.PlaceAt;
import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.locationtech.jts.geom.Coordinate;

/** The HTTP side of the one map. */
public final class OneMapRoutes implements Routes {
  private static final String GEOJSON = "application/geo+json";
  private static final int PAGE = 1_000;
  private static final int LARGEST_PAGE = 2_000;
  private static final int CLICKED = 50;
  private static final double FARTHEST = 5_000;
  private static final int PLACES = 10;
  private static final int MOST_PLACES = 50;

  private final Api api;
  private final OneMap map;

  public OneMapRoutes(Api api, OneMap map) {
    this.api = api;
    this.map = map;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(
        builder, "getLayer", "catalogue.read", call -> map.layer(call.actor(), call.path("layer")));
    api.query(builder, "listFeatures", "layer.read", this::features);
    api.query(builder, "getFeature", "layer.read", this::feature);
    api.query(builder, "listFeaturesAt", "layer.read", this::around);
    api.query(builder, "getTile", "layer.read", this::tile);
    api.query(builder, "findPlaces", "place.read", this::places);
    api.query(builder, "getPlaceAt", "place.read", this::placeAt);
  }

  private Answer features(Call call) {
    return answer(
        map.features(
            call.actor(),
            call.path("layer"),
            call.queryBox("bbox"),
            call.queryTime("at").orElse(null),
            call.queryInt("limit", PAGE, 1, LARGEST_PAGE),
            call.query("after").orElse(null)));
  }

  private Answer feature(Call call) {
    OneMap.Page page = map.feature(call.actor(), call.path("layer"), call.path("feature"));
    FeatureJson.Shown shown = page.features().get(0);
    byte[] body = FeatureJson.one(shown);
    Map<String, String> headers = withPosition(new HashMap<>(), page.position());
    String tag = FeatureTag.of(shown.feature().version(), body);
    headers.put("ETag", tag);
    // A strong tag stands for these very bytes, so they are not packed on the way.
    headers.put("Content-Encoding", "identity");
    headers.put("Cache-Control", "private, no-cache");
    return FeatureTag.isKnown(call.context().request().getHeader("If-None-Match"), tag)
        ? new Answer(304, null, Buffer.buffer(), headers)
        : Answer.bytes(GEOJSON, body, headers);
  }

  private Answer around(Call call) {
    return answer(
        map.around(
            call.actor(),
            call.path("layer"),
            number(call, "lon", -180, 180),
            number(call, "lat", -TileAddress.MAX_LATITUDE, TileAddress.MAX_LATITUDE),
            number(call, "tolerance", 0, FARTHEST),
            call.queryTime("at").orElse(null),
            call.queryInt("limit", CLICKED, 1, LARGEST_PAGE)));
  }

  private Map<String, Object> places(Call call) {
    String text =
        call.query("q").orElseThrow(() -> Refusal.invalid("q", "required", "q is required"));
    return Map.of(
        "items",
        map.places(
            call.actor(),
            text,
            call.query("near").map(OneMapRoutes::near).orElse(null),
            call.queryInt("limit", PLACES, 1, MOST_PLACES)));
  }

  private PlaceAt placeAt(Call call) {
    return map.placeAt(
        call.actor(),
        number(call, "lon", -180, 180),
        number(call, "lat", -TileAddress.MAX_LATITUDE, TileAddress.MAX_LATITUDE));
  }

  private static Coordinate near(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        double lon = Double.parseDouble(parts[0]);
        double lat = Double.parseDouble(parts[1]);
        if (Math.abs(lon) <= 180 && Math.abs(lat) <= TileAddress.MAX_LATITUDE) {
          return new Coordinate(lon, lat);
        }
      }
    } catch (NumberFormatException e) {
      throw Refusal.invalid("near", "not-a-point", "near must be lon,lat in degrees");
    }
    throw Refusal.invalid("near", "not-a-point", "near must be lon,lat in degrees");
  }

  private static double number(Call call, String name, double least, double most) {
    double value =
        call.queryDouble(name)
            .orElseThrow(() -> Refusal.invalid(name, "required", name + " is required"));
    if (!(value >= least && value <= most)) { // so that NaN is refused too
      throw Refusal.invalid(name, "out-of-range", name + " must be from " + least + " to " + most);
    }
    return value;
  }

  private static Answer answer(OneMap.Page page) {
    return Answer.bytes(
        GEOJSON,
        FeatureJson.collection(page.features(), page.next()),
        withPosition(new HashMap<>(), page.position()));
  }

  private static Map<String, String> withPosition(
      Map<String, String> headers, OptionalLong position) {
    position.ifPresent(p -> headers.put("Journal-Position", Long.toString(p)));
    return headers;
  }

  private Answer tile(Call call) {
    OneMap.Drawn drawn =
        map.tile(
            call.actor(), call.path("layer"), address(call), call.queryTime("at").orElse(null));
    return TileAnswer.of(call, drawn.tile(), withPosition(new HashMap<>(), drawn.position()));
  }

  private static TileAddress address(Call call) {
    try {
      return new TileAddress(whole(call, "z"), whole(call, "x"), whole(call, "y"));
    } catch (IllegalArgumentException e) {
      String field = e.getMessage().substring(0, 1); // it begins with the part at fault
      throw Refusal.invalid(field, "out-of-range", e.getMessage());
    }
  }

  private static int whole(Call call, String name) {
    try {
      return Integer.parseInt(call.path(name));
    } catch (NumberFormatException e) {
      throw Refusal.invalid(name, "not-a-number", name + " must be a whole number");
    }
  }
}
