package city.chengtu.command.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Streamed;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.Collections.Opened;
import city.chengtu.command.onemap.FeatureTag;
import city.chengtu.command.onemap.TileAnswer;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers with features: a page of a layer's, or one. */
final class ItemAnswers {
  private static final String LAYER = "layer.read";
  private static final Set<String> ONE = Set.of("f", "lang", "crs");

  private final Api api;
  private final Collections collections;
  private final Clock clock;

  ItemAnswers(Api api, Collections collections, Clock clock) {
    this.api = api;
    this.collections = collections;
    this.clock = clock;
  }

  /** A page of features. Blocking. */
  Object page(OgcRequest request) throws IOException {
    api.check(request.call(), LAYER);
    Opened opened = collections.open(request.call().actor(), request.call().path("collection"));
    Instant now = clock.instant();
    ItemQuery query =
        ItemQuery.read(request.parameters(), opened.source().layer(), opened.sight(), now);
    boolean gzip =
        TileAnswer.takesGzip(request.call().context().request().getHeader("Accept-Encoding"));
    Map<String, String> headers = request.headers();
    headers.put("Content-Crs", "<" + query.crs().uri() + ">");
    headers.put("Link", queryables(request, opened.layer()).header());
    headers.put("Content-Encoding", gzip ? "gzip" : "identity");
    ItemParts parts =
        new ItemParts(
            opened.source(),
            opened.sight(),
            query.features(),
            query.countsRows(),
            () -> query.matched(opened.source()),
            out ->
                request.format() == Format.HTML
                    ? new HtmlTable(out, request, opened.layer(), query.crs())
                    : new GeoJsonWriter(out, opened.layer(), query.crs(), now),
            gzip,
            after -> itemLinks(request, opened.layer(), after));
    String type = MediaType.sent(itemType(request));
    Buffer first = query.nothing() ? parts.nothing() : parts.next();
    return parts.ended()
        ? new Answer(200, type, first, headers)
        : new Streamed(type, headers, first, parts);
  }

  private static String itemType(OgcRequest request) {
    return request.format() == Format.HTML ? MediaType.HTML : MediaType.GEOJSON;
  }

  private static List<Link> itemLinks(OgcRequest request, Layer layer, String after) {
    Language language = request.language();
    List<Link> links = new ArrayList<>(request.forms(MediaType.GEOJSON));
    if (after != null) {
      links.add(
          new Link(
              request.self(Map.of(ItemQuery.AFTER, after, "f", request.format().f())),
              "next",
              itemType(request),
              language.say("下一页", "Next page")));
    }
    links.add(collectionLink(request, layer));
    links.add(queryables(request, layer));
    return links;
  }

  private static Link collectionLink(OgcRequest request, Layer layer) {
    return new Link(
        request.collection(layer.id()) + "?f=" + request.format().f(),
        "collection",
        request.format().mediaType(),
        request.language().say(layer.title()));
  }

  private static Link queryables(OgcRequest request, Layer layer) {
    return new Link(
        request.collection(layer.id()) + "/queryables?f=json",
        Link.QUERYABLES,
        MediaType.SCHEMA,
        request.language().say("可查询字段", "Queryables"));
  }

  /** One feature. Blocking. */
  Answer one(OgcRequest request) throws IOException {
    api.check(request.call(), LAYER);
    request.parameters().checkKnown(ONE);
    Opened opened = collections.open(request.call().actor(), request.call().path("collection"));
    Crs crs = request.parameters().text("crs").map(uri -> Crs.of("crs", uri)).orElse(Crs.CRS84);
    String id = request.call().path("feature");
    Feature feature =
        opened
            .source()
            .find(id)
            .filter(opened.sight()::shows)
            .orElseThrow(() -> Refusal.notFound("feature", id));
    Map<String, String> headers = request.headers();
    headers.put("Content-Crs", "<" + crs.uri() + ">");
    List<Link> links = new ArrayList<>(request.forms(MediaType.GEOJSON));
    links.add(collectionLink(request, opened.layer()));
    Map<String, Object> properties = opened.sight().properties(feature);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (request.format() == Format.HTML) {
      try (HtmlTable table = new HtmlTable(bytes, request, opened.layer(), crs)) {
        table.begin();
        table.write(FeatureRow.of(feature));
        table.end(1, null, links);
      }
    } else {
      try (GeoJsonWriter json = new GeoJsonWriter(bytes, opened.layer(), crs, clock.instant())) {
        json.single(feature, properties, links);
      }
    }
    byte[] body = bytes.toByteArray();
    String tag = FeatureTag.of(feature.version(), body);
    headers.put("ETag", tag);
    // A strong tag stands for these very bytes, so they are not packed on the way.
    headers.put("Content-Encoding", "identity");
    headers.put("Cache-Control", "private, no-cache");
    return FeatureTag.isKnown(request.call().context().request().getHeader("If-None-Match"), tag)
        ? new Answer(304, null, Buffer.buffer(), headers)
        : new Answer(200, MediaType.sent(itemType(request)), Buffer.buffer(body), headers);
  }
}
