package city.chengtu.command.server;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Serves files of the class path below one folder, from memory. Names without a version are
 * revalidated by the hash of their content: a new release is seen at once, and unchanged files are
 * not sent again. (The library's static handler goes by file times, which are all the same in
 * reproducible jars.)
 */
final class StaticFiles implements Handler<RoutingContext> {
  private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+");
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("map", "application/json"));

  private record File(Buffer content, String type, String etag) {}

  private final String mount;
  private final String folder;
  private final String cacheControl;
  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  /**
   * @param mount path the files appear below, without the last slash
   * @param folder class path folder
   * @param versioned true when the names carry versions and never change their content
   */
  StaticFiles(String mount, String folder, boolean versioned) {
    this.mount = mount;
    this.folder = folder;
    this.cacheControl = versioned ? "public, max-age=31536000, immutable" : "no-cache";
  }

  @Override
  public void handle(RoutingContext context) {
    String asked = context.normalizedPath().substring(mount.length());
    // Not by reroute: that would take the security headers off the answer.
    String path = asked.equals("/") ? "/index.html" : asked;
    HttpMethod method = context.request().method();
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null
        || !SAFE.matcher(path).matches()
        || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
      context.next();
      return;
    }
    // Only names that exist are kept: a name asked for in vain must not fill the memory.
    Optional<File> file = files.get(path) != null ? files.get(path) : read(path, type);
    if (file.isEmpty()) {
      context.next();
      return;
    }
    files.putIfAbsent(path, file);
    send(context, file.get());
  }

  private void send(RoutingContext context, File file) {
    HttpServerResponse response = context.response();
    response.putHeader("ETag", file.etag()).putHeader("Cache-Control", cacheControl);
    if (file.etag().equals(context.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader("Content-Type", file.type());
    if (context.request().method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(file.content().length())).end();
    } else {
      response.end(file.content());
    }
  }

  private Optional<File> read(String path, String type) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/" + folder + path)) {
      if (in == null) {
        return Optional.empty();
      }
      byte[] content = in.readAllBytes();
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
      return Optional.of(new File(Buffer.buffer(content), type, '"' + hash.substring(0, 32) + '"'));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
