package city.chengtu.command.prove.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Bad questions to {@code /ogc}, which is described by a contract of its own, in the standard's
 * words, that changes with the layers and so is not what this kit reads.
 */
final class OgcFaults {
  private static final String ROADS = "/collections/roads/items";

  /** Right by themselves; each is spoilt from outside. */
  private static final List<String> RIGHT =
      List.of(
          "class='primary'",
          "maxspeed > 30 AND name IS NOT NULL",
          "CASEI(name) LIKE CASEI('%路%')",
          "S_INTERSECTS(geometry, BBOX(112.9,28.1,113,28.3))",
          "maxspeed BETWEEN 10 AND 60 OR NOT (class IN ('trunk','primary'))");

  private static final List<String> BAD =
      List.of(
          "",
          " ",
          "=",
          "class=",
          "class='a",
          "nosuchfield=1",
          "maxspeed='fast'",
          "class=1",
          "maxspeed+'a' > 2",
          "name LIKE 5",
          "class IN ()",
          "S_INTERSECTS(geometry, POINT(1))",
          "S_INTERSECTS(geometry, POLYGON((0 0,1 1)))",
          "S_INTERSECTS(name, BBOX(0,0,1,1))",
          "S_NOWHERE(geometry, POINT(1 1))",
          "T_AFTER(name, DATE('2026-02-30'))",
          "geometry='x'",
          "sleep(9)=1",
          "class='a'; DROP TABLE layer_roads; --",
          "class='a' UNION SELECT 1",
          "1e999999999 > maxspeed",
          "maxspeed > 99999999999999999999999999999999999999e99999",
          "\u0000class='a'");

  private static final List<String> BAD_JSON =
      List.of(
          "{",
          "[]",
          "7",
          "{}",
          "{\"op\":\"=\"}",
          "{\"op\":\"=\",\"args\":[]}",
          "{\"op\":\"=\",\"args\":[{\"property\":\"class\"}]}",
          "{\"op\":\"=\",\"args\":[{\"property\":\"nosuchfield\"},1]}",
          "{\"op\":\"exec\",\"args\":[\"a\"]}",
          "{\"op\":\"s_intersects\",\"args\":[{\"property\":\"geometry\"},{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}]}",
          "{\"op\":\"=\",\"args\":[{\"property\":\"class\"},\"a\"],\"op\":\"<>\"}",
          "{\"op\":{\"$where\":\"1\"},\"args\":[1,2]}");

  /** Not those beyond the poles: a GIS program that shows the whole world asks so. */
  private static final List<String> BOXES =
      List.of("1,2,3", "1,2,3,4,5", "a,b,c,d", "NaN,NaN,NaN,NaN", "1e400,0,1,1", ",,,", "0;0;1;1");

  private final Scene scene;

  OgcFaults(Scene scene) {
    this.scene = scene;
  }

  BadRequest make(long number, Random r) {
    Draft draft = scene.leader.draft("GET", "");
    draft.base = "/ogc";
    Spoilt spoilt = spoil(draft, r);
    byte[] bytes = draft.write();
    return new BadRequest(
        number,
        spoilt.fault(),
        "GET /ogc" + draft.path,
        bytes,
        spoilt.fields(),
        spoilt.expected(),
        false,
        false,
        0,
        null);
  }

  private static Spoilt spoil(Draft d, Random r) {
    d.path = ROADS;
    return switch (r.nextInt(8)) {
      case 0, 1, 2 -> parameter(d, r);
      case 3, 4 -> filter(d, r);
      case 5 -> filterJson(d, r);
      case 6 -> elsewhere(d, r);
      default -> unknown(d, r);
    };
  }

