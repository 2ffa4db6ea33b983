package city.chengtu.gis.ingest.markup;

import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/**
 * KML (OGC 07-147r2): every Placemark is a row with its name, description and extended data.
 * Styles, links and overlays are read over; nothing is ever fetched.
 */
public final class KmlSource implements Source {
  private static final GeometryFactory DRAW = new GeometryFactory();

  private final Content content;
  private final SourceLimits limits;
  private final SourceCard card;

  private KmlSource(Content content, String name, SourceLimits limits) {
    this.content = content;
    this.limits = limits;
    this.card =
        new SourceCard(
            "KML",
            name,
            List.of(name),
            null,
            new SourceCard.StatedSystem("EPSG:4326", null, "the KML standard"),
            List.of(),
            null,
            List.of());
  }

  public static KmlSource open(Content content, String name, SourceLimits limits)
      throws IOException {
    KmlSource source = new KmlSource(content, name, limits);
    source.read(row -> false);
    return source;
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    try (SafeXml xml = SafeXml.open(content, limits)) {
      long number = 0;
      boolean root = true;
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT) {
          if (root && !xml.element().equals("kml")) {
            throw new SourceException(
                content.name() + ": the root element is " + xml.element() + ", not kml");
          }
          root = false;
          if (xml.element().equals("Placemark")
              && !taker.take(new Placemark(xml, ++number).row())) {
            return;
          }
        }
      }
    }
  }

  /** One Placemark, read from just after its beginning to its end. */
  private final class Placemark {
    private final SafeXml xml;
    private final long number;
    private final String id;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Geometry> drawn = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int vertices;

    Placemark(SafeXml xml, long number) {
      this.xml = xml;
      this.number = number;
      this.id = xml.attribute("id");
    }

    SourceRow row() throws IOException {
      for (int event = xml.next(); !ends(event, "Placemark"); event = xml.next()) {
        if (event == START_ELEMENT) {
          element();
        }
      }
      Geometry geometry =
          drawn.isEmpty() ? null : drawn.size() == 1 ? drawn.get(0) : DRAW.buildGeometry(drawn);
      return new SourceRow(number, id, geometry, values, faults);
    }

    private boolean ends(int event, String element) throws SourceException {
      if (event == END_DOCUMENT) {
        throw new SourceException(content.name() + ": ends within Placemark " + number);
      }
      return event == END_ELEMENT && xml.element().equals(element);
    }

    private void element() throws IOException {
      switch (xml.element()) {
        case "name", "description", "address" -> {
          String name = xml.element();
          values.put(name, xml.text());
        }
        case "Data" -> data();
        case "SimpleData" -> {
          String name = xml.attribute("name");
          values.put(name == null ? "data" : name, xml.text());
        }
        case "Point", "LineString", "LinearRing", "Polygon" -> {
          String kind = xml.element();
          try {
            drawn.add(kind.equals("Polygon") ? polygon() : simple(kind));
          } catch (IllegalArgumentException e) {
            faults.add(Fault.error(null, "geometry-unreadable", e.getMessage()));
          }
        }
        case "Track", "MultiTrack", "Model" ->
            faults.add(Fault.error(null, "geometry-unreadable", xml.element() + " is not read"));
        default -> {
          // containers are walked through
        }
      }
    }

    private void data() throws IOException {
      String name = xml.attribute("name");
      for (int event = xml.next(); !ends(event, "Data"); event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("value")) {
          values.put(name == null ? "data" : name, xml.text());
        }
      }
    }

    private Geometry simple(String kind) throws IOException {
      Coordinate[] points = coordinates(kind);
      return switch (kind) {
        case "Point" -> {
          if (points.length != 1) {
            throw new IllegalArgumentException("a Point has " + points.length + " positions");
          }
          yield DRAW.createPoint(points[0]);
        }
        default -> {
          if (points.length < 2) {
            throw new IllegalArgumentException(
                "a " + kind + " has " + points.length + " positions");
          }
          yield DRAW.createLineString(points);
        }
      };
    }

    private Geometry polygon() throws IOException {
      LinearRing shell = null;
      List<LinearRing> holes = new ArrayList<>();
      boolean inner = false;
      String broken = null;
      for (int event = xml.next(); !ends(event, "Polygon"); event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("innerBoundaryIs")) {
          inner = true;
        } else if (event == START_ELEMENT && xml.element().equals("outerBoundaryIs")) {
          inner = false;
        } else if (event == START_ELEMENT && xml.element().equals("LinearRing")) {
          try {
            LinearRing ring = ring(coordinates("LinearRing"));
            if (inner) {
              holes.add(ring);
            } else {
              shell = ring;
            }
          } catch (IllegalArgumentException e) { // the rest of the polygon is still to be read over
            broken = e.getMessage();
          }
        }
      }
      if (broken != null || shell == null) {
        throw new IllegalArgumentException(broken == null ? "a Polygon has no outer ring" : broken);
      }
      return DRAW.createPolygon(shell, holes.toArray(LinearRing[]::new));
    }

    private LinearRing ring(Coordinate[] points) {
      Coordinate[] closed = points;
      if (points.length > 0 && !points[0].equals2D(points[points.length - 1])) {
        closed = Arrays.copyOf(points, points.length + 1);
        closed[points.length] = points[0].copy();
      }
      if (closed.length < 3) {
        throw new IllegalArgumentException("a ring has only " + points.length + " positions");
      }
      return DRAW.createLinearRing(closed);
    }

    /** To the end of the element of this kind. */
    private Coordinate[] coordinates(String kind) throws IOException {
      String text = "";
      for (int event = xml.next(); !ends(event, kind); event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("coordinates")) {
          text = xml.text();
        }
      }
      List<Coordinate> points = new ArrayList<>();
      for (String position : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
        if (++vertices > limits.vertices()) {
          throw new SourceException(
              content.name()
                  + ": Placemark "
                  + number
                  + " has more than "
                  + limits.vertices()
                  + " positions");
        }
        points.add(position(position));
      }
      return points.toArray(Coordinate[]::new);
    }

    private static Coordinate position(String text) {
      String[] numbers = text.split(",");
      try {
        if (numbers.length >= 2) {
          return new Coordinate(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new IllegalArgumentException("'" + text + "' is no position (lon,lat[,height])");
    }
  }
}
