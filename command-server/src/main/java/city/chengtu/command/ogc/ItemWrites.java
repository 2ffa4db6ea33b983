package city.chengtu.command.ogc;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.StrictJson;
import city.chengtu.command.edits.ContentReader;
import city.chengtu.command.edits.Edited;
import city.chengtu.command.edits.FeatureContent;
import city.chengtu.command.edits.LayerDesk;
import city.chengtu.command.edits.MergePatch;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Layer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes features by OGC API – Features Part 4 (draft 20-002r1): create, replace, update, delete,
 * with optimistic locking by entity tags. Nothing is changed without {@code If-Match}.
 */
final class ItemWrites {
  static final String ITEMS = "GET, HEAD, OPTIONS, POST";
  static final String ITEM = "GET, HEAD, OPTIONS, PUT, PATCH, DELETE";
  static final String READ_ONLY = "GET, HEAD, OPTIONS";
  private static final String BODIES = MediaType.GEOJSON + ", " + MediaType.JSON;

  /** What runs inside the command's transaction. */
  private interface Work {
    Edited run(CommandContext c);
  }

  private final Api api;
  private final Collections collections;
  private final LayerDesk desk;
  private final Clock clock;

  ItemWrites(Api api, Collections collections, LayerDesk desk, Clock clock) {
    this.api = api;
    this.collections = collections;
    this.desk = desk;
    this.clock = clock;
  }

  /** What can be done at the address of a layer's items, or of one of them. */
  Answer options(OgcRequest request, boolean one) {
    Actor actor = request.call().actor();
    Layer layer = collections.open(actor, layer(request)).layer();
    Map<String, String> headers = new HashMap<>(request.headers());
    boolean writable = !layer.live() && desk.mayEdit(actor, layer.id());
    headers.put("Allow", writable ? one ? ITEM : ITEMS : READ_ONLY);
    if (writable) {
      headers.put(one ? "Accept-Put" : "Accept-Post", BODIES);
      if (one) {
        headers.put("Accept-Patch", MediaType.MERGE_PATCH);
      }
    }
    return new Answer(200, null, Buffer.buffer(), headers);
  }

  /** Blocking. */
  Answer create(OgcRequest request) {
    Layer layer = open(request);
    ContentReader reader = reader(layer, crs(request, Set.of(MediaType.GEOJSON, MediaType.JSON)));
    FeatureContent content = reader.read(body(request), null, true);
    return run(request, c -> desk.create(c, layer.id(), content));
  }

  /** Blocking. */
  Answer replace(OgcRequest request) {
    Layer layer = open(request);
    ContentReader reader = reader(layer, crs(request, Set.of(MediaType.GEOJSON, MediaType.JSON)));
    FeatureContent content = reader.read(body(request), feature(request), true);
    return change(request, layer, old -> content);
  }

  /** Blocking. */
  Answer update(OgcRequest request) {
    Layer layer = open(request);
    Crs crs = crs(request, Set.of(MediaType.MERGE_PATCH));
    ContentReader reader = reader(layer, crs);
    JsonNode patch = body(request);
    checkPatch(patch);
    return change(request, layer, old -> patched(request, reader, crs, patch, old));
  }

  /** A patch that is no object would put something else in the place of the whole feature. */
  private static void checkPatch(JsonNode patch) {
    if (!patch.isObject()) {
      throw Refusal.invalid("/", "not-a-patch", "a merge patch of a feature is an object");
    }
    for (String member : List.of("type", "id")) {
      if (patch.has(member) && patch.get(member).isNull()) {
        throw Refusal.invalid("/" + member, "required", "'" + member + "' cannot be taken away");
      }
    }
  }

  private FeatureContent patched(
      OgcRequest request, ContentReader reader, Crs crs, JsonNode patch, Feature old) {
    ObjectNode shown = (ObjectNode) shown(request, crs, old);
    shown.remove("links");
    JsonNode merged = MergePatch.apply(shown, patch);
    if (!patch.has("geometry")) {
      ((ObjectNode) merged).remove("geometry"); // so that it stays to the last digit
    }
    return reader.read(merged, old.id(), patch.has("geometry"));
  }

  /** The feature as a client that asked for it in this system had it. */
  private JsonNode shown(OgcRequest request, Crs crs, Feature feature) {
    MapSight sight = collections.open(request.call().actor(), feature.layer()).sight();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GeoJsonWriter json = new GeoJsonWriter(bytes, sight.layer(), crs, clock.instant())) {
      json.single(feature, sight.properties(feature), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return StateJson.tree(bytes.toString(StandardCharsets.UTF_8));
  }

  /** Blocking. */
  Answer delete(OgcRequest request) {
    Layer layer = open(request);
    return run(request, c -> desk.remove(c, layer.id(), feature(request), ifMatch(request)));
  }

  private Answer change(
      OgcRequest request, Layer layer, Function<Feature, FeatureContent> content) {
    return run(
        request, c -> desk.change(c, layer.id(), feature(request), ifMatch(request), content));
  }

  private Layer open(OgcRequest request) {
    api.check(request.call(), LayerDesk.EDIT);
    request.parameters().checkKnown(Set.of("f", "lang"));
    try {
      return desk.open(request.call().actor(), layer(request));
    } catch (Refusal refusal) {
      if (refusal.reason().status() == 405) {
        request.call().context().response().putHeader("Allow", READ_ONLY);
      }
      throw refusal;
    }
  }

  private ContentReader reader(Layer layer, Crs crs) {
    return new ContentReader(layer, crs::toLonLat, desk.limits());
  }

  private Answer run(OgcRequest request, Work work) {
    Call call = request.call();
    Receipt receipt =
        api.run(call, LayerDesk.EDIT, call.commandIdOrNew(), (c, same) -> work.run(c));
    desk.settled();
    Edited edited = StateJson.read(receipt.answer(), Edited.class);
    Map<String, String> headers = new HashMap<>();
    headers.put("Command-Id", receipt.id().toString());
    headers.put("Journal-Position", Long.toString(receipt.position()));
    boolean created = edited.action().equals("created");
    if (created) {
      headers.put("Location", request.item(edited.layer(), edited.feature()));
    }
    if (edited.version() > 0) {
      headers.put("ETag", "\"" + edited.version() + "\"");
    }
    return new Answer(created ? 201 : 204, null, Buffer.buffer(), headers);
  }

  private static String layer(OgcRequest request) {
    return request.call().path("collection");
  }

  private static String feature(OgcRequest request) {
    return request.call().path("feature");
  }

  private static String ifMatch(OgcRequest request) {
    return header(request, "If-Match");
  }

  private static String header(OgcRequest request, String name) {
    return request.call().context().request().getHeader(name);
  }

  /**
   * The reference system of the body.
   *
   * @throws Refusal 400 without a media type, 415 for another one, 400 for an unknown system
   */
  private static Crs crs(OgcRequest request, Set<String> types) {
    String type = header(request, "Content-Type");
    if (type == null) {
      throw Refusal.invalid("Content-Type", "required", "say the media type of the body");
    }
    String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!types.contains(plain)) {
      throw Refusal.of(415, "unsupported-media-type", "the body must be one of " + types);
    }
    String crs = header(request, "Content-Crs");
    return crs == null
        ? Crs.CRS84
        : Crs.of("Content-Crs", crs.strip().replaceAll("^<(.*)>$", "$1"));
  }

  private static JsonNode body(OgcRequest request) {
    try {
      return StrictJson.tree(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(request.call().bytes().getBytes()))
              .toString());
    } catch (CharacterCodingException e) {
      throw Refusal.invalid("/", "not-utf-8", "the body is not UTF-8");
    }
  }
}
