package city.chengtu.command.prove.requests;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Ways to spoil a request's headers and its method. */
final class HeaderFaults {
  private static final String KEY = "Idempotency-Key";

  private static final List<String> NO_KEYS =
      List.of(
          "abc",
          "1",
          "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
          "00000000-0000-0000-0000-00000000000",
          "'; DROP TABLE command; --          x",
          "x".repeat(5_000),
          "123456781234123412341234567890ab",
          "{00000000-0000-0000-0000-000000000000}",
          "null",
          "-1");

  private static final List<String> NO_VERSIONS =
      List.of(
          "abc", "*", "\"x\"", "1.5", "99999999999999999999", "1,2", "\"1", "NaN", "x".repeat(200));

  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "PUT",
          "PATCH",
          "DELETE",
          "TRACE",
          "OPTIONS",
          "BREW",
          "PROPFIND",
          "get",
          "MKCOL",
          "A".repeat(300));

  private static final List<String> NOWHERE =
      List.of(
          "/api/v1/nothing",
          "/api/v2/incidents",
          "/api/v1/incidents/a/b/c/d",
          "/.git/config",
          "/WEB-INF/web.xml",
          "/META-INF/MANIFEST.MF",
          "/webjars/../../../etc/passwd",
          "/webjars/%2e%2e/%2e%2e/logback.xml",
          "/logback.xml",
          "/db/command/common/V100__journal.sql",
          "/city/chengtu/command/server/Main.class",
          "/api/v1/../../logback.xml",
          "/api/v1/incidents;jsessionid=1",
          "/admin",
          "/actuator/env",
          "/console",
          "//etc/passwd",
          "/%2e%2e/%2e%2e/etc/passwd",
          "/api/v1/%00",
          "/index.html%00.png",
          "/index.html/..%5c..%5cx");

  private final Scene scene;

  HeaderFaults(Scene scene) {
    this.scene = scene;
  }

  Optional<Spoilt> spoil(Operation o, Draft d, Random r) {
    return switch (r.nextInt(9)) {
      case 0, 1 -> key(o, d, r);
      case 2 -> version(o, d, r);
      case 3 -> credential(o, d, r);
      case 4 -> forgery(o, d, r);
      case 5 -> lesser(o, d);
      case 6 -> method(o, d, r);
      case 7 -> nowhere(d, r);
      default -> host(d, r);
    };
  }

  private Optional<Spoilt> key(Operation o, Draft d, Random r) {
    if (!o.takes(KEY)) {
      return Optional.empty();
    }
    switch (r.nextInt(4)) {
      case 0 -> {
        d.header(KEY, null);
        return Optional.of(Spoilt.contract("key missing", KEY));
      }
      case 1 -> {
        d.alsoHeader(KEY, UUID.randomUUID().toString());
        return Optional.of(Spoilt.contract("key twice", KEY));
      }
      case 2 -> {
        d.header(KEY, scene.usedKey);
        return Optional.of(Spoilt.refused("key of another command", KEY));
      }
      default -> {
        d.header(KEY, Fragments.one(r, NO_KEYS));
        return Optional.of(Spoilt.contract("no key", KEY));
      }
    }
  }

  private static Optional<Spoilt> version(Operation o, Draft d, Random r) {
    if (!o.takes("If-Match")) {
      return Optional.empty();
    }
    switch (r.nextInt(3)) {
      case 0 -> {
        d.header("If-Match", null);
        return Optional.of(Spoilt.contract("version missing", "If-Match"));
      }
      case 1 -> {
        d.header("If-Match", "\"" + (1_000_000 + r.nextInt(1_000_000)) + "\"");
        // A draft can be neither accepted nor rejected, whatever its version.
        return Optional.of(
            o.path().startsWith("/edits/")
                ? new Spoilt("version of another state", Set.of(), s -> s == 412 || s == 409)
                : Spoilt.status("version of another state", 412));
      }
      default -> {
        d.header("If-Match", Fragments.one(r, NO_VERSIONS));
        return Optional.of(Spoilt.contract("no version", "If-Match"));
      }
    }
  }

  private static boolean isOpen(Operation o) {
    // Whom an operation without a scene is open to is not known.
    return !Scene.knows(o) || o.open();
  }

  private static Optional<Spoilt> credential(Operation o, Draft d, Random r) {
    if (isOpen(o)) {
      return Optional.empty();
    }
    d.header("Cookie", null);
    d.header("X-CSRF-Token", null);
    switch (r.nextInt(4)) {
      case 0 -> {
        // nobody
      }
      case 1 ->
          d.header(
              "Cookie",
              "chengtu_session="
                  + Fragments.one(r, List.of("x", "", "x".repeat(3_000), "' OR 1=1 --", "\"\"")));
      default ->
          d.header(
              "Authorization",
              Fragments.one(
                  r,
                  List.of(
                      "Bearer",
                      "Bearer x",
                      "Bearer " + "x".repeat(5_000),
                      "Basic YWRtaW46YWRtaW4=",
                      "bearer \"' OR 1=1",
                      "Negotiate x",
                      "Bearer null",
                      "Bearer \u00ff\u00fe",
                      "Digest username=\"admin\"",
                      "x")));
    }
    return Optional.of(
        new Spoilt("nobody's credential", java.util.Set.of(), s -> s == 401 || s == 403));
  }

  /** A page of another site cannot send these for the signed-in person. */
  private static Optional<Spoilt> forgery(Operation o, Draft d, Random r) {
    if (o.isQuestion() || isOpen(o)) {
      return Optional.empty();
    }
    if (r.nextBoolean()) {
      d.header(
          "X-CSRF-Token",
          Fragments.one(
              r, java.util.Arrays.asList(null, "x", "", "0".repeat(64), "x".repeat(3_000))));
    } else {
      d.header(
          "Origin",
          Fragments.one(
              r, List.of("https://evil.example", "null", "http://[", "file://", "x".repeat(500))));
    }
    return Optional.of(Spoilt.status("forged from another site", 403));
  }

  /** Somebody who may not; what all may ask or do to themselves is left out. */
  private Optional<Spoilt> lesser(Operation o, Draft d) {
    if (o.isQuestion()
        || isOpen(o)
        || o.path().startsWith("/session")
        || o.path().startsWith("/second-factor")
        || o.path().startsWith("/inbox")
        || o.path().endsWith("/subscription")
        || (o.path().startsWith("/questions/") && !o.path().contains("{question}"))
        || o.id().equals("changePassword")) {
      return Optional.empty();
    }
    d.header("Cookie", scene.lesser.cookie);
    d.header("X-CSRF-Token", scene.lesser.csrf);
    // Somebody else's draft or question is not there for him.
    return Optional.of(
        o.path().startsWith("/edits/") || o.path().startsWith("/questions/")
            ? new Spoilt("may not", Set.of(), s -> s == 403 || s == 404)
            : Spoilt.status("may not", 403));
  }

  private Optional<Spoilt> method(Operation o, Draft d, Random r) {
    String method = Fragments.one(r, METHODS);
    boolean known =
        scene.operations.stream()
            .anyMatch(other -> other.method().equals(method) && matches(other.path(), o.path()));
    if (known) {
      return Optional.empty();
    }
    d.method = method;
    return Optional.of(Spoilt.status("method", 405));
  }

  /** Whether an address of one may be one of the other too, as /incidents/duplicates is. */
  private static boolean matches(String one, String other) {
    String[] a = one.split("/");
    String[] b = other.split("/");
    boolean may = a.length == b.length;
    for (int i = 0; may && i < a.length; i++) {
      may = a[i].equals(b[i]) || a[i].startsWith("{") || b[i].startsWith("{");
    }
    return may;
  }

  private static Optional<Spoilt> nowhere(Draft d, Random r) {
    d.base = "";
    d.path = Fragments.one(r, NOWHERE);
    d.pathValues.clear();
    return Optional.of(Spoilt.refused("nowhere"));
  }

  private static Optional<Spoilt> host(Draft d, Random r) {
    switch (r.nextInt(3)) {
      case 0 -> d.header("Host", null);
      case 1 ->
          d.header(
              "Host",
              Fragments.one(
                  r, List.of("[::x", "a b", "", "x:99999", "<script>", "a/b", "@", "x:y")));
      default -> {
        d.alsoHeader("X-Long", "x".repeat(16_384 + r.nextInt(50_000)));
        return Optional.of(
            new Spoilt("header too large", java.util.Set.of(), BadRequest::refusedOrClosed));
      }
    }
    return Optional.of(new Spoilt("no host", java.util.Set.of(), BadRequest::refused));
  }
}
