package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Somebody signed in by cookie, who asks and commands as a right client does. */
final class Person {
  static final String BASE = "/api/v1";
  private final Wire wire;
  private final String host;
  final String account;
  final String cookie;
  final String csrf;

  private Person(Wire wire, String host, String account, String cookie, String csrf) {
    this.wire = wire;
    this.host = host;
    this.account = account;
    this.cookie = cookie;
    this.csrf = csrf;
  }

  static Person signIn(Wire wire, String host, String account, String password) throws IOException {
    Draft draft = draft(host, "POST", "/session");
    draft.body =
        StateJson.mapper()
            .valueToTree(Map.of("account", account, "password", password, "seat", "prove"));
    draft.header("Content-Type", "application/json");
    draft.header("Idempotency-Key", UUID.randomUUID().toString());
    Reply reply = wire.exchange(draft.write(), false);
    if (reply.status() != 200) {
      throw new IOException(account + " cannot sign in: " + reply.status() + " " + reply.text());
    }
    return new Person(
        wire,
        host,
        account,
        reply.header("Set-Cookie").split(";", 2)[0],
        StateJson.tree(reply.text()).path("csrfToken").asText());
  }

  static Draft draft(String host, String method, String path) {
    Draft draft = new Draft();
    draft.method = method;
    draft.base = BASE;
    draft.path = path;
    draft.header("Host", host);
    return draft;
  }

  Draft draft(String method, String path) {
    Draft draft = draft(host, method, path);
    draft.header("Cookie", cookie);
    draft.header("X-CSRF-Token", csrf);
    return draft;
  }

  Reply send(String method, String path, Object body, String... headers) throws IOException {
    return send(wire, UUID.randomUUID(), method, path, body, headers);
  }

  Reply send(Wire on, UUID command, String method, String path, Object body, String... headers)
      throws IOException {
    Draft draft = draft(method, path);
    if (!method.equals("GET")) {
      draft.header("Idempotency-Key", command.toString());
    }
    if (body instanceof byte[] bytes) {
      draft.bodyBytes = bytes;
    } else if (body != null) {
      draft.header("Content-Type", "application/json");
      draft.body = StateJson.mapper().valueToTree(body);
    }
    for (int i = 0; i < headers.length; i += 2) {
      draft.header(headers[i], headers[i + 1]);
    }
    return on.exchange(draft.write(), false);
  }

  /**
   * @throws IOException when it is refused, with the server's words
   */
  JsonNode done(String method, String path, Object body, String... headers) throws IOException {
    Reply reply = send(method, path, body, headers);
    if (reply.status() != 200 && reply.status() != 204) {
      throw new IOException(method + " " + path + ": " + reply.status() + " " + reply.text());
    }
    return reply.body().length == 0
        ? JsonNodeFactory.instance.objectNode()
        : StateJson.tree(reply.text());
  }

  JsonNode get(String path) throws IOException {
    return done("GET", path, null);
  }
}
