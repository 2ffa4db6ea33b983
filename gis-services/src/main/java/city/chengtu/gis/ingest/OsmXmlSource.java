package city.chengtu.gis.ingest;

import city.chengtu.gis.ingest.OsmVisitor.Kind;
import city.chengtu.gis.ingest.OsmVisitor.Member;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** OSM XML 0.6, packed or not. Document types and entities are refused, so nothing can expand. */
final class OsmXmlSource implements OsmSource {
  /**
   * From JDK 24 on these are 100,000 by default and count every character reference in the file, so
   * that a large extract fails. Without document types nothing can expand: 0 lifts them.
   */
  private static final List<String> ENTITY_LIMITS =
      List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

  private final Path file;
  private final OsmLimits limits;

  OsmXmlSource(Path file, OsmLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    for (String limit : ENTITY_LIMITS) {
      if (factory.isPropertySupported(limit)) {
        factory.setProperty(limit, 0);
      }
    }
    return factory;
  }

  @Override
  public void scan(OsmVisitor visitor) throws IOException {
    XMLInputFactory factory = factory();
    try (InputStream in = OsmSource.open(file, limits)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      try {
        new Scan(xml, visitor).run();
      } catch (IllegalArgumentException e) {
        throw new OsmFormatException(where(xml) + e.getMessage(), e);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof IOException cause) {
        throw cause;
      }
      throw new OsmFormatException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private String where(XMLStreamReader xml) {
    return file.getFileName() + " line " + xml.getLocation().getLineNumber() + ": ";
  }

  /** One pass; holds the element that is being read. */
  private static final class Scan {
    private final XMLStreamReader xml;
    private final OsmVisitor visitor;
    private final List<Long> nodes = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private Map<String, String> tags = new HashMap<>();
    private boolean rootSeen;
    private long id;
    private int lon;
    private int lat;
    private boolean visible;

    Scan(XMLStreamReader xml, OsmVisitor visitor) {
      this.xml = xml;
      this.visitor = visitor;
    }

    void run() throws XMLStreamException, IOException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
          case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new IllegalArgumentException("document types and entities are not allowed");
          default -> {
            // Text, comments and white space mean nothing in OSM XML.
          }
        }
      }
    }

    private void start(String element) {
      if (!rootSeen) {
        rootSeen = true;
        if (!element.equals("osm")) {
          throw new IllegalArgumentException("expected <osm>, found <" + element + ">");
        }
      }
      switch (element) {
        case "node", "way", "relation" -> begin(element);
        case "nd" -> nodes.add(whole("ref"));
        case "tag" -> tags.put(required("k"), required("v"));
        case "member" -> member();
        default -> {
          // bounds, changeset, note: not map data.
        }
      }
    }

    private void begin(String element) {
      id = whole("id");
      visible = !"false".equals(xml.getAttributeValue(null, "visible"));
      tags = new HashMap<>();
      nodes.clear();
      members.clear();
      if (element.equals("node") && visible) {
        lon = degrees("lon", 180);
        lat = degrees("lat", 90);
      }
    }

    private void member() {
      Kind kind =
          switch (required("type")) {
            case "node" -> Kind.NODE;
            case "way" -> Kind.WAY;
            case "relation" -> Kind.RELATION;
            default -> throw new IllegalArgumentException("member type is not node, way, relation");
          };
      String role = xml.getAttributeValue(null, "role");
      members.add(new Member(kind, whole("ref"), role == null ? "" : role));
    }

    private void end(String element) throws IOException {
      if (!visible) {
        return;
      }
      switch (element) {
        case "node" -> {
          if (visitor.wants(Kind.NODE)) {
            visitor.node(id, lon, lat, tags);
          }
        }
        case "way" -> {
          if (visitor.wants(Kind.WAY)) {
            visitor.way(id, nodes.stream().mapToLong(Long::longValue).toArray(), tags);
          }
        }
        case "relation" -> {
          if (visitor.wants(Kind.RELATION)) {
            visitor.relation(id, List.copyOf(members), tags);
          }
        }
        default -> {
          // Parts of the element: read at their start.
        }
      }
    }

    private String required(String attribute) {
      String value = xml.getAttributeValue(null, attribute);
      if (value == null) {
        throw new IllegalArgumentException(
            "<" + xml.getLocalName() + "> has no attribute " + attribute);
      }
      return value;
    }

    private long whole(String attribute) {
      String value = required(attribute);
      try {
        return Long.parseLong(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            attribute + " is not a whole number: '" + value + "'", e);
      }
    }

    private int degrees(String attribute, int most) {
      String value = required(attribute);
      try {
        double degrees = Double.parseDouble(value);
        if (Math.abs(degrees) <= most) {
          return new BigDecimal(value)
              .movePointRight(7)
              .setScale(0, RoundingMode.HALF_UP)
              .intValueExact();
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(attribute + " is not a number: '" + value + "'", e);
      }
      throw new IllegalArgumentException(attribute + " is outside ±" + most + ": " + value);
    }
  }
}