  private static Spoilt parameter(Draft d, Random r) {
    Map<String, List<String>> bad =
        Map.of(
            "limit", List.of("0", "-1", "1.5", "abc", "", "99999999999999999999", "１"),
            "bbox", BOXES,
            "bbox-crs", List.of("EPSG:4490", "http://example.org/crs", "", "urn:x", "../../a"),
            "crs", List.of("EPSG:3857", "http://www.opengis.net/def/crs/EPSG/0/999999", "", "?"),
            "datetime", List.of("2026-02-30T00:00:00Z", "yesterday", "a/b", "now()", "2026"),
            "filter-lang", List.of("cql-text", "sql", "", "cql2_text"),
            "filter-crs", List.of("EPSG:4490", "http://example.org/crs", "x"),
            "f", List.of("exe", "../json", "xml"));
    List<String> names = bad.keySet().stream().sorted().toList();
    String name = Fragments.one(r, names);
    if (name.startsWith("filter-")) {
      d.query("filter", Fragments.one(r, RIGHT));
    }
    if (name.equals("bbox-crs")) {
      d.query("bbox", "112.9,28.1,113,28.3");
    }
    d.query(name, Fragments.one(r, bad.get(name)));
    return name.equals("f")
        ? new Spoilt("no such form", Set.of("f"), s -> s == 400 || s == 406)
        : Spoilt.contract("bad " + name, name);
  }

  private static Spoilt filter(Draft d, Random r) {
    String right = Fragments.one(r, RIGHT);
    int many = 5_000 / (1 + r.nextInt(4));
    List<String> spoilt = new ArrayList<>(BAD);
    spoilt.add(right + " AND");
    spoilt.add("(" + right);
    spoilt.add(right + ")");
    spoilt.add("NOT " + right + " NOT");
    spoilt.add(right + " " + right);
    spoilt.add("(".repeat(many));
    spoilt.add("NOT ".repeat(many / 4));
    spoilt.add("maxspeed" + "+1".repeat(many / 2));
    spoilt.add(right.replace('\'', '"') + "'");
    d.query("filter", Fragments.one(r, spoilt));
    return new Spoilt("bad filter", Set.of("filter"), longToo(d));
  }

  private static Spoilt filterJson(Draft d, Random r) {
    int deep = 200 + r.nextInt(800);
    List<String> spoilt = new ArrayList<>(BAD_JSON);
    spoilt.add("[".repeat(deep));
    spoilt.add("{\"op\":\"not\",\"args\":[".repeat(deep / 5) + "1" + "]}".repeat(deep / 5));
    spoilt.add(Fragments.one(r, RIGHT));
    d.query("filter-lang", "cql2-json");
    d.query("filter", Fragments.one(r, spoilt));
    return new Spoilt("bad filter in JSON", Set.of("filter"), longToo(d));
  }

  /** An address may be longer than the server reads at all. */
  private static IntPredicate longToo(Draft d) {
    int length = d.query.stream().mapToInt(q -> q[1].length()).sum();
    return length > 7_000 ? s -> s == 400 || s == 414 : s -> s == 400;
  }

  private static Spoilt elsewhere(Draft d, Random r) {
    String odd = Draft.encoded(Fragments.one(r, Fragments.HOSTILE));
    d.path =
        Fragments.one(
            r,
            List.of(
                "/collections/nosuchlayer/items",
                "/collections/roads/items/no-such-feature",
                "/collections/roads/nothing",
                "/collections/" + odd,
                "/collections/" + odd + "/items",
                "/collections/roads/items/" + odd,
                "/collections/roads/tiles/NoSuchQuad/1/1/1",
                "/collections/roads/tiles/WebMercatorQuad/99/1/1",
                "/tileMatrixSets/" + odd,
                "/nothing"));
    return Spoilt.refused("nothing is there");
  }

  private static Spoilt unknown(Draft d, Random r) {
    if (r.nextBoolean()) {
      d.query("limit", "1");
      d.query.add(new String[] {"limit", "1"});
      return Spoilt.contract("query twice", "limit");
    }
    String name = Fragments.one(r, List.of("nosuch", "Limit", "filter[]", "__proto__", "sql"));
    d.query.add(new String[] {Draft.encoded(name), "1"});
    return Spoilt.contract("unknown parameter", name);
  }
}
