package city.chengtu.gis.filter;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Number;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Timestamp;
import city.chengtu.gis.filter.Expression.Truth;
import city.chengtu.gis.ingest.NewFeature;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * A layer of features that hold all there is (missing values, values of the wrong kind, any
 * alphabet, geometries that touch each other), and filters on it. The same seed gives the same.
 */
public final class RandomFilters {
  public static final String LAYER = "of_all_kinds";

  private static final GeometryFactory DRAW = new GeometryFactory(new PrecisionModel(), 4326);
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "A",
          "b%",
          "a_c",
          "\\",
          "it's",
          "Straße",
          "STRASSE",
          "Οδος",
          "ΟΔΟΣ",
          "ø",
          "O",
          "résumé",
          "resume\u0301",
          "人民路",
          "人民路1号",
          "𠮷野",
          "\uE000",
          "İ",
          "ı",
          "ǅ",
          "tab\there",
          "が",
          "か\u3099",
          "Ắn",
          "%",
          "_",
          "true",
          "12",
          "2024-05-06",
          "ﬁn",
          "\\%");
  private static final List<String> DAYS =
      List.of(
          "2024-02-29",
          "2023-02-29",
          "2024-05-06",
          "1969-12-31",
          "0001-01-01",
          "0000-01-01",
          "2024-13-01",
          "2024-05-06T00:00:00Z",
          "soon",
          "2024-04-31",
          "9999-12-31");
  private static final List<String> TIMES =
      List.of(
          "2024-05-06T00:00:00Z",
          "2024-05-06T08:00:00+08:00",
          "2024-05-06T08:00+08:00",
          "2024-05-05T23:59:59.999999Z",
          "2024-05-05T23:59:59.9999999Z",
          "2024-05-06t00:00:00.5z",
          "2024-05-06T00:00:00-03:30",
          "1969-12-31T23:59:59.123Z",
          "2024-02-30T00:00:00Z",
          "2024-05-06T24:00:00Z",
          "2024-05-06",
          "2024-05-06T00:00:00",
          "2024-05-06T00:00:60Z",
          "0001-01-01T00:00:00+15:59",
          "2024-05-06T00:00:00+16:00",
          "2024-05-06T00:00:00.1234567890Z");

  private final Random random;

  public RandomFilters(long seed) {
    this.random = new Random(seed);
  }

  public static Layer layer() {
    return new Layer(
        LAYER,
        "live",
        new Text("各种", "Of all kinds"),
        GeometryKind.POINT,
        List.of(
            Field.of("name", "名称", "Name", Field.Type.TEXT),
            Field.of("alias", "别名", "Alias", Field.Type.TEXT),
            Field.of("level", "层", "Level", Field.Type.INTEGER),
            Field.of("height", "高", "Height", Field.Type.NUMBER),
            Field.of("open", "开", "Open", Field.Type.BOOLEAN),
            Field.of("built", "建", "Built", Field.Type.DATE),
            Field.of("razed", "拆", "Razed", Field.Type.DATE),
            Field.of("start", "始", "Start", Field.Type.TIMESTAMP),
            Field.of("end", "终", "End", Field.Type.TIMESTAMP),
            Field.of("道路 名", "道路", "Road", Field.Type.TEXT)),
        new LayerOrigin("测试", "test", null, null, ShareClass.UNCONDITIONAL),
        new ScaleRange(0, ScaleRange.DEEPEST),
        new LayerStyle(1, "#000000", null, null, null, 1.0, null, null, 1.0),
        false);
  }

  // ---- features

  public List<NewFeature> features(int count) {
    List<NewFeature> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      features.add(new NewFeature(LAYER, "f" + i, 0, geometry(), properties()));
    }
    return features;
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    put(properties, "name", () -> one(TEXTS));
    put(properties, "alias", () -> one(TEXTS));
    put(properties, "level", () -> (long) random.nextInt(-3, 4));
    put(properties, "height", this::height);
    put(properties, "open", random::nextBoolean);
    put(properties, "built", () -> one(DAYS));
    put(properties, "razed", () -> one(DAYS));
    put(properties, "start", () -> one(TIMES));
    put(properties, "end", () -> one(TIMES));
    put(properties, "道路 名", () -> one(TEXTS));
    return properties;
  }

  /** Sometimes nothing, sometimes null, sometimes a value of another kind. */
  private void put(Map<String, Object> properties, String name, Supplier<Object> value) {
    int chance = random.nextInt(20);
    if (chance == 0) {
      properties.put(name, null);
    } else if (chance == 1) {
      properties.put(name, one(List.of("x", 7L, true, 1.5)));
    } else if (chance > 2) {
      properties.put(name, value.get());
    }
  }

  private Object height() {
    return one(
        List.of(
            0.1,
            0.30000000000000004,
            -2.5,
            3.0,
            4L,
            9_007_199_254_740_993L,
            1e16,
            1e-7,
            -0.0,
            random.nextDouble(),
            123_456.789,
            1e200));
  }

  // ---- geometries, on a small grid so that they meet

  private Geometry geometry() {
    return one(List.<Supplier<Geometry>>of(
            this::point, this::line, this::polygon, this::points, this::polygons))
        .get();
  }

  private Coordinate corner() {
    return new Coordinate(random.nextInt(0, 6) / 2.0, random.nextInt(0, 6) / 2.0);
  }

  private Geometry point() {
    return DRAW.createPoint(random.nextInt(4) == 0 ? anywhere() : corner());
  }

  private Coordinate anywhere() {
    return new Coordinate(random.nextDouble(0, 3), random.nextDouble(0, 3));
  }

  private Geometry points() {
    return DRAW.createMultiPointFromCoords(new Coordinate[] {corner(), anywhere()});
  }

  private Geometry line() {
    Coordinate a = corner();
    Coordinate b = corner();
    return a.equals2D(b) ? line() : DRAW.createLineString(new Coordinate[] {a, b});
  }

  private Polygon polygon() {
    Coordinate a = corner();
    double width = random.nextInt(1, 4) / 2.0;
    double height = random.nextInt(1, 4) / 2.0;
    return DRAW.createPolygon(
        new Coordinate[] {
          a,
          new Coordinate(a.x + width, a.y),
          new Coordinate(a.x + width, a.y + height),
          random.nextBoolean() ? new Coordinate(a.x, a.y + height) : a.copy(),
          a.copy()
        });
  }

  private Geometry polygons() {
    Geometry two = polygon().union(polygon());
    return two instanceof Polygon one ? one : two;
  }

  // ---- filters

  /** Of the right types for the layer, not yet held against it. */
  public Filter filter() {
    return filter(random.nextInt(1, 5));
  }

  private Filter filter(int depth) {
    int joined = depth > 1 ? random.nextInt(5) : 5;
    return switch (joined) {
      case 0 -> new Filter.And(filters(depth));
      case 1 -> new Filter.Or(filters(depth));
      case 2 -> new Filter.Not(filter(depth - 1));
      default -> predicate(depth);
    };
  }

  private Filter predicate(int depth) {
    return switch (random.nextInt(14)) {
      case 0 -> compare(text(2), text(2));
      case 1 -> compare(number(2), number(2));
      case 2 -> compare(property("open"), truth());
      case 3 -> compare(day(), day());
      case 4 -> compare(time(), time());
      case 5 -> like();
      case 6 -> new Filter.Between(number(2), number(1), number(1));
      case 7 -> new Filter.Between(time(), time(), time());
      case 8 -> in();
      case 9 -> new Filter.IsNull(anything(depth));
      case 10 -> temporal();
      case 11 -> random.nextInt(10) == 0 ? new Filter.Constant(random.nextBoolean()) : temporal();
      default -> spatial();
    };
  }

  private List<Filter> filters(int depth) {
    return Stream.generate(() -> filter(depth - 1)).limit(random.nextInt(2, 4)).toList();
  }

  private Filter compare(Expression left, Expression right) {
    return new Filter.Compare(one(List.of(Comparison.values())), left, right);
  }

  private Filter like() {
    Expression text = text(1);
    String pattern = one(TEXTS) + one(List.of("", "%", "_", "\\%", "%o%", "_%"));
    Expression literal =
        new Expression.Text(Texts.endsInEscape(pattern) ? pattern + "\\" : pattern, Position.NONE);
    return new Filter.Like(
        text,
        random.nextInt(3) == 0
            ? new Folded(one(List.of(Folding.values())), literal, Position.NONE)
            : literal);
  }

  private Filter in() {
    return switch (random.nextInt(3)) {
      case 0 -> new Filter.In(text(1), List.of(text(1), text(1), text(1)));
      case 1 -> new Filter.In(number(1), List.of(number(1), number(2)));
      default -> new Filter.In(day(), List.of(day()));
    };
  }

  private Expression anything(int depth) {
    return switch (random.nextInt(8)) {
      case 0 -> property("geometry");
      case 1 -> property("id");
      case 2 -> number(2);
      case 3 -> interval(this::time);
      case 4 -> new Holds(compare(text(1), text(1)), Position.NONE);
      case 5 -> new Holds(new Filter.Not(filter(Math.max(1, depth - 1))), Position.NONE);
      default -> property(one(layer().fields().stream().map(Field::name).toList()));
    };
  }

  private Filter spatial() {
    List<Expression> both = new ArrayList<>(List.of(property("geometry"), shape()));
    if (random.nextInt(4) == 0) {
      both.add(0, both.remove(1));
    }
    if (random.nextInt(20) == 0) {
      both.set(0, both.get(1));
    }
    return new Filter.Spatial(one(List.of(SpatialRelation.values())), both.get(0), both.get(1));
  }

  private Expression shape() {
    if (random.nextInt(3) > 0) {
      return Shape.of(geometry());
    }
    Coordinate a = corner();
    Coordinate b = corner();
    return new Box(
        Math.min(a.x, b.x),
        Math.min(a.y, b.y),
        Math.max(a.x, b.x),
        Math.max(a.y, b.y),
        Position.NONE);
  }

  private Filter temporal() {
    TemporalRelation relation = one(List.of(TemporalRelation.values()));
    boolean days = random.nextBoolean();
    Supplier<Expression> instant = days ? this::day : this::time;
    boolean mixed = relation == TemporalRelation.AFTER || relation == TemporalRelation.DISJOINT;
    Expression left = mixed ? instant.get() : interval(instant);
    return new Filter.Temporal(relation, left, interval(instant));
  }

  private Expression interval(Supplier<Expression> instant) {
    Expression from = random.nextInt(5) == 0 ? new Open(Position.NONE) : instant.get();
    Expression to = random.nextInt(5) == 0 ? new Open(Position.NONE) : instant.get();
    if (from.isConstant() && to.isConstant() && !(from instanceof Open) && !(to instanceof Open)) {
      // the right way round
      to = from;
    }
    return new Interval(from, to, Position.NONE);
  }

  private Expression text(int depth) {
    if (depth > 1 && random.nextInt(3) == 0) {
      return new Folded(one(List.of(Folding.values())), text(depth - 1), Position.NONE);
    }
    return random.nextInt(3) > 0
        ? property(one(List.of("name", "alias", "道路 名", "id")))
        : Expression.Text.of(one(TEXTS));
  }

  private Expression number(int depth) {
    if (depth > 1 && random.nextInt(3) == 0) {
      ArithmeticOperator operator = one(List.of(ArithmeticOperator.values()));
      Expression right =
          operator == ArithmeticOperator.POWER
              ? Number.of(random.nextInt(0, 3))
              : number(depth - 1);
      return new Arithmetic(operator, number(depth - 1), right, Position.NONE);
    }
    return random.nextInt(3) > 0
        ? property(one(List.of("level", "height")))
        : new Number(
            new BigDecimal(
                one(List.of("0", "1", "-2.5", "0.1", "0.3", "9007199254740993", "1e-7", "3"))),
            Position.NONE);
  }

  private Expression truth() {
    return new Truth(random.nextBoolean(), Position.NONE);
  }

  private Expression day() {
    return random.nextInt(3) > 0
        ? property(one(List.of("built", "razed")))
        : new Date(
            one(List.of(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 5, 6), LocalDate.EPOCH)),
            Position.NONE);
  }

  private Expression time() {
    return random.nextInt(3) > 0
        ? property(one(List.of("start", "end")))
        : new Timestamp(
            one(
                List.of(
                    Instant.parse("2024-05-06T00:00:00Z"),
                    Instant.parse("2024-05-05T23:59:59.999999Z"),
                    Instant.EPOCH)),
            Position.NONE);
  }

  private static Expression property(String name) {
    return Property.of(name);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
