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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;

/**
 * GPX 1.0 and 1.1: waypoints, routes and tracks are three parts, because they are different kinds
 * of geometry. A track of several segments is one feature of several lines; a segment of one point
 * is left out, said so.
 */
public final class GpxSource implements Source {
  private static final GeometryFactory DRAW = new GeometryFactory();
  private static final Map<String, String> ELEMENTS =
      Map.of("waypoints", "wpt", "routes", "rte", "tracks", "trk");
  private static final Set<String> TEXTS =
      Set.of("name", "cmt", "desc", "src", "type", "sym", "time", "number", "ele");

  private final Content content;
  private final SourceLimits limits;
  private final SourceCard card;
  private final String element;

  private GpxSource(Content content, String part, SourceLimits limits) throws IOException {
    this.content = content;
    this.limits = limits;
    List<String> there = parts();
    if (there.isEmpty()) {
      throw new SourceException(content.name() + ": has no waypoints, routes or tracks");
    }
    String chosen = part == null ? there.get(0) : part;
    if (!there.contains(chosen)) {
      throw new SourceException(content.name() + ": has no part '" + chosen + "', but " + there);
    }
    this.element = ELEMENTS.get(chosen);
    this.card =
        new SourceCard(
            "GPX",
            chosen,
            there,
            null,
            new SourceCard.StatedSystem("EPSG:4326", null, "the GPX standard"),
            List.of(),
            null,
            List.of());
  }

  /**
   * @param part "waypoints", "routes" or "tracks"; null for the first that is there
   */
  public static GpxSource open(Content content, String name, String part, SourceLimits limits)
      throws IOException {
    return new GpxSource(content, part, limits);
  }

  private List<String> parts() throws IOException {
    List<String> there = new ArrayList<>();
    try (SafeXml xml = SafeXml.open(content, limits)) {
      boolean root = true;
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT) {
          if (root && !xml.element().equals("gpx")) {
            throw new SourceException(
                content.name() + ": the root element is " + xml.element() + ", not gpx");
          }
          root = false;
          String found = xml.element();
          ELEMENTS.forEach(
              (part, tag) -> {
                if (tag.equals(found) && !there.contains(part)) {
                  there.add(part);
                }
              });
        }
      }
    }
    return there;
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    try (SafeXml xml = SafeXml.open(content, limits)) {
      long number = 0;
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT
            && xml.element().equals(element)
            && !taker.take(new Item(xml, ++number).row())) {
          return;
        }
      }
    }
  }

  /** One waypoint, route or track. */
  private final class Item {
    private final SafeXml xml;
    private final long number;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<LineString> lines = new ArrayList<>();
    private final List<Coordinate> line = new ArrayList<>();
    private int vertices;

    Item(SafeXml xml, long number) {
      this.xml = xml;
      this.number = number;
    }

    SourceRow row() throws IOException {
      Geometry geometry = null;
      if (element.equals("wpt")) {
        Coordinate here = position();
        geometry = here == null ? null : DRAW.createPoint(here);
      }
      int depth = 1;
      while (depth > 0) {
        int event = xml.next();
        if (event == END_DOCUMENT) {
          throw new SourceException(content.name() + ": ends within " + element + " " + number);
        }
        if (event == END_ELEMENT) {
          depth--;
          if (xml.element().equals("trkseg")) {
            endLine();
          }
        } else if (event == START_ELEMENT) {
          depth += begin(depth) ? 1 : 0;
        }
      }
      endLine();
      if (!lines.isEmpty()) {
        geometry =
            lines.size() == 1
                ? lines.get(0)
                : DRAW.createMultiLineString(lines.toArray(LineString[]::new));
      }
      return new SourceRow(number, null, geometry, values, faults);
    }

    /**
     * @return false when the element was read to its end
     */
    private boolean begin(int depth) throws IOException {
      String name = xml.element();
      if (name.equals("rtept") || name.equals("trkpt")) {
        if (++vertices > limits.vertices()) {
          throw new SourceException(
              content.name()
                  + ": "
                  + element
                  + " "
                  + number
                  + " has more than "
                  + limits.vertices()
                  + " points");
        }
        Coordinate here = position();
        if (here != null) {
          line.add(here);
        }
        return true;
      }
      if (depth == 1 && TEXTS.contains(name)) {
        values.put(name, xml.text());
        return false;
      }
      return true;
    }

    private void endLine() {
      if (line.size() == 1) {
        faults.add(
            Fault.warning(null, "segment-of-one-point", "a segment of one point is left out"));
      } else if (!line.isEmpty()) {
        lines.add(DRAW.createLineString(line.toArray(Coordinate[]::new)));
      }
      line.clear();
    }

    private Coordinate position() {
      String lat = xml.attribute("lat");
      String lon = xml.attribute("lon");
      try {
        if (lat != null && lon != null) {
          return new Coordinate(Double.parseDouble(lon), Double.parseDouble(lat));
        }
      } catch (NumberFormatException e) {
        // said below
      }
      faults.add(
          Fault.error(
              null,
              "coordinate-no-number",
              "lat='" + lat + "' lon='" + lon + "' at " + xml.place()));
      return null;
    }
  }
}
