package city.chengtu.command.prove.requests;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Bad WebSocket handshakes, frames and messages. A frame that breaks the protocol must end the
 * connection; a message that is wrong must be refused by name, and the connection goes on.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
final class SocketFaults {
  /** Statuses here: 0 the connection ended, 400 the message was refused. */
  private static final int TEXT = 1;

  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  private final Scene scene;

  SocketFaults(Scene scene) {
    this.scene = scene;
  }

  BadRequest make(long number, Random r) {
    boolean live = r.nextBoolean();
    return switch (r.nextInt(6)) {
      case 0 -> handshake(number, r, live);
      case 1 -> frames(number, r, live);
      default -> live ? interest(number, r) : fixes(number, r);
    };
  }

  private String opening(String path, String version, String key, String more) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: "
        + scene.host
        + "\r\nOrigin: http://"
        + scene.host
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: "
        + version
        + "\r\n"
        + (key == null ? "" : "Sec-WebSocket-Key: " + key + "\r\n")
        + more
        + "\r\n";
  }

  private String signed() {
    return "Cookie: " + scene.leader.cookie + "\r\n";
  }

  private static String key(Random r) {
    byte[] key = new byte[16];
    r.nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private BadRequest handshake(long number, Random r, boolean live) {
    String path = live ? "/live" : "/positions";
    String key = key(r);
    record Bad(String fault, String text, String... fields) {}
    List<Bad> all =
        List.of(
            new Bad(
                "WebSocket of another version",
                opening(path, "99", key, signed()),
                "Sec-WebSocket-Version"),
            new Bad(
                "WebSocket without a key",
                opening(path, "13", null, signed()),
                "Sec-WebSocket-Key"),
            new Bad(
                "WebSocket with a bad key",
                opening(path, "13", "abc", signed()),
                "Sec-WebSocket-Key"),
            new Bad("WebSocket for nobody", opening(path, "13", key, "")),
            new Bad(
                "WebSocket with a bad token",
                opening(path, "13", key, "Authorization: Bearer x\r\n")),
            new Bad(
                "WebSocket from another site",
                opening(path, "13", key, signed())
                    .replace("Origin: http://", "Origin: http://evil.")),
            new Bad(
                "WebSocket without an origin",
                opening(path, "13", key, signed()).replaceFirst("Origin: [^\r]*\r\n", "")),
            new Bad(
                "WebSocket since nothing",
                opening(
                    "/live?since="
                        + Fragments.one(
                            r, List.of("x", "-1", "1.5", "99999999999999999999", "%27")),
                    "13",
                    key,
                    signed()),
                "since"));
    Bad one = Fragments.one(r, all);
    return request(number, one.fault(), one.text(), null, BadRequest::refused, one.fields());
  }

  private static BadRequest request(
      long number,
      String fault,
      String opening,
      byte[] frames,
      java.util.function.IntPredicate expected,
      String... fields) {
    return new BadRequest(
        number,
        fault,
        "WebSocket",
        opening.getBytes(StandardCharsets.ISO_8859_1),
        Set.of(fields),
        expected,
        true,
        false,
        0,
        frames);
  }

  private BadRequest frames(long number, Random r, boolean live) {
    record Bad(String fault, byte[] frames) {}
    byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
    List<Bad> all =
        List.of(
            new Bad("frame not masked", frame(TEXT, text, true, false, 0)),
            new Bad("reserved bits", frame(TEXT, text, true, true, 4)),
            new Bad("unknown opcode", frame(3 + r.nextInt(5), text, true, true, 0)),
            new Bad("continuation of nothing", frame(0, text, true, true, 0)),
            new Bad("ping in parts", frame(PING, text, false, true, 0)),
            new Bad("close with half a code", frame(CLOSE, new byte[] {3}, true, true, 0)),
            new Bad(
                "close with a reserved code",
                frame(CLOSE, new byte[] {3, (byte) 0xed}, true, true, 0)),
            new Bad(
                "frame beyond all",
                new byte[] {
                  (byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0
                }),
            new Bad(
                "text that is no UTF-8",
                frame(TEXT, new byte[] {(byte) 0xff, (byte) 0xfe}, true, true, 0)),
            new Bad(
                "new text in the middle of one",
                join(frame(TEXT, text, false, true, 0), frame(TEXT, text, true, true, 0))));
    Bad one = Fragments.one(r, all);
    return request(
        number,
        one.fault(),
        opening(live ? "/live" : "/positions", "13", key(r), signed()),
        one.frames(),
        s -> s == 0 || s == 400);
  }

  private BadRequest interest(long number, Random r) {
    record Bad(String text, String... fields) {}
    String hostile =
        Fragments.one(r, Fragments.HOSTILE)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replaceAll("\\p{Cntrl}", "");
    List<Bad> all =
        List.of(
            new Bad("{", "/"),
            new Bad("", "/"),
            new Bad("[]", "/"),
            new Bad("5", "/"),
            new Bad("null", "/"),
            new Bad("x", "/"),
            new Bad("{} {}", "/"),
            new Bad("[".repeat(3_000)),
            new Bad("{\"extra\":1}", "/extra"),
            new Bad("{\"types\":5}", "/types"),
            new Bad("{\"types\":{}}", "/types"),
            new Bad("{\"types\":\"" + hostile + "\"}", "/types"),
            new Bad("{\"types\":[5]}", "/types"),
            new Bad("{\"types\":[null]}", "/types"),
            new Bad("{\"types\":[\"" + "x".repeat(41) + "\"]}", "/types"),
            new Bad("{\"types\":[\"a\\u0000\"]}", "/types"),
            new Bad("{\"types\":[\"\\ud800\"]}", "/types"),
            new Bad("{\"types\":[" + "\"a\",".repeat(60) + "\"a\"]}", "/types"),
            new Bad("{\"types\":[],\"types\":[]}", "/types"),
            new Bad("{\"view\":5}", "/view"),
            new Bad("{\"view\":null}", "/view"),
            new Bad("{\"view\":[1,2,3]}", "/view"),
            new Bad("{\"view\":[1,2,3,\"4\"]}", "/view"),
            new Bad("{\"view\":[1,\"a\",3,4]}", "/view"),
            new Bad("{\"view\":[1e400,0,1,1]}", "/view"),
            new Bad("{\"view\":[NaN,0,1,1]}", "/"),
            new Bad("{\"view\":[9,9,1,1]}", "/view"),
            new Bad("{\"view\":[-181,0,1,1]}", "/view"),
            new Bad("{\"view\":[0,0,1,91]}", "/view"),
            new Bad("{\"view\":[[],{},null,true]}", "/view"),
            new Bad("{\"types\":[\"" + "x".repeat(6_000) + "\"]}", "/"));
    Bad one = Fragments.one(r, all);
    byte[] frames =
        r.nextInt(8) == 0
            ? frame(BINARY, one.text().getBytes(StandardCharsets.UTF_8), true, true, 0)
            : message(one.text(), r);
    String[] fields = frames[0] == (byte) 0x82 ? new String[] {"/"} : one.fields();
    return request(
        number,
        "bad interest",
        opening("/live", "13", key(r), signed()),
        frames,
        s -> s == 400,
        fields);
  }

  private BadRequest fixes(long number, Random r) {
    record Bad(String text, String... fields) {}
    String at = "\"at\":\"" + Scene.now() + "\"";
    String hostile =
        Fragments.one(r, Fragments.HOSTILE)
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replaceAll("\\p{Cntrl}", "");
    List<Bad> all =
        List.of(
            new Bad("{", "/"),
            new Bad("", "/"),
            new Bad("[]", "/"),
            new Bad("5", "/"),
            new Bad("null", "/"),
            new Bad("{}", "/fixes"),
            new Bad("{\"fixes\":null}", "/fixes"),
            new Bad("{\"fixes\":[]}", "/fixes"),
            new Bad("{\"fixes\":5}", "/fixes"),
            new Bad("{\"fixes\":[null]}", "/fixes"),
            new Bad("{\"fixes\":[{}]}", "/fixes"),
            new Bad("{\"fixes\":[[]]}", "/fixes"),
            new Bad("{\"extra\":1}", "/extra"),
            new Bad("[".repeat(5_000)),
            new Bad("{\"fixes\":[{\"lon\":1,\"lat\":1," + at + "}]}", "/fixes/0/unit"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"\",\"lon\":1,\"lat\":1," + at + "}]}", "/fixes/0/unit"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"a\\u0000\",\"lon\":1,\"lat\":1," + at + "}]}",
                "/fixes/0/unit"),
            new Bad(
                "{\"fixes\":[{\"unit\":\""
                    + "x".repeat(41)
                    + "\",\"lon\":1,\"lat\":1,"
                    + at
                    + "}]}",
                "/fixes/0/unit"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":181,\"lat\":1," + at + "}]}", "/fixes/0/lon"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":1e400,\"lat\":1," + at + "}]}",
                "/fixes/0/lon"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":28,\"lat\":112," + at + "}]}", "/fixes/0/lat"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":\"" + hostile + "\",\"lat\":1," + at + "}]}",
                "/fixes/0/lon"),
            new Bad("{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1,\"at\":5}]}", "/fixes/0/at"),
            new Bad("{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1}]}", "/fixes/0/at"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1,\"at\":\""
                    + Fragments.one(r, Fragments.TIMES)
                    + "\"}]}",
                "/fixes/0/at"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1,\"heading\":361," + at + "}]}",
                "/fixes/0/heading"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1,\"speed\":-1," + at + "}]}",
                "/fixes/0/speed"),
            new Bad(
                "{\"fixes\":[{\"unit\":\"x\",\"lon\":1,\"lat\":1,\"extra\":1," + at + "}]}",
                "/fixes/0/extra"),
            new Bad(
                "{\"fixes\":["
                    + "{\"unit\":\"x\",\"lon\":1,\"lat\":1,"
                    + at
                    + "},{\"unit\":\"x\",\"lat\":\"y\"}]}",
                "/fixes/1/lat"));
    Bad one = Fragments.one(r, all);
    return request(
        number,
        "bad batch of positions",
        opening("/positions", "13", key(r), signed()),
        message(one.text(), r),
        s -> s == 400,
        one.fields());
  }

  /** A message, sometimes in parts. */
  private static byte[] message(String text, Random r) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 2 || r.nextInt(4) > 0) {
      return frame(TEXT, bytes, true, true, 0);
    }
    int at = 1 + r.nextInt(bytes.length - 1);
    return join(
        frame(TEXT, java.util.Arrays.copyOf(bytes, at), false, true, 0),
        frame(0, java.util.Arrays.copyOfRange(bytes, at, bytes.length), true, true, 0));
  }

  private static byte[] join(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** RFC 6455 section 5.2; masked with zeros, which changes nothing and is a mask all the same. */
  private static byte[] frame(int opcode, byte[] data, boolean last, boolean masked, int reserved) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(data.length + 14);
    out.write((last ? 0x80 : 0) | reserved << 4 | opcode);
    int mask = masked ? 0x80 : 0;
    if (data.length < 126) {
      out.write(mask | data.length);
    } else if (data.length < 1 << 16) {
      out.write(mask | 126);
      out.write(data.length >> 8);
      out.write(data.length);
    } else {
      out.write(mask | 127);
      out.writeBytes(ByteBuffer.allocate(8).putLong(data.length).array());
    }
    if (masked) {
      out.writeBytes(new byte[4]);
    }
    out.writeBytes(data);
    return out.toByteArray();
  }
}
