package city.chengtu.command.foreign;

import city.chengtu.command.foreign.ForeignFailure.Why;
import city.chengtu.command.foreign.Offer.Offered;
import city.chengtu.command.outbound.OutboundFetch.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What lies under a pixel of a WMS layer, as JSON or plain text. HTML of strangers is never asked
 * for and never passed on.
 */
final class ForeignInfo {
  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int MOST_FEATURES = 50;
  private static final List<String> FORMATS =
      List.of("application/json", "application/geo+json", "application/vnd.geo+json", "text/plain");

  private ForeignInfo() {}

  /**
   * Fails with a {@link ForeignFailure}.
   *
   * @param i pixels from the left
   * @param j pixels from the top
   */
  static Future<JsonObject> at(
      ForeignServer server, ForeignLayer layer, View wanted, int i, int j) {
    try {
      if (server.source().spec().kind() != ForeignKind.WMS) {
        throw new ForeignFailure(Why.NOT_OFFERED, "only a WMS says what lies under a point");
      }
      Offered offered = server.offered(layer);
      String format =
          FORMATS.stream()
              .flatMap(f -> known(offered, f).stream())
              .findFirst()
              .orElseThrow(
                  () ->
                      new ForeignFailure(
                          Why.NOT_OFFERED, "this layer does not say what lies under a point"));
      View shifted = server.source().spec().datum() == Datum.GCJ02 ? wanted.shifted() : wanted;
      View view =
          ForeignAddress.drawable(shifted, offered)
              .orElseThrow(
                  () -> new ForeignFailure(Why.NOT_OFFERED, "not in this reference system"));
      return server
          .ask(
              server
                  .address()
                  .info(server.offer().orElseThrow(), offered, layer.style(), view, i, j, format),
              LARGEST)
          .compose(reply -> answer(server, layer, reply));
    } catch (ForeignFailure e) {
      return Future.failedFuture(e);
    }
  }

  private static Optional<String> known(Offered offered, String format) {
    return offered.infoFormats().stream()
        .filter(f -> f.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip().equals(format))
        .findFirst();
  }

  private static Future<JsonObject> answer(ForeignServer server, ForeignLayer layer, Reply reply) {
    String type = reply.contentType().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
    JsonObject answer = new JsonObject().put("layer", layer.id());
    if (type.endsWith("json")) {
      try {
        return Future.succeededFuture(
            answer.put("features", features(new JsonObject(reply.body()))));
      } catch (DecodeException | ClassCastException e) {
        return Future.failedFuture(server.failed("it sent broken JSON: " + e.getMessage()));
      }
    }
    if (type.equals("text/plain")) {
      String text = reply.body().toString(StandardCharsets.UTF_8);
      return Future.succeededFuture(
          answer.put(
              "text", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text));
    }
    return Future.failedFuture(
        PictureType.isXml(type)
            ? Pictures.exception(server, reply)
            : server.failed("it sent '" + type + "' when asked what lies there"));
  }

  private static JsonArray features(JsonObject sent) {
    JsonArray features = new JsonArray();
    JsonArray all = sent.getJsonArray("features", new JsonArray());
    for (int k = 0; k < Math.min(MOST_FEATURES, all.size()); k++) {
      features.add(all.getJsonObject(k).getJsonObject("properties", new JsonObject()));
    }
    return features;
  }
}
