package city.chengtu.command.server;

import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The security headers of every answer. The content security policy allows nothing but our own
 * files, and one inline script: the import map, by its hash, since import maps cannot be loaded
 * from a file.
 */
final class ContentSecurity {
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
  private final String policy;
  private final boolean tls;

  private ContentSecurity(String policy, boolean tls) {
    this.policy = policy;
    this.tls = tls;
  }

  /**
   * @param page class path name of the page whose import map is allowed
   * @param tls whether browsers reach us by HTTPS
   */
  static ContentSecurity of(String page, boolean tls) {
    return new ContentSecurity(
        "default-src 'none'; script-src 'self'"
            + importMapHash(page)
            + "; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        tls);
  }

  private static String importMapHash(String page) {
    try (InputStream in = ContentSecurity.class.getResourceAsStream("/" + page)) {
      if (in == null) {
        throw new IllegalStateException("the client is not on the class path: " + page);
      }
      Matcher map = IMPORT_MAP.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!map.find()) {
        return "";
      }
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(map.group(1).getBytes(StandardCharsets.UTF_8));
      return " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + page, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void protect(HttpServerResponse response) {
    response
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()");
    if (tls) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
