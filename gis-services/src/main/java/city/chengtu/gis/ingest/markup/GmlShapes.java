package city.chengtu.gis.ingest.markup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * Geometries of GML 2.1 (OGC 02-069), 3.1 (03-105r1) and 3.2 (07-036), those of the Simple Features
 * Profile (10-100r3): points, lines, polygons, several of them, curves and surfaces of straight
 * pieces. East comes first in what is read; heights are read over, as the map is flat.
 */
final class GmlShapes {
  private static final GeometryFactory DRAW = new GeometryFactory();

  private static final Set<String> MULTIPLE =
      Set.of(
          "MultiPoint",
          "MultiLineString",
          "MultiPolygon",
          "MultiCurve",
          "MultiSurface",
          "MultiGeometry",
          "CompositeCurve",
          "CompositeSurface",
          "Surface",
          "PolyhedralSurface");
  private static final Set<String> SINGLE =
      Set.of("Point", "LineString", "LinearRing", "Polygon", "PolygonPatch", "Curve");

  /** Known, and more than straight lines between points. */
  private static final Set<String> BENT =
      Set.of(
          "Arc",
          "ArcString",
          "ArcByBulge",
          "ArcByCenterPoint",
          "Circle",
          "CircleByCenterPoint",
          "CubicSpline",
          "BSpline",
          "Bezier",
          "Clothoid",
          "OrientableCurve",
          "OrientableSurface",
          "Solid",
          "MultiSolid",
          "Tin",
          "TriangulatedSurface");

  private final SafeXml xml;
  private final int most;
  private int vertices;
  private GmlSystem system;
  private GmlSystem used;

  /**
   * @param usual the system where none is named; null when unknown
   * @param most vertices of one feature
   */
  GmlShapes(SafeXml xml, GmlSystem usual, int most) {
    this.xml = xml;
    this.system = usual;
    this.most = most;
  }

  static boolean isShape(String element) {
    return SINGLE.contains(element) || MULTIPLE.contains(element) || BENT.contains(element);
  }

  /** The system of what was read last; null when none is named. */
  GmlSystem used() {
    return used;
  }

  /**
   * The geometry that has just begun, to its end.
   *
   * @throws IllegalArgumentException when it is none that is read
   */
  Geometry read() throws IOException {
    String name = xml.element();
    String named = xml.attribute("srsName");
    GmlSystem around = system;
    if (named != null) {
      system = GmlSystem.of(named);
    }
    int size = size(2);
    Geometry shape;
    if (MULTIPLE.contains(name)) {
      shape = several(size);
    } else {
      shape =
          switch (name) {
            case "Point" -> point(size);
            case "LineString" -> DRAW.createLineString(positions(size, 2));
            case "LinearRing" -> ring(size);
            case "Polygon", "PolygonPatch" -> polygon(size);
            case "Curve" -> curve(size);
            default -> throw new IllegalArgumentException("a " + name + " is not read");
          };
    }
    used = system;
    system = around;
    return shape;
  }

  /** Numbers in a position. */
  private int size(int usual) {
    String stated = xml.attribute("srsDimension");
    if (stated == null) {
      return usual;
    }
    if (!stated.equals("2") && !stated.equals("3")) {
      throw new IllegalArgumentException("srsDimension '" + shortened(stated) + "' is not 2 or 3");
    }
    return Integer.parseInt(stated);
  }

  private Point point(int size) throws IOException {
    Coordinate[] found = positions(size, 1);
    if (found.length != 1) {
      throw new IllegalArgumentException("a Point has " + found.length + " positions");
    }
    return DRAW.createPoint(found[0]);
  }

  private LinearRing ring(int size) throws IOException {
    Coordinate[] found = positions(size, 3);
    if (!found[0].equals2D(found[found.length - 1])) {
      Coordinate[] closed = Arrays.copyOf(found, found.length + 1);
      closed[found.length] = found[0].copy();
      found = closed;
    }
    return DRAW.createLinearRing(found);
  }

  private Polygon polygon(int size) throws IOException {
    LinearRing shell = null;
    List<LinearRing> holes = new ArrayList<>();
    int open = xml.depth();
    while (xml.within(open)) {
      String boundary = xml.element();
      int inside = xml.depth();
      boolean outer = boundary.equals("exterior") || boundary.equals("outerBoundaryIs");
      if (!outer && !boundary.equals("interior") && !boundary.equals("innerBoundaryIs")) {
        xml.leave(inside);
        continue;
      }
      while (xml.within(inside)) {
        LinearRing ring = xml.element().equals("Ring") ? bounded(size) : ring(size(size));
        if (!outer) {
          holes.add(ring);
        } else if (shell == null) {
          shell = ring;
        } else {
          throw new IllegalArgumentException("a Polygon has two outer rings");
        }
      }
    }
    if (shell == null) {
      throw new IllegalArgumentException("a Polygon has no outer ring");
    }
    return DRAW.createPolygon(shell, holes.toArray(LinearRing[]::new));
  }

  /** A ring made of curves. */
  private LinearRing bounded(int size) throws IOException {
    Geometry all = several(size);
    List<Coordinate> joined = new ArrayList<>();
    for (int i = 0; i < all.getNumGeometries(); i++) {
      join(joined, all.getGeometryN(i).getCoordinates());
    }
    if (joined.size() < 4 || !joined.get(0).equals2D(joined.get(joined.size() - 1))) {
      throw new IllegalArgumentException("a Ring is not closed");
    }
    return DRAW.createLinearRing(joined.toArray(Coordinate[]::new));
  }

