package city.chengtu.command.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.Collections.Opened;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.style.MapLibre;
import city.chengtu.gis.style.Sld;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OGC API – Styles (draft 20-009): the one map as a style for web maps, and each layer's own style,
 * for web maps and as SLD. A style names no field that its reader does not see.
 */
final class StyleRoutes {
  static final String STYLES = "http://www.opengis.net/def/rel/ogc/1.0/styles";
  private static final String CATALOGUE = "catalogue.read";
  private static final String MAP = "onemap";
  private static final String OWN = "default";
  private static final String MAPBOX = "mapbox";
  private static final String SLD_10 = "sld10";
  private static final String SLD_11 = "sld11";
  private static final Set<String> FORMS = Set.of("f", "lang");

  private final Api api;
  private final Collections collections;

  StyleRoutes(Api api, Collections collections) {
    this.api = api;
    this.collections = collections;
  }

  void mount(Mount mount) {
    mount.get("/ogc/styles", "ogcStyles", this::list);
    mount.get("/ogc/styles/:style", "ogcStyle", this::map, MAPBOX);
    mount.get("/ogc/collections/:collection/styles", "ogcLayerStyles", this::layerList);
    mount.get(
        "/ogc/collections/:collection/styles/:style",
        "ogcLayerStyle",
        this::layer,
        MAPBOX,
        SLD_10,
        SLD_11);
  }

  private Object list(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    String title = request.language().say("城图一张图", "Chengtu's one map");
    String at = request.at("/styles/" + MAP);
    return styles(
        request, MAP, title, List.of(sheet(at, MAPBOX, MediaType.MAPBOX, title), page(at, title)));
  }

  private Object layerList(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Layer layer = open(request).layer();
    String title = request.language().say(layer.title());
    String at = request.collection(layer.id()) + "/styles/" + OWN;
    return styles(
        request,
        OWN,
        title,
        List.of(
            sheet(at, MAPBOX, MediaType.MAPBOX, title),
            sheet(at, SLD_10, MediaType.SLD_10, title),
            sheet(at, SLD_11, MediaType.SLD_11, title),
            page(at, title)));
  }

  private static Link sheet(String at, String form, String type, String title) {
    return new Link(at + "?f=" + form, "stylesheet", type, title);
  }

  private static Link page(String at, String title) {
    return new Link(at + "?f=html", "stylesheet", MediaType.HTML, title);
  }

  private static Object styles(OgcRequest request, String id, String title, List<Link> sheets) {
    JsonObject style =
        new JsonObject().put("id", id).put("title", title).put("links", Link.json(sheets));
    return request.document(
        MediaType.JSON,
        new JsonObject()
            .put("default", id)
            .put("styles", new JsonArray().add(style))
            .put("links", Link.json(request.forms(MediaType.JSON))),
        title + " – " + request.language().say("样式", "Styles"));
  }

  private Object map(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    checkStyle(request, MAP);
    List<Layer> layers = new ArrayList<>();
    for (Opened opened : collections.list(request.call().actor())) {
      layers.add(opened.layer());
    }
    return mapbox(request, layers, request.language().say("城图一张图", "Chengtu's one map"));
  }

  private static void checkStyle(OgcRequest request, String id) {
    if (!request.call().path("style").equals(id)) {
      throw Refusal.notFound("style", request.call().path("style"));
    }
  }

  private Object layer(OgcRequest request) {
    api.check(request.call(), CATALOGUE);
    request.parameters().checkKnown(FORMS);
    Layer layer = open(request).layer();
    checkStyle(request, OWN);
    return switch (form(request)) {
      case SLD_10 -> sld(request, layer, Sld.Version.V1_0, MediaType.SLD_10);
      case SLD_11 -> sld(request, layer, Sld.Version.V1_1, MediaType.SLD_11);
      default -> mapbox(request, List.of(layer), request.language().say(layer.title()));
    };
  }

  /** By the parameter f, else by the media type that is asked for. */
  private static String form(OgcRequest request) {
    String accept = request.call().context().request().getHeader("Accept");
    if (request.parameters().find("f").isPresent() || accept == null) {
      return request.parameters().find("f").orElse(MAPBOX);
    }
    String types = accept.replace(" ", "");
    return types.contains(MediaType.SLD_11)
        ? SLD_11
        : types.contains(MediaType.SLD) ? SLD_10 : MAPBOX;
  }

  private Opened open(OgcRequest request) {
    return collections.open(request.call().actor(), request.call().path("collection"));
  }

  private static Answer sld(OgcRequest request, Layer layer, Sld.Version version, String type) {
    return new Answer(200, type, Buffer.buffer(Sld.of(layer, version)), request.headers());
  }

  private static Object mapbox(OgcRequest request, List<Layer> layers, String name) {
    JsonObject style =
        new JsonObject(
            MapLibre.style(
                name,
                layers,
                layer ->
                    request.collection(layer.id()) + "/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"));
    return request.document(MediaType.MAPBOX, style, name);
  }
}
