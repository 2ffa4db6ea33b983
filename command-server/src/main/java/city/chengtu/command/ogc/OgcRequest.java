package city.chengtu.command.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Call;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One request to the service: what is asked, in which form and language, and the addresses that
 * answers lead to.
 *
 * @param base address of the landing page
 * @param path below it
 */
record OgcRequest(
    Call call, Parameters parameters, Format format, Language language, String base, String path) {

  /**
   * @param forms values of the parameter f that this address offers beside json and html
   */
  static OgcRequest of(Call call, PublicAddress address, Set<String> forms) {
    HttpServerRequest request = call.context().request();
    Parameters parameters = new Parameters(call.context().queryParams());
    String path = request.path().substring(PublicAddress.PATH.length());
    return new OgcRequest(
        call,
        parameters,
        Format.of(parameters.text("f").orElse(null), request.getHeader("Accept"), forms),
        Language.of(parameters.text("lang").orElse(null), request.getHeader("Accept-Language")),
        address.of(request),
        path.equals("/") ? "" : path);
  }

  /** This request's own address with some parameters changed. */
  String self(Map<String, String> changed) {
    Map<String, String> all = parameters.copy();
    all.putAll(new TreeMap<>(changed)); // in the same order each time
    return base + path + query(all);
  }

  static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(p -> escaped(p.getKey()) + "=" + escaped(p.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** True when the parameter f asks for this form. */
  boolean isForm(String form) {
    return parameters.find("f").filter(form::equals).isPresent();
  }

  String at(String below) {
    return base + below;
  }

  String collection(String layer) {
    return base + "/collections/" + layer;
  }

  String item(String layer, String feature) {
    return collection(layer) + "/items/" + escaped(feature);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The way from the landing page to here, for people. */
  List<Link> trail() {
    return List.of(
        new Link(base, "up", MediaType.HTML, language.say("城图 OGC 服务", "Chengtu OGC services")),
        new Link(at("/collections"), "up", MediaType.HTML, language.say("图层", "Layers")));
  }

  /** The way to a page about a layer. */
  List<Link> trail(Layer layer) {
    return List.of(
        trail().get(0),
        trail().get(1),
        new Link(collection(layer.id()), "up", MediaType.HTML, language.say(layer.title())));
  }

  /** Links to this page in the form it has and in the other. */
  List<Link> forms(String jsonType) {
    Link json =
        new Link(
            self(Map.of("f", "json")),
            format == Format.JSON ? "self" : "alternate",
            jsonType,
            language.say("本页 JSON", "This document as JSON"));
    Link html =
        new Link(
            self(Map.of("f", "html")),
            format == Format.HTML ? "self" : "alternate",
            MediaType.HTML,
            language.say("本页网页", "This document as HTML"));
    return format == Format.JSON ? List.of(json, html) : List.of(html, json);
  }

  /** Headers that every answer to it has. */
  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Language", language.tag());
    headers.put("Vary", "Accept, Accept-Language, Accept-Encoding, Authorization, Cookie");
    return headers;
  }

  /** A document, as JSON or as a page. */
  Answer document(String jsonType, JsonObject json, String title) {
    return format == Format.JSON
        ? json(jsonType, json)
        : html(Html.page(this, title, trail()).document(json));
  }

  Answer json(String type, JsonObject json) {
    return new Answer(200, type, json.toBuffer(), headers());
  }

  Answer html(Html page) {
    return new Answer(200, MediaType.sent(MediaType.HTML), Buffer.buffer(page.end()), headers());
  }
}