  private LineString curve(int size) throws IOException {
    List<Coordinate> joined = new ArrayList<>();
    int open = xml.depth();
    while (xml.within(open)) {
      if (xml.element().equals("LineStringSegment")) {
        join(joined, positions(size(size), 2));
      } else if (BENT.contains(xml.element())) {
        throw new IllegalArgumentException("a Curve with an " + xml.element() + " is not read");
      }
    }
    if (joined.size() < 2) {
      throw new IllegalArgumentException("a Curve has no segment");
    }
    return DRAW.createLineString(joined.toArray(Coordinate[]::new));
  }

  private static void join(List<Coordinate> line, Coordinate[] more) {
    boolean goesOn = !line.isEmpty() && line.get(line.size() - 1).equals2D(more[0]);
    for (int i = goesOn ? 1 : 0; i < more.length; i++) {
      line.add(more[i]);
    }
  }

  /** Members at any depth: each kind has its own word for what lies between. */
  private Geometry several(int size) throws IOException {
    List<Geometry> members = new ArrayList<>();
    int open = xml.depth();
    while (xml.within(open)) {
      if (isShape(xml.element())) {
        Geometry member = xml.element().equals("PolygonPatch") ? polygon(size) : read();
        for (int i = 0; i < member.getNumGeometries(); i++) {
          members.add(member.getGeometryN(i));
        }
      }
    }
    if (members.isEmpty()) {
      throw new IllegalArgumentException("it has no members");
    }
    // Several even when it is one: what a collection is called it stays.
    if (members.stream().allMatch(Point.class::isInstance)) {
      return DRAW.createMultiPoint(members.toArray(Point[]::new));
    }
    if (members.stream().allMatch(LineString.class::isInstance)) {
      return DRAW.createMultiLineString(members.toArray(LineString[]::new));
    }
    return members.stream().allMatch(Polygon.class::isInstance)
        ? DRAW.createMultiPolygon(members.toArray(Polygon[]::new))
        : DRAW.createGeometryCollection(members.toArray(Geometry[]::new));
  }

  /** All positions within the open element, however they are written. */
  private Coordinate[] positions(int size, int least) throws IOException {
    List<Coordinate> found = new ArrayList<>();
    int open = xml.depth();
    while (xml.within(open)) {
      switch (xml.element()) {
        case "pos" -> add(found, numbers(xml.text(), "\\s+"), 0);
        case "posList" -> {
          int each = size(size);
          add(found, numbers(xml.text(), "\\s+"), each);
        }
        case "coordinates" -> tuples(found);
        case "coord" -> coord(found);
        case "pointProperty", "pointRep", "Point" -> {
          // The Point's own position follows.
        }
        default -> xml.leave(xml.depth());
      }
    }
    if (found.size() < least) {
      throw new IllegalArgumentException(
          "it has " + found.size() + " positions, not at least " + least);
    }
    return found.toArray(Coordinate[]::new);
  }

  /**
   * @param size numbers in each position; 0 when they are one
   */
  private void add(List<Coordinate> found, double[] numbers, int size) {
    int each = size == 0 ? numbers.length : size;
    if (each < 2 || each > 3 || numbers.length % each != 0) {
      throw new IllegalArgumentException(
          numbers.length + " numbers are no positions of " + Math.max(each, 2));
    }
    for (int i = 0; i < numbers.length; i += each) {
      found.add(place(numbers[i], numbers[i + 1]));
    }
  }

  private Coordinate place(double first, double second) {
    if (++vertices > most) {
      throw new IllegalArgumentException("it has more than " + most + " vertices");
    }
    boolean northFirst = system != null && system.northFirst();
    return northFirst ? new Coordinate(second, first) : new Coordinate(first, second);
  }

  /** Of GML 2: tuples, whose marks may be chosen. */
  private void tuples(List<Coordinate> found) throws IOException {
    String decimal = xml.attribute("decimal");
    String cs = xml.attribute("cs");
    String ts = xml.attribute("ts");
    String given = xml.text();
    String text = ts == null || ts.isBlank() ? given : given.replace(ts, " ");
    String between = Pattern.quote(cs == null || cs.isBlank() ? "," : cs);
    for (String tuple : text.strip().split("\\s+", -1)) {
      String plain = decimal == null ? tuple : tuple.replace(decimal, ".");
      add(found, numbers(plain, between), 0);
    }
  }

  private void coord(List<Coordinate> found) throws IOException {
    Map<String, Double> parts = new TreeMap<>();
    int open = xml.depth();
    while (xml.within(open)) {
      String part = xml.element();
      parts.put(part, number(xml.text()));
    }
    if (!parts.containsKey("X") || !parts.containsKey("Y")) {
      throw new IllegalArgumentException("a coord has no X or no Y");
    }
    found.add(place(parts.get("X"), parts.get("Y")));
  }

  private static double[] numbers(String text, String between) {
    if (text.isEmpty()) {
      return new double[0];
    }
    String[] parts = text.split(between, -1);
    double[] numbers = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = number(parts[i]);
    }
    return numbers;
  }

  private static double number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + shortened(text) + "' is no number", e);
    }
    throw new IllegalArgumentException("'" + shortened(text) + "' is no number");
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
