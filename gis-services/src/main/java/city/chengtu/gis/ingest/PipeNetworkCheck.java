package city.chengtu.gis.ingest;

import city.chengtu.gis.coordinate.Geodesy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;

/**
 * Pipe points and segments fit together: ends exist and lie where they should, depths and heights
 * agree, gravity pipes fall along their flow, fittings have as many arms as their name says.
 * Source: practice of CJJ 61-2017 surveys.
 */
final class PipeNetworkCheck implements LayerCheck {
  private static final String POINTS = "pipe_points";
  private static final String SEGMENTS = "pipe_segments";

  /** A centimetre, in degrees. */
  private static final double SAME_PLACE = 1e-7;

  private static final double SAME_HEIGHT_METRES = 0.0101;
  private static final double SHORTEST_METRES = 0.05;
  private static final double LONGEST_METRES = 75;
  private static final Map<String, Integer> ARMS = Map.of("三通", 3, "四通", 4, "弯头", 2);

  private final Map<String, Point> points = new HashMap<>();
  private final List<Segment> segments = new ArrayList<>();
  private final Set<String> pairs = new HashSet<>();

  private record Point(String feature, Coordinate at, Double high, String fitting) {}

  private record Segment(NewFeature feature, String start, String end) {}

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    if (feature.layer().equals(POINTS)) {
      point(feature);
    } else if (feature.layer().equals(SEGMENTS)) {
      segment(feature, problems);
    }
  }

  private void point(NewFeature feature) {
    if (feature.properties().get("Exp_No") instanceof String number
        && !feature.geometry().isEmpty()) {
      Object fitting = feature.properties().get("Feature");
      points.put(
          number,
          new Point(
              feature.id(),
              feature.geometry().getCoordinate(),
              decimal(feature, "High"),
              fitting == null ? "" : fitting.toString()));
    }
  }

  private void segment(NewFeature feature, Consumer<Problem> problems) {
    if (!(feature.properties().get("S_Exp") instanceof String start)
        || !(feature.properties().get("E_Exp") instanceof String end)) {
      return;
    }
    if (start.equals(end)) {
      problems.accept(
          Problem.error(
              feature, "E_Exp", "pipe-ends", "start and end are the same point " + start));
    }
    if (!pairs.add(start.compareTo(end) < 0 ? start + "\n" + end : end + "\n" + start)) {
      problems.accept(
          Problem.error(
              feature, "S_Exp", "pipe-pair", "the pair " + start + ", " + end + " comes twice"));
    }
    length(feature, problems);
    segments.add(new Segment(feature, start, end));
  }

  private static void length(NewFeature feature, Consumer<Problem> problems) {
    double flat = Geodesy.length(feature.geometry());
    Double startHeight = decimal(feature, "S_H");
    Double endHeight = decimal(feature, "E_H");
    double rise = startHeight == null || endHeight == null ? 0 : endHeight - startHeight;
    double length = Math.hypot(flat, rise);
    if (length < SHORTEST_METRES || length > LONGEST_METRES) {
      problems.accept(
          Problem.warning(
              feature,
              null,
              "pipe-length",
              "%.2f m long, expected %.2f to %.0f m"
                  .formatted(length, SHORTEST_METRES, LONGEST_METRES)));
    }
  }

  /** Ends are looked up last: segments may come before their points. */
  @Override
  public void finish(Consumer<Problem> problems) {
    Map<String, Integer> arms = new HashMap<>();
    for (Segment segment : segments) {
      NewFeature feature = segment.feature();
      Coordinate[] line = feature.geometry().getCoordinates();
      end(feature, "S", segment.start(), line[0], problems);
      end(feature, "E", segment.end(), line[line.length - 1], problems);
      falls(feature, problems);
      arms.merge(segment.start(), 1, Integer::sum);
      arms.merge(segment.end(), 1, Integer::sum);
    }
    points.forEach(
        (number, point) -> fitting(number, point, arms.getOrDefault(number, 0), problems));
  }

  private void end(
      NewFeature feature, String side, String number, Coordinate at, Consumer<Problem> problems) {
    Point point = points.get(number);
    if (point == null) {
      problems.accept(
          Problem.error(feature, side + "_Exp", "pipe-ends", "there is no pipe point " + number));
      return;
    }
    if (!point.at().equals2D(at, SAME_PLACE)) {
      problems.accept(
          Problem.error(
              feature,
              side + "_Exp",
              "pipe-ends",
              "ends at " + at + ", point " + number + " is at " + point.at()));
    }
    Double depth = decimal(feature, side + "_Deep");
    Double height = decimal(feature, side + "_H");
    if (depth != null
        && height != null
        && point.high() != null
        && Math.abs(point.high() - depth - height) > SAME_HEIGHT_METRES) {
      problems.accept(
          Problem.error(
              feature,
              side + "_H",
              "pipe-depth",
              "ground %.3f - depth %.3f is not height %.3f"
                  .formatted(point.high(), depth, height)));
    }
  }

  private static void falls(NewFeature feature, Consumer<Problem> problems) {
    Double start = decimal(feature, "S_H");
    Double end = decimal(feature, "E_H");
    if (!"PS".equals(feature.properties().get("kind")) || start == null || end == null) {
      return;
    }
    String flow = String.valueOf(feature.properties().get("FlowDir"));
    if ((flow.equals("+") && end > start) || (flow.equals("-") && start > end)) {
      problems.accept(
          Problem.warning(
              feature,
              "FlowDir",
              "pipe-fall",
              "a gravity pipe rises along its flow, from %.3f to %.3f".formatted(start, end)));
    }
  }

  private static void fitting(String number, Point point, int arms, Consumer<Problem> problems) {
    if (arms == 0) {
      problems.accept(
          new Problem(
              POINTS,
              point.feature(),
              "Exp_No",
              "pipe-isolated",
              "no segment ends at " + number,
              Problem.Severity.WARNING));
    }
    Integer expected = ARMS.get(point.fitting());
    if (expected != null && arms != expected) {
      problems.accept(
          new Problem(
              POINTS,
              point.feature(),
              "Feature",
              "pipe-arms",
              point.fitting() + " has " + arms + " arms, expected " + expected,
              Problem.Severity.WARNING));
    }
  }

  private static Double decimal(NewFeature feature, String field) {
    return feature.properties().get(field) instanceof Number n ? (Double) n.doubleValue() : null;
  }
}
