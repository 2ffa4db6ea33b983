package city.chengtu.command.access;

import city.chengtu.command.api.Promised;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A plain HTTP client that keeps the session cookie and the CSRF token as the map client does. */
final class Browser {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came back. */
  record Reply(int status, JsonObject body, String setCookie) {
    String code() {
      return body.getString("code");
    }
  }

  private final String base;
  String cookie;
  String csrf;

  Browser(String base) {
    this.base = base;
  }

  Reply signIn(String account, String password) {
    Reply reply =
        send(
            "POST",
            "/session",
            new JsonObject().put("account", account).put("password", password).put("seat", "A-01"));
    if (reply.status() == 200) {
      csrf = reply.body().getString("csrfToken");
    }
    return reply;
  }

  Reply get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  Reply send(String method, String path, JsonObject body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    if (cookie != null) {
      all.addAll(List.of("Cookie", SignIn.COOKIE + "=" + cookie));
    }
    if (!all.contains("Idempotency-Key")) {
      all.addAll(List.of("Idempotency-Key", UUID.randomUUID().toString()));
    }
    if (csrf != null && !all.contains("X-CSRF-Token")) {
      all.addAll(List.of("X-CSRF-Token", csrf));
    }
    return exchange(method, path, body, all);
  }

  /** With these headers only. */
  Reply exchange(String method, String path, JsonObject body, List<String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path));
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofString(body.encode()));
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Promised.check(answer);
      return reply(answer);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Reply reply(HttpResponse<String> response) {
    String setCookie = response.headers().firstValue("Set-Cookie").orElse(null);
    if (setCookie != null) {
      cookie = setCookie.replaceFirst("^[^=]+=([^;]*).*$", "$1");
    }
    String body = response.body();
    return new Reply(
        response.statusCode(), body.isBlank() ? new JsonObject() : new JsonObject(body), setCookie);
  }
}
