package city.chengtu.command.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/** JTS geometry as GeoJSON (RFC 7946), lon/lat, two dimensions. */
final class GeometryJson extends SimpleModule {
  private static final long serialVersionUID = 1L;
  private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  GeometryJson() {
    super("geometry");
    addSerializer(Geometry.class, new Writer());
    addDeserializer(Geometry.class, new Reader());
  }

  private static final class Writer extends JsonSerializer<Geometry> {
    @Override
    public void serialize(Geometry g, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      out.writeStringField("type", g.getGeometryType());
      if (g.getClass() == GeometryCollection.class) {
        out.writeArrayFieldStart("geometries");
        for (int i = 0; i < g.getNumGeometries(); i++) {
          serialize(g.getGeometryN(i), out, provider);
        }
        out.writeEndArray();
      } else {
        out.writeFieldName("coordinates");
        coordinates(g, out);
      }
      out.writeEndObject();
    }

    private static void coordinates(Geometry g, JsonGenerator out) throws IOException {
      if (g instanceof Point p) {
        position(p.getCoordinate(), out);
      } else if (g instanceof LineString line) {
        positions(line.getCoordinates(), out);
      } else if (g instanceof Polygon polygon) {
        out.writeStartArray();
        positions(polygon.getExteriorRing().getCoordinates(), out);
        for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
          positions(polygon.getInteriorRingN(i).getCoordinates(), out);
        }
        out.writeEndArray();
      } else {
        out.writeStartArray();
        for (int i = 0; i < g.getNumGeometries(); i++) {
          coordinates(g.getGeometryN(i), out);
        }
        out.writeEndArray();
      }
    }

    private static void positions(Coordinate[] coordinates, JsonGenerator out) throws IOException {
      out.writeStartArray();
      for (Coordinate c : coordinates) {
        position(c, out);
      }
      out.writeEndArray();
    }

    private static void position(Coordinate c, JsonGenerator out) throws IOException {
      out.writeStartArray();
      out.writeNumber(c.x);
      out.writeNumber(c.y);
      out.writeEndArray();
    }
  }

  private static final class Reader extends JsonDeserializer<Geometry> {
    @Override
    public Geometry deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      JsonNode node = context.readTree(parser); // not the parser: it would refuse what follows
      try {
        return geometry(node);
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, "not a GeoJSON geometry: " + e.getMessage(), e);
      }
    }

    private static Geometry geometry(JsonNode node) {
      String type = node.path("type").asText();
      JsonNode c = node.path("coordinates");
      return switch (type) {
        case "Point" -> FACTORY.createPoint(position(c));
        case "LineString" -> FACTORY.createLineString(positions(c));
        case "Polygon" -> polygon(c);
        case "MultiPoint" -> FACTORY.createMultiPointFromCoords(positions(c));
        case "MultiLineString" ->
            FACTORY.createMultiLineString(
                list(c).stream()
                    .map(n -> FACTORY.createLineString(positions(n)))
                    .toArray(LineString[]::new));
        case "MultiPolygon" ->
            FACTORY.createMultiPolygon(
                list(c).stream().map(Reader::polygon).toArray(Polygon[]::new));
        default -> throw new IllegalArgumentException("unknown type '" + type + "'");
      };
    }

    private static Polygon polygon(JsonNode rings) {
      List<LinearRing> all =
          list(rings).stream().map(r -> FACTORY.createLinearRing(positions(r))).toList();
      if (all.isEmpty()) {
        throw new IllegalArgumentException("a polygon needs a ring");
      }
      return FACTORY.createPolygon(
          all.get(0), all.subList(1, all.size()).toArray(LinearRing[]::new));
    }

    private static Coordinate[] positions(JsonNode node) {
      return list(node).stream().map(Reader::position).toArray(Coordinate[]::new);
    }

    private static Coordinate position(JsonNode node) {
      if (!node.isArray()
          || node.size() < 2
          || !node.get(0).isNumber()
          || !node.get(1).isNumber()) {
        throw new IllegalArgumentException("a position is [lon, lat]");
      }
      double lon = node.get(0).asDouble();
      double lat = node.get(1).asDouble();
      if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
        throw new IllegalArgumentException("position outside the world: " + lon + ", " + lat);
      }
      return new Coordinate(lon, lat);
    }

    private static List<JsonNode> list(JsonNode node) {
      if (!node.isArray()) {
        throw new IllegalArgumentException("coordinates must be an array");
      }
      List<JsonNode> all = new ArrayList<>(node.size());
      node.forEach(all::add);
      return all;
    }
  }
}
