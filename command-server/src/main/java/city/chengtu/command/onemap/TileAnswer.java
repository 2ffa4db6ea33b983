package city.chengtu.command.onemap;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Call;
import city.chengtu.gis.tile.Tile;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A tile on its way to a client: 200, 204 when nothing is drawn on it, 304 when the client has it.
 *
 * <p>A tile may be kept by the client only to be asked about again: nothing old is ever drawn as
 * new, and an unchanged tile costs an empty 304. Its tag comes from its content, so a change
 * elsewhere in the layer does not send it again, and all nodes agree.
 */
public final class TileAnswer {
  public static final String MVT = "application/vnd.mapbox-vector-tile";

  private TileAnswer() {}

  /**
   * @param more further headers; those of a tile are added
   */
  public static Answer of(Call call, Tile tile, Map<String, String> more) {
    HttpServerRequest request = call.context().request();
    // Weak: the same tag stands for the packed and the plain form.
    String tag = "W/\"" + tile.etag() + "\"";
    Map<String, String> headers = new HashMap<>(more);
    headers.put("ETag", tag);
    headers.put("Cache-Control", "private, no-cache");
    headers.put("Vary", "Accept-Encoding");
    if (tile.dropped() > 0) {
      headers.put("Features-Left-Out", Long.toString(tile.dropped()));
    }
    if (isKnown(request.getHeader("If-None-Match"), tag)) {
      return new Answer(304, null, Buffer.buffer(), headers);
    }
    if (tile.isEmpty()) {
      return new Answer(204, null, Buffer.buffer(), headers);
    }
    if (takesGzip(request.getHeader("Accept-Encoding"))) {
      headers.put("Content-Encoding", "gzip");
      return Answer.bytes(MVT, tile.gzip(), headers);
    }
    return Answer.bytes(MVT, tile.plain(), headers);
  }

  private static boolean isKnown(String known, String tag) {
    if (known == null) {
      return false;
    }
    for (String each : known.split(",", -1)) {
      if (each.strip().equals(tag) || each.strip().equals("*")) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param accepted the header Accept-Encoding; null for none
   */
  public static boolean takesGzip(String accepted) {
    if (accepted == null) {
      return false;
    }
    for (String coding : accepted.toLowerCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
      if (coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.endsWith(";q=0"))) {
        return true;
      }
    }
    return false;
  }
}
