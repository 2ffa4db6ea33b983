package city.chengtu.command.prove.requests;

import city.chengtu.command.prove.requests.Schemas.Spot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/** Ways to spoil a JSON body. Each names the place it spoils. */
final class BodyFaults {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Members that hold a code or a name of something: not any text will do. */
  private static final Set<String> CODES =
      Set.of(
          "type",
          "disposition",
          "kind",
          "duty",
          "capabilities",
          "class",
          "roles",
          "scopes",
          "photos",
          "into",
          "incident",
          "units",
          "area",
          "account");

  private static final List<String> NO_JSON_NUMBERS =
      List.of("NaN", "Infinity", "-Infinity", "0123", "1.", ".5", "+1", "0x1F", "1e", "--1", "1_0");

  private static final List<String> SHAPES =
      List.of(
          "{\"type\":\"Polygon\",\"coordinates\":[]}",
          "{\"type\":\"Polygon\",\"coordinates\":[[[112,28],[113,28],[113,29]]]}",
          "{\"type\":\"Polygon\",\"coordinates\":[[[112,28],[113,28],[113,29],[112.5,28.5]]]}",
          "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}",
          "{\"type\":\"Polygon\",\"coordinates\":[[[112,28],[112,28],[112,28],[112,28]]]}",
          "{\"type\":\"LineString\",\"coordinates\":[[112,28]]}",
          "{\"type\":\"LineString\",\"coordinates\":[[28,112],[29,113]]}",
          "{\"type\":\"LineString\",\"coordinates\":[[1e308,28],[113,29]]}",
          "{\"type\":\"LineString\",\"coordinates\":[[\"112\",\"28\"],[113,29]]}",
          "{\"type\":\"LineString\",\"coordinates\":[[112],[113]]}",
          "{\"type\":\"LineString\",\"coordinates\":[null,null]}",
          "{\"type\":\"LineString\",\"coordinates\":[[[[[[112,28]]]]]]}",
          "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[1,1]]]]}",
          "{\"type\":\"MultiLineString\",\"coordinates\":[1,2,3]}",
          "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
          "{\"type\":\"LineString\"}");

  /** No closure, though a place to ask about. */
  private static final List<String> NO_CLOSURES =
      List.of(
          "{\"type\":\"Point\",\"coordinates\":[112,28]}",
          "{\"type\":\"LineString\",\"coordinates\":[" + "[112,28],".repeat(2_000) + "[113,29]]}");

  /** One way; empty when it does not fit this body. */
  private interface Way {
    Optional<Spoilt> spoil(Operation operation, Draft draft, Random random);
  }

  private final List<Way> ways =
      List.of(
          BodyFaults::missing,
          BodyFaults::unknown,
          BodyFaults::twice,
          BodyFaults::nothing,
          BodyFaults::otherType,
          BodyFaults::tooLong,
          BodyFaults::tooLong,
          BodyFaults::outOfRange,
          BodyFaults::outOfRange,
          BodyFaults::badText,
          BodyFaults::badText,
          BodyFaults::badBytes,
          BodyFaults::badTime,
          BodyFaults::badCode,
          BodyFaults::badCode,
          BodyFaults::badCode,
          BodyFaults::deep,
          BodyFaults::cut,
          BodyFaults::notAnObject,
          BodyFaults::noNumber,
          BodyFaults::contentType,
          BodyFaults::packed,
          BodyFaults::swapped,
          BodyFaults::shape,
          BodyFaults::otherCharset,
          BodyFaults::nobody,
          BodyFaults::nobody,
          BodyFaults::state);

  Optional<Spoilt> spoil(Operation operation, Draft draft, Random random) {
    return Fragments.one(random, ways).spoil(operation, draft, random);
  }

  private static Optional<Spot> spot(
      Operation operation, Draft draft, Random random, Predicate<Spot> which) {
    List<Spot> all =
        Schemas.spots(operation.body().orElseThrow(), draft.body).stream().filter(which).toList();
    return all.isEmpty() ? Optional.empty() : Optional.of(Fragments.one(random, all));
  }

  private static boolean isInner(Spot spot) {
    return spot.parent() != null && !spot.schema().isMissingNode();
  }

  private static String[] names(Spot spot) {
    return spot.isMember()
        ? new String[] {spot.pointer()}
        : new String[] {
          spot.pointer(), spot.pointer().substring(0, spot.pointer().lastIndexOf('/'))
        };
  }

