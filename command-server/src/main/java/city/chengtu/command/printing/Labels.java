package city.chengtu.command.printing;

import city.chengtu.gis.feature.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.index.strtree.STRtree;
import org.locationtech.jts.linearref.LengthIndexedLine;

/**
 * Names on the map: the weightiest first, none over another, none twice close by, all within the
 * frame.
 */
final class Labels {
  private static final int MOST = 20_000;
  private static final double SAME_APART = 60 * Sheet.MM;

  private record Candidate(
      String text, double x, double y, double angle, double size, int weight, double room) {}

  /**
   * @param field whose value is written
   * @param along true for names along lines
   */
  private record Rule(String field, double size, int weight, boolean along, double fromZoom) {}

  private static final Map<String, Rule> OWN =
      Map.of(
          "places", new Rule("name", 9, 90, false, 0),
          "boundaries", new Rule("name", 9, 80, false, 0),
          "water", new Rule("name", 8, 60, false, 13),
          "roads", new Rule("name", 7, 50, true, 13),
          "green", new Rule("name", 7, 40, false, 15),
          "poi", new Rule("name", 6, 30, false, 16),
          "grids", new Rule("code", 6, 20, false, 16));

  private static final Map<String, Integer> PLACES =
      Map.of("city", 9, "district", 8, "street", 6, "community", 3, "estate", 1);
  private static final Map<String, Integer> ROADS =
      Map.of("motorway", 5, "trunk", 5, "primary", 4, "secondary", 3, "tertiary", 2);

  private final Sheet sheet;
  private final List<Candidate> candidates = new ArrayList<>();

  Labels(Sheet sheet) {
    this.sheet = sheet;
  }

  /**
   * @param geometry on the sheet's plane
   * @param properties those the reader may see
   */
  void offer(Layer layer, Geometry geometry, Map<String, Object> properties) {
    Rule rule = rule(layer);
    if (rule == null || sheet.zoom() < rule.fromZoom() || candidates.size() >= MOST) {
      return;
    }
    Object value = properties.get(rule.field());
    if (value == null || value.toString().isBlank()) {
      return;
    }
    String text = value.toString().strip();
    Candidate found =
        rule.along()
            ? along(rule, text, geometry, properties)
            : middle(rule, text, geometry, properties);
    if (found != null) {
      candidates.add(found);
    }
  }

  private static Rule rule(Layer layer) {
    Rule own = OWN.get(layer.id());
    if (own != null) {
      return own;
    }
    String field = layer.style().labelField();
    return field == null ? null : new Rule(field, 6.5, 35, false, 0);
  }

  private Candidate middle(
      Rule rule, String text, Geometry geometry, Map<String, Object> properties) {
    if (geometry.isEmpty()) {
      return null;
    }
    Coordinate at =
        geometry.getDimension() == 0
            ? geometry.getCoordinate()
            : geometry.getInteriorPoint().getCoordinate();
    int weight = rule.weight() + PLACES.getOrDefault(String.valueOf(properties.get("kind")), 0);
    double size = rule.size() * (weight >= rule.weight() + 6 ? 1.25 : 1);
    return new Candidate(text, sheet.x(at.x), sheet.y(at.y), 0, size, weight, Double.MAX_VALUE);
  }

  /** At the middle of the longest part, turned so that it reads from left to right. */
  private Candidate along(
      Rule rule, String text, Geometry geometry, Map<String, Object> properties) {
    LineString longest = null;
    for (int i = 0; i < geometry.getNumGeometries(); i++) {
      if (geometry.getGeometryN(i) instanceof LineString line
          && (longest == null || line.getLength() > longest.getLength())) {
        longest = line;
      }
    }
    if (longest == null || longest.getLength() == 0) {
      return null;
    }
    LengthIndexedLine line = new LengthIndexedLine(longest);
    Coordinate a = line.extractPoint(longest.getLength() * 0.35);
    Coordinate b = line.extractPoint(longest.getLength() * 0.65);
    Coordinate at = line.extractPoint(longest.getLength() * 0.5);
    double angle = Math.toDegrees(Math.atan2(b.y - a.y, b.x - a.x));
    angle = angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle;
    int weight =
        rule.weight()
            + ROADS.getOrDefault(String.valueOf(properties.get("class")).replace("_link", ""), 0);
    double room = longest.getLength() * sheet.pointsPerGroundMetre();
    return new Candidate(text, sheet.x(at.x), sheet.y(at.y), angle, rule.size(), weight, room);
  }

  void draw(PdfPen pen, GlyphFonts fonts) {
    candidates.sort(
        Comparator.comparingInt(Candidate::weight).reversed().thenComparing(Candidate::text));
    Room room = new Room(sheet.frame());
    for (Candidate each : candidates) {
      if (pen.full()) {
        return;
      }
      double width = fonts.width(each.text(), each.size());
      if (each.room() < width + 6 || !room.take(each, width)) {
        continue;
      }
      double sine = Math.sin(Math.toRadians(each.angle()));
      double cosine = Math.cos(Math.toRadians(each.angle()));
      double left = -width / 2;
      double down = -each.size() * 0.36;
      pen.fillWith(Rgb.BLACK);
      fonts.write(
          pen,
          each.text(),
          each.size(),
          each.x() + left * cosine - down * sine,
          each.y() + left * sine + down * cosine,
          each.angle());
    }
  }

  /** Which room is taken already. */
  private static final class Room {
    private final Envelope frame;
    private final List<Envelope> taken = new ArrayList<>();
    private STRtree tree = new STRtree();
    private final List<Envelope> fresh = new ArrayList<>();
    private final Map<String, List<Coordinate>> names = new java.util.HashMap<>();

    Room(Envelope frame) {
      this.frame = frame;
    }

    boolean take(Candidate candidate, double width) {
      double cosine = Math.abs(Math.cos(Math.toRadians(candidate.angle())));
      double sine = Math.abs(Math.sin(Math.toRadians(candidate.angle())));
      double height = candidate.size() * 1.2;
      Envelope box = new Envelope(new Coordinate(candidate.x(), candidate.y()));
      box.expandBy(
          (width * cosine + height * sine) / 2 + 1, (width * sine + height * cosine) / 2 + 1);
      Coordinate at = new Coordinate(candidate.x(), candidate.y());
      List<Coordinate> same = names.computeIfAbsent(candidate.text(), text -> new ArrayList<>());
      if (!frame.contains(box)
          || same.stream().anyMatch(other -> other.distance(at) < SAME_APART)
          || fresh.stream().anyMatch(box::intersects)
          || !tree.query(box).isEmpty()) {
        return false;
      }
      same.add(at);
      taken.add(box);
      fresh.add(box);
      if (fresh.size() == 200) { // the tree is built once and cannot grow
        tree = new STRtree();
        taken.forEach(each -> tree.insert(each, each));
        fresh.clear();
      }
      return true;
    }
  }
}
