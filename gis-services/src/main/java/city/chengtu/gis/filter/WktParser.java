package city.chengtu.gis.filter;

import static city.chengtu.gis.filter.Boxes.DRAW;

import city.chengtu.gis.filter.Expression.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads the geometries of CQL2 text (well-known text). A third ordinate is read and left out: all
 * relations are in the plane.
 */
final class WktParser {
  private static final Set<String> TYPES =
      Set.of(
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION");

  private final Tokens tokens;
  private final Budget budget;

  WktParser(Tokens tokens, Budget budget) {
    this.tokens = tokens;
    this.budget = budget;
  }

  /** True when the word begins a geometry. */
  static boolean begins(String upper) {
    return TYPES.contains(upper);
  }

  /** The geometry whose word comes next. */
  Geometry geometry() {
    Token type = tokens.take();
    tokens.tookWord("Z");
    return switch (Names.upper(type.text())) {
      case "POINT" -> point();
      case "LINESTRING" -> line();
      case "POLYGON" -> polygon();
      case "MULTIPOINT" -> Shapes.points(list(this::pointOfMany));
      case "MULTILINESTRING" -> Shapes.lines(list(this::line));
      case "MULTIPOLYGON" -> Shapes.polygons(list(this::polygon));
      default -> collection(type);
    };
  }

  private Geometry collection(Token type) {
    return budget.deeper(
        type.at(),
        () ->
            Shapes.collection(
                list(
                    () -> {
                      Token part = tokens.peek();
                      if (part.type() != Token.Type.WORD || !begins(Names.upper(part.text()))) {
                        throw tokens.expected("a geometry");
                      }
                      return geometry();
                    })));
  }

  /** The corners after the word BBOX. */
  Box box(Position at) {
    return Literals.box(list(this::number), at);
  }

  private Point point() {
    tokens.expect("(");
    Point point = DRAW.createPoint(coordinate());
    tokens.expect(")");
    return point;
  }

  /** With its own parentheses, as the grammar wants, or without, as many write. */
  private Point pointOfMany() {
    return tokens.peek().is("(") ? point() : DRAW.createPoint(coordinate());
  }

  private LineString line() {
    Position at = tokens.peek().at();
    return Shapes.line(list(this::coordinate), at);
  }

  private LinearRing ring() {
    Position at = tokens.peek().at();
    return Shapes.ring(list(this::coordinate), at);
  }

  private Polygon polygon() {
    return Shapes.polygon(list(this::ring));
  }

  private Coordinate coordinate() {
    budget.vertex(tokens.peek().at());
    Coordinate read = new Coordinate(number(), number());
    if (!tokens.peek().is(",") && !tokens.peek().is(")")) {
      number();
    }
    return read;
  }

  private double number() {
    Position at = tokens.peek().at();
    boolean minus = tokens.took("-");
    if (!minus) {
      tokens.took("+");
    }
    if (tokens.peek().type() != Token.Type.NUMBER) {
      throw tokens.expected("a number");
    }
    double value = Double.parseDouble(tokens.take().text());
    if (!Double.isFinite(value)) {
      throw new FilterException("the coordinate is out of range", at);
    }
    return minus ? -value : value;
  }

  /** One or more in parentheses. */
  private <T> List<T> list(Supplier<T> item) {
    tokens.expect("(");
    List<T> items = new ArrayList<>();
    do {
      items.add(item.get());
    } while (tokens.took(","));
    tokens.expect(")");
    return items;
  }
}
