package city.chengtu.gis.ingest.table;

import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** Makes rows of a table's cells. */
final class RowMaker {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final char UNDECODABLE = '\ufffd';

  private final List<String> header;
  private final PlaceColumns place;
  private final String encoding;
  private final SourceLimits limits;

  /**
   * @param encoding what text was taken to be in, for messages
   */
  RowMaker(List<String> header, PlaceColumns place, String encoding, SourceLimits limits) {
    this.header = header;
    this.place = place;
    this.encoding = encoding;
    this.limits = limits;
  }

  /** Column names with each once, and never empty. */
  static List<String> header(List<String> cells) {
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      String plain = cell == null || cell.isBlank() ? "column_" + (names.size() + 1) : cell.strip();
      String name = plain;
      for (int i = 2; names.contains(name); i++) {
        name = plain + "_" + i;
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  SourceRow row(long number, List<?> cells) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    if (cells.size() > header.size()) {
      faults.add(
          Fault.error(
              null,
              "too-many-cells",
              "the row has " + cells.size() + " cells, the header " + header.size()));
    }
    for (int i = 0; i < header.size(); i++) {
      Object cell = i < cells.size() ? cells.get(i) : null;
      if (cell instanceof String text) {
        if (text.indexOf(UNDECODABLE) >= 0) {
          faults.add(
              Fault.error(
                  header.get(i),
                  "text-undecodable",
                  "the text is not " + encoding + ": '" + text + "'"));
        }
        cell = text.isBlank() ? null : text.strip();
      }
      if (i != place.wkt()) {
        values.put(header.get(i), cell);
      }
    }
    return new SourceRow(number, null, geometry(cells, faults), values, faults);
  }

  private Geometry geometry(List<?> cells, List<Fault> faults) {
    if (place.wkt() >= 0) {
      Object wkt = cell(cells, place.wkt());
      return wkt == null ? null : wkt(wkt.toString(), faults);
    }
    Double x = number(cells, place.x(), faults);
    Double y = number(cells, place.y(), faults);
    return x == null || y == null ? null : DRAW.createPoint(new Coordinate(x, y));
  }

  private static Object cell(List<?> cells, int column) {
    Object cell = column < cells.size() ? cells.get(column) : null;
    return cell instanceof String text && text.isBlank() ? null : cell;
  }

  private Double number(List<?> cells, int column, List<Fault> faults) {
    Object cell = cell(cells, column);
    if (cell == null) {
      return null;
    }
    try {
      double number =
          cell instanceof Number n ? n.doubleValue() : Double.parseDouble(cell.toString().strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    faults.add(
        Fault.error(header.get(column), "coordinate-no-number", "'" + cell + "' is no number"));
    return null;
  }

  private Geometry wkt(String text, List<Fault> faults) {
    try {
      requireShallow(text);
      String plain = text.replaceFirst("(?i)^\\s*SRID=\\d+;", "");
      Geometry geometry = new WKTReader(DRAW).read(plain);
      if (geometry.getNumPoints() > limits.vertices()) {
        throw new IllegalArgumentException(geometry.getNumPoints() + " vertices are too many");
      }
      return geometry;
    } catch (ParseException | IllegalArgumentException e) {
      String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
      faults.add(
          Fault.error(
              header.get(place.wkt()),
              "geometry-unreadable",
              "'" + shown + "' is no well-known text: " + e.getMessage()));
      return null;
    }
  }

  /** JTS reads collections within collections by calling itself: deep ones would end the stack. */
  private void requireShallow(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > limits.depth()) {
        throw new IllegalArgumentException("brackets are nested deeper than " + limits.depth());
      }
    }
  }
}