  private static Optional<Spoilt> missing(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> s.isMember() && s.required())
        .map(
            s -> {
              ((ObjectNode) s.parentIn(d.body)).remove(s.last());
              return Spoilt.contract("member missing", s.pointer());
            });
  }

  private static Optional<Spoilt> unknown(Operation o, Draft d, Random r) {
    return spot(
            o,
            d,
            r,
            s -> s.value().isObject() && !s.schema().path("additionalProperties").asBoolean(true))
        .map(
            s -> {
              String name =
                  Fragments.one(r, List.of("extra", "id2", "__proto__", "constructor", "Type"));
              ((ObjectNode) d.body.at(s.pointer())).put(name, 1);
              return Spoilt.contract("member unknown", s.pointer() + "/" + name);
            });
  }

  private static Optional<Spoilt> twice(Operation o, Draft d, Random r) {
    return spot(o, d, r, Spot::isMember)
        .map(
            s -> {
              String value = s.value().toString();
              raw(d, s, value + ",\"" + s.last() + "\":" + value);
              return Spoilt.contract("member twice", s.pointer());
            });
  }

  private static void raw(Draft d, Spot s, String text) {
    s.put(d.body, JSON.textNode(Draft.RAW));
    d.raw = text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Spoilt> nothing(Operation o, Draft d, Random r) {
    return spot(o, d, r, BodyFaults::isInner)
        .map(
            s -> {
              s.put(d.body, JSON.nullNode());
              return Spoilt.contract("null", s.pointer());
            });
  }

  private static Optional<Spoilt> otherType(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> isInner(s) && s.schema().has("type"))
        .map(
            s -> {
              List<JsonNode> others =
                  List.of(
                      JSON.textNode(Fragments.one(r, Fragments.HOSTILE)),
                      JSON.numberNode(r.nextDouble() + 0.5),
                      JSON.booleanNode(true),
                      JSON.objectNode().put("a", 1),
                      JSON.arrayNode().add(1));
              JsonNode other = Fragments.one(r, others);
              while (fits(s.schema(), other)) {
                other = Fragments.one(r, others);
              }
              s.put(d.body, other);
              return Spoilt.contract("wrong type", s.pointer());
            });
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "number", "integer" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> value.isObject();
    };
  }

  private static Optional<Spoilt> tooLong(Operation o, Draft d, Random r) {
    return spot(
            o,
            d,
            r,
            s ->
                isInner(s)
                    && (s.schema().has("maxLength")
                        || s.schema().has("minLength")
                        || (s.schema().has("maxItems")
                            && s.schema().path("maxItems").asInt() <= 200)))
        .map(
            s -> {
              s.put(d.body, s.value().isArray() ? manyOf(s) : longText(s, r));
              return Spoilt.contract("too long or short", s.pointer());
            });
  }

  private static JsonNode manyOf(Spot s) {
    ArrayNode many = JSON.arrayNode();
    for (int i = 0; i <= s.schema().path("maxItems").asInt(); i++) {
      many.add(s.value().get(0));
    }
    return many;
  }

  private static JsonNode longText(Spot s, Random r) {
    if (!s.schema().has("maxLength")
        || (s.schema().path("minLength").asInt() > 0 && r.nextBoolean())) {
      return JSON.textNode("");
    }
    int length = s.schema().path("maxLength").asInt() + 1 + r.nextInt(3) * r.nextInt(20_000);
    return JSON.textNode(Fragments.one(r, List.of("x", "城", "😀", "'", "<")).repeat(length));
  }

  private static Optional<Spoilt> outOfRange(Operation o, Draft d, Random r) {
    return spot(
            o,
            d,
            r,
            s -> isInner(s) && (s.is("number") || s.is("integer") || s.schema().has("enum")))
        .map(
            s -> {
              if (s.schema().has("enum")) {
                s.put(d.body, JSON.textNode(Fragments.one(r, Fragments.HOSTILE)));
              } else if (s.schema().has("maximum") && r.nextBoolean()) {
                s.put(
                    d.body,
                    JSON.numberNode(
                        s.schema().path("maximum").asDouble() + 0.001 + r.nextInt(1_000_000)));
              } else if (s.schema().has("minimum") && r.nextBoolean()) {
                s.put(
                    d.body,
                    JSON.numberNode(
                        s.schema().path("minimum").asDouble() - 0.001 - r.nextInt(1_000_000)));
              } else {
                raw(
                    d,
                    s,
                    Fragments.one(
                        r,
                        List.of(
                            "1e400",
                            "-1e400",
                            "1e999999999",
                            "9".repeat(500),
                            "1" + "0".repeat(99_000))));
              }
              return Spoilt.contract("out of range", s.pointer());
            });
  }

  private static Optional<Spoilt> noNumber(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> isInner(s) && (s.is("number") || s.is("integer")))
        .map(
            s -> {
              raw(d, s, Fragments.one(r, NO_JSON_NUMBERS));
              return Spoilt.contract("no number of JSON's", "/");
            });
  }

  private static Optional<Spoilt> badText(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> isInner(s) && s.value().isTextual())
        .map(
            s -> {
              String bad =
                  Fragments.one(
                      r, List.of("\\u0000", "\\ud800", "\\udc00", "\\ud83dx", "\\udfff\\ud800"));
              raw(d, s, "\"a" + bad + "b\"");
              return Spoilt.contract("text that cannot be kept", s.pointer());
            });
  }

  private static Optional<Spoilt> badBytes(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> isInner(s) && s.value().isTextual())
        .map(
            s -> {
              byte[][] bad = {
                {(byte) 0xff},
                {(byte) 0xc0, (byte) 0xaf},
                {(byte) 0xe0, (byte) 0x80, (byte) 0xaf},
                {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
                {(byte) 0xf8, (byte) 0x88, (byte) 0x80},
                {(byte) 0xe5},
                {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                {0},
                {1},
                {'\n'}
              };
              byte[] one = bad[r.nextInt(bad.length)];
              ByteArrayOutputStream text = new ByteArrayOutputStream();
              text.write('"');
              text.writeBytes(one);
              text.write('"');
              s.put(d.body, JSON.textNode(Draft.RAW));
              d.raw = text.toByteArray();
              return Spoilt.contract("bytes that are no UTF-8 text", "/");
            });
  }

  private static Optional<Spoilt> badTime(Operation o, Draft d, Random r) {
    return spot(
            o,
            d,
            r,
            s ->
                isInner(s)
                    && (s.schema().path("format").asText().equals("date-time")
                        || s.name().equals("endsAt")))
        .map(
            s -> {
              s.put(d.body, JSON.textNode(Fragments.one(r, Fragments.TIMES)));
              return Spoilt.contract("no time", s.pointer());
            });
  }

  private static Optional<Spoilt> badCode(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> isInner(s) && s.value().isTextual() && CODES.contains(s.name()))
        .map(
            s -> {
              // Plain words would do as the name of a new account or as a scope.
              List<String> fragments =
                  Fragments.HOSTILE.stream().filter(f -> !f.matches("[A-Za-z0-9_.-]*")).toList();
              s.put(d.body, JSON.textNode(Fragments.one(r, fragments)));
              return Spoilt.refused("unknown code", names(s));
            });
  }

  private static Optional<Spoilt> deep(Operation o, Draft d, Random r) {
    return spot(o, d, r, BodyFaults::isInner)
        .map(
            s -> {
              int depth = Fragments.one(r, List.of(60, 500, 1_500, 20_000));
              boolean lists = r.nextBoolean();
              raw(
                  d,
                  s,
                  lists
                      ? "[".repeat(depth) + "]".repeat(r.nextBoolean() ? depth : 0)
                      : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
              return Spoilt.contract("nested deep", s.pointer(), "/");
            });
  }

  private static Optional<Spoilt> cut(Operation o, Draft d, Random r) {
    byte[] whole = d.content();
    if (whole.length < 3) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (r.nextBoolean()) {
      bytes.write(whole, 0, 1 + r.nextInt(whole.length - 1));
    } else {
      bytes.writeBytes(whole);
      bytes.writeBytes(
          Fragments.one(r, List.of("x", "{}", "}", ",", "\u0000", "<x/>", "//", "' --"))
              .getBytes(StandardCharsets.UTF_8));
    }
    d.bodyBytes = bytes.toByteArray();
    return Optional.of(Spoilt.contract("cut off or more behind", "/"));
  }

  private static Optional<Spoilt> notAnObject(Operation o, Draft d, Random r) {
    String text =
        Fragments.one(
            r,
            List.of(
                "[]",
                "5",
                "\"x\"",
                "null",
                "true",
                "",
                "   ",
                "{",
                "a=b&c=d",
                "<a/>",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "/* */{}",
                "[[[[",
                "\uFEFF{}",
                ")]}',\n{}"));
    d.bodyBytes = text.getBytes(StandardCharsets.UTF_8);
    return Optional.of(Spoilt.contract("no object", "/"));
  }

  private static Optional<Spoilt> contentType(Operation o, Draft d, Random r) {
    d.header(
        "Content-Type",
        Fragments.one(
            r,
            List.of(
                "text/plain",
                "text/xml",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "image/png",
                "*/*",
                "json",
                "application/json; charset=utf-16",
                "application/json;charset=\"gbk\"",
                "application/jsonx",
                "text/html, application/json",
                "application/yaml",
                "application/x-java-serialized-object")));
    return Optional.of(Spoilt.status("content type", 415, "Content-Type"));
  }

  private static Optional<Spoilt> packed(Operation o, Draft d, Random r) {
    String coding =
        Fragments.one(
            r, List.of("gzip", "gzip", "deflate", "br", "zstd", "gzip, gzip", "nonsense"));
    d.header("Content-Encoding", coding);
    d.bodyBytes = gzip(r.nextInt(50) == 0 ? 20 << 20 : 4_096);
    return Optional.of(Spoilt.status("packed body", 415, "Content-Encoding"));
  }

  /** So many zero bytes, packed. */
  static byte[] gzip(int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      byte[] block = new byte[4_096];
      for (int i = 0; i < size; i += block.length) {
        gzip.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static Optional<Spoilt> swapped(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> s.isMember() && s.name().equals("lat"))
        .map(
            s -> {
              ObjectNode place = (ObjectNode) s.parentIn(d.body);
              JsonNode lat = place.get("lat");
              place.set("lat", place.get("lon"));
              place.set("lon", lat);
              return Spoilt.contract("lon and lat exchanged", s.pointer());
            });
  }

  private static Optional<Spoilt> shape(Operation o, Draft d, Random r) {
    return spot(o, d, r, s -> s.isMember() && s.name().equals("geometry"))
        .map(
            s -> {
              boolean closure = o.path().startsWith("/closures") && r.nextInt(9) == 0;
              raw(d, s, Fragments.one(r, closure ? NO_CLOSURES : SHAPES));
              return Spoilt.contract("no shape", s.pointer());
            });
  }

  private static Optional<Spoilt> otherCharset(Operation o, Draft d, Random r) {
    Charset charset =
        Fragments.one(
            r,
            List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                Charset.forName("UTF-32")));
    d.bodyBytes = d.body.toString().getBytes(charset);
    return Optional.of(Spoilt.contract("not UTF-8", "/"));
  }

  /** Hostile text where any text may be, about something that is not there: deep code hears it. */
  private static Optional<Spoilt> nobody(Operation o, Draft d, Random r) {
    Optional<Operation.Parameter> id =
        o.in("path").stream()
            .filter(p -> p.name().equals("id") || p.name().equals("account"))
            .findFirst();
    if (id.isEmpty() || o.id().equals("sendAttachment")) {
      return Optional.empty();
    }
    spot(
            o,
            d,
            r,
            s ->
                isInner(s)
                    && s.value().isTextual()
                    && !s.schema().has("format")
                    && !s.schema().has("enum")
                    && !s.schema().has("pattern"))
        .ifPresent(
            s -> {
              String text = Fragments.one(r, Fragments.HOSTILE);
              int most = s.schema().path("maxLength").asInt(40);
              s.put(d.body, JSON.textNode(text.length() > most ? "'" : text));
            });
    d.pathValues.put(id.get().name(), new java.util.UUID(r.nextLong(), r.nextLong()).toString());
    return Optional.of(Spoilt.refused("about nothing", names(o, d)));
  }

  /** Which member is refused first is not for this fault to know. */
  private static String[] names(Operation o, Draft d) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("id", "account", "/"),
            Schemas.spots(o.body().orElseThrow(), d.body).stream()
                .map(Spot::pointer)
                .filter(p -> !p.isEmpty()))
        .distinct()
        .toArray(String[]::new);
  }

  /** Well formed, but not as things stand. */
  private static Optional<Spoilt> state(Operation o, Draft d, Random r) {
    switch (o.id()) {
      case "mergeIncident" -> {
        ((ObjectNode) d.body).put("into", d.pathValues.get("id"));
        return Optional.of(Spoilt.contract("merged into itself", "/into"));
      }
      case "reopenIncident" -> {
        ((ObjectNode) d.body).remove("at");
        return Optional.of(Spoilt.status("reopened while open", 409));
      }
      case "drawClosure" -> {
        ((ObjectNode) d.body).put("until", "2020-01-01T00:00:00Z");
        return Optional.of(Spoilt.contract("over before it begins", "/until"));
      }
      case "createToken" -> {
        ((ObjectNode) d.body).put("endsAt", "2999-01-01T00:00:00Z");
        return Optional.of(Spoilt.contract("too long a life", "/endsAt", "/account"));
      }
      case "openSession" -> {
        return Optional.of(Spoilt.refused("nobody signs in"));
      }
      default -> {
        return Optional.empty();
      }
    }
  }
}
