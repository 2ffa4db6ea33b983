package city.chengtu.command.server;

import city.chengtu.command.api.ProblemHandler;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Stands before all routes: every answer gets the security headers here, and what is no proper HTTP
 * request goes no further.
 */
final class FrontDoor implements Handler<HttpServerRequest> {
  private final ContentSecurity security;
  private final Handler<HttpServerRequest> routes;

  FrontDoor(ContentSecurity security, Handler<HttpServerRequest> routes) {
    this.security = security;
    this.routes = routes;
  }

  @Override
  public void handle(HttpServerRequest request) {
    security.protect(request.response());
    if (request.authority() == null || request.authority().host().isEmpty()) {
      refuse(request, 400, "a request names one valid Host");
    } else if (request.headers().contains("")) {
      refuse(request, 400, "a header has a name");
    } else if (request.method().equals(HttpMethod.CONNECT)) {
      refuse(request, 405, "this is no proxy");
    } else if (!isAddress(request.uri())) {
      refuse(request, 400, "the address is not one: percent signs stand before UTF-8 in hex");
    } else {
      if (request.headers().contains("Transfer-Encoding")) {
        // Such a request may have had a Content-Length too, which the library drops: a proxy in
        // front may think that it ends elsewhere. Nothing after it is read (RFC 9112, 6.1).
        request.response().putHeader("Connection", "close");
      }
      routes.handle(request);
    }
  }

  /** Called for what could not even be read as HTTP. */
  void invalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    security.protect(request.response());
    refuse(
        request,
        cause instanceof TooLongHttpLineException
            ? 414
            : cause instanceof TooLongHttpHeaderException ? 431 : 400,
        "this is no HTTP request that can be read");
  }

  private static void refuse(HttpServerRequest request, int status, String detail) {
    request.response().putHeader("Connection", "close");
    ProblemHandler.answer(request.response(), status, detail);
    request.connection().close();
  }

  /** Whether the escapes of an address are escapes, and of UTF-8. */
  private static boolean isAddress(String uri) {
    if (uri == null || (!uri.startsWith("/") && !uri.contains("://"))) {
      return false;
    }
    if (uri.indexOf('%') < 0) {
      return true;
    }
    ByteBuffer bytes = ByteBuffer.allocate(uri.length());
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c != '%') {
        bytes.put((byte) (c < 0x80 ? c : '?')); // others are none of ours to judge
      } else {
        int high = i + 2 < uri.length() ? Character.digit(uri.charAt(i + 1), 16) : -1;
        int low = i + 2 < uri.length() ? Character.digit(uri.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return false;
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
