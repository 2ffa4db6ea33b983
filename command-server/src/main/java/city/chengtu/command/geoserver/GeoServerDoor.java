package city.chengtu.command.geoserver;

import city.chengtu.command.outbound.OutboundFetch;
import city.chengtu.command.outbound.OutboundFetch.Ask;
import city.chengtu.gis.mapserver.RestDoor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** GeoServer's REST interface over HTTP, through the guard. Blocking. */
final class GeoServerDoor implements RestDoor {
  private static final int LARGEST = 4 << 20;
  private static final Duration TIME = Duration.ofSeconds(15);

  private final OutboundFetch fetch;
  private final GeoServerSettings settings;

  GeoServerDoor(OutboundFetch fetch, GeoServerSettings settings) {
    this.fetch = fetch;
    this.settings = settings;
  }

  @Override
  public Answer send(String method, String path, String contentType, byte[] body)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", path.endsWith(".sld") ? "*/*" : "application/json, text/plain, */*");
    headers.put(
        "Authorization",
        "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (settings.user() + ":" + settings.password())
                        .getBytes(StandardCharsets.UTF_8)));
    if (!contentType.isEmpty()) {
      headers.put("Content-Type", contentType);
    }
    URI uri = URI.create(settings.url().toString().replaceAll("/+$", "") + "/rest" + path);
    Ask ask = new Ask(HttpMethod.valueOf(method), uri, headers, Buffer.buffer(body), LARGEST, TIME);
    try {
      var reply =
          fetch
              .fetch(ask)
              .toCompletionStage()
              .toCompletableFuture()
              .get(TIME.toSeconds() + 5, TimeUnit.SECONDS);
      return new Answer(reply.status(), reply.body().getBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the GeoServer", e);
    } catch (TimeoutException e) {
      throw new IOException("no answer from the GeoServer", e);
    } catch (ExecutionException e) {
      throw new IOException("no answer from the GeoServer: " + e.getCause().getMessage(), e);
    }
  }
}
