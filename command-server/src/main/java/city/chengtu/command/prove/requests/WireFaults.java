package city.chengtu.command.prove.requests;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/** Bytes that are no HTTP, or lie about what follows. */
final class WireFaults {
  private final Scene scene;

  WireFaults(Scene scene) {
    this.scene = scene;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(
      String fault,
      String text,
      boolean ended,
      int before,
      IntPredicate expected,
      String... fields) {
    Bytes(String fault, String text, String... fields) {
      this(fault, text, false, 0, BadRequest::refusedOrClosed, fields);
    }

    static Bytes ended(String fault, String text) {
      return new Bytes(fault, text, true, 0, BadRequest::refusedOrClosed);
    }
  }

  BadRequest make(long number, Random r) {
    Bytes one = Fragments.one(r, all(r));
    return new BadRequest(
        number,
        one.fault(),
        "HTTP",
        one.text().getBytes(StandardCharsets.ISO_8859_1),
        Set.of(one.fields()),
        one.expected(),
        true,
        one.ended(),
        one.before(),
        null);
  }

  private List<Bytes> all(Random r) {
    String host = "Host: " + scene.host + "\r\n";
    String signed =
        host + "Cookie: " + scene.leader.cookie + "\r\nX-CSRF-Token: " + scene.leader.csrf + "\r\n";
    String post =
        "POST /api/v1/incidents HTTP/1.1\r\n" + signed + "Content-Type: application/json\r\n";
    String about = "GET /api/v1/about HTTP/1.1\r\n" + host + "\r\n";
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < 20 + r.nextInt(500); i++) {
      noise.append((char) r.nextInt(256));
    }
    return List.of(
        new Bytes("noise", noise + "\r\n\r\n", true, 0, BadRequest::refusedOrClosed),
        new Bytes("no request line", "GARBAGE\r\n\r\n"),
        new Bytes(
            "TLS to a plain port",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
        new Bytes(
            "another version",
            "GET / HTTP/9.9\r\n" + host + "\r\n",
            false,
            0,
            BadRequest::refusedOrClosed),
        new Bytes(
            "HTTP/2 without asking",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            true,
            0,
            BadRequest::refusedOrClosed),
        new Bytes("no version", "GET /api/v1/about\r\n\r\n", true, 0, BadRequest::refusedOrClosed),
        new Bytes(
            "endless address",
            "GET /" + "a".repeat(5_000 + r.nextInt(20_000)) + " HTTP/1.1\r\n" + host + "\r\n"),
        new Bytes(
            "endless header",
            "GET / HTTP/1.1\r\n"
                + host
                + "X: "
                + "a".repeat(20_000 + r.nextInt(50_000))
                + "\r\n\r\n"),
        new Bytes(
            "a thousand headers",
            "GET / HTTP/1.1\r\n" + host + "X-A: bbbbbbbbbbbbbbbbbbbb\r\n".repeat(1_500) + "\r\n"),
        new Bytes("header without a name", "GET /api/v1/about HTTP/1.1\r\n" + host + ": x\r\n\r\n"),
        new Bytes(
            "header with NUL", "GET /api/v1/about HTTP/1.1\r\n" + host + "X: a\u0000b\r\n\r\n"),
        new Bytes("header of spaces", "GET /api/v1/about HTTP/1.1\r\n" + host + "X Y: b\r\n\r\n"),
        new Bytes("length is no number", post + "Content-Length: abc\r\n\r\n{}"),
        new Bytes("length below nothing", post + "Content-Length: -5\r\n\r\n{}"),
        new Bytes("length beyond all", post + "Content-Length: 99999999999999999999\r\n\r\n{}"),
        new Bytes("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
        new Bytes("giant length", post + "Content-Length: 9999999999\r\n\r\n{}"),
        Bytes.ended("length too long", post + "Content-Length: 400\r\n\r\n{\"type\":"),
        Bytes.ended("headers cut off", "GET /api/v1/about HTTP/1.1\r\nHost: x"),
        Bytes.ended("line cut off", "GET /api"),
        Bytes.ended(
            "chunk size is no number",
            post + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n"),
        Bytes.ended(
            "chunk size below nothing",
            post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n"),
        Bytes.ended(
            "giant chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}"),
        Bytes.ended("chunks cut off", post + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a\""),
        Bytes.ended("another transfer coding", post + "Transfer-Encoding: gzip\r\n\r\n{}"),
        new Bytes(
            "length and chunks",
            post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Bytes.ended(
            "smuggled behind chunks",
            post
                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n"),
        new Bytes("proxy", "CONNECT example.org:443 HTTP/1.1\r\n" + host + "\r\n"),
        new Bytes("asterisk", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n"),
        new Bytes("no host", "GET /api/v1/about HTTP/1.1\r\n\r\n"),
        new Bytes("two hosts", "GET /api/v1/nothing HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        new Bytes("expectation", post + "Expect: the unexpected\r\nContent-Length: 2\r\n\r\n{}"),
        new Bytes(
            "garbage behind a right request",
            about + "GARBAGE\u0000\u0001\r\n\r\n",
            false,
            1,
            BadRequest::refusedOrClosed),
        new Bytes(
            "bad request behind right ones",
            about.repeat(3) + "GET /api/v1/nothing HTTP/1.1\r\n" + host + "\r\n",
            false,
            3,
            BadRequest::refused),
        new Bytes(
            "events since nothing",
            "GET /live/events?since="
                + Draft.encoded(
                    Fragments.one(
                        r,
                        Fragments.NO_NUMBERS.stream()
                            .filter(s -> !s.isEmpty() && !s.equals("１"))
                            .toList()))
                + " HTTP/1.1\r\n"
                + signed
                + "\r\n",
            "since"),
        new Bytes(
            "events since nothing",
            "GET /live/events HTTP/1.1\r\n"
                + signed
                + "Last-Event-ID: "
                + Fragments.one(r, List.of("x", "-1", "99999999999999999999", "1.5", "' OR 1=1"))
                + "\r\n\r\n",
            "Last-Event-ID"),
        new Bytes("events for nobody", "GET /live/events HTTP/1.1\r\n" + host + "\r\n"),
        new Bytes(
            "no upgrade",
            "GET "
                + Fragments.one(r, List.of("/live", "/positions"))
                + " HTTP/1.1\r\n"
                + signed
                + "\r\n",
            "Upgrade"),
        new Bytes(
            "wrong method", "POST /live HTTP/1.1\r\n" + signed + "Content-Length: 0\r\n\r\n"));
  }
}
