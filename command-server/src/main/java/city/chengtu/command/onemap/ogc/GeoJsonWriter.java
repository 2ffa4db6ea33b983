package city.chengtu.command.onemap.ogc;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * GeoJSON (RFC 7946), in another reference system when one was asked for. Every field of the layer
 * stands in every feature, also when it has no value: clients take the first page's for the
 * layer's. What the layer does not declare is not written: nobody has said who may see it.
 */
final class GeoJsonWriter implements FeatureWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final JsonGenerator json;
  private final List<Field> fields;
  private final Crs crs;
  private final Instant now;

  /**
   * @param layer with the fields that show
   */
  GeoJsonWriter(OutputStream out, Layer layer, Crs crs, Instant now) throws IOException {
    this.json = FACTORY.createGenerator(out);
    this.fields = layer.fields();
    this.crs = crs;
    this.now = now;
  }

  @Override
  public void begin() throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "FeatureCollection");
    json.writeStringField("timeStamp", now.toString());
    json.writeArrayFieldStart("features");
  }

  @Override
  public void write(Feature feature, Map<String, Object> properties) throws IOException {
    json.writeStartObject();
    members(feature, properties);
    json.writeEndObject();
  }

  /** A feature that stands alone. */
  void single(Feature feature, Map<String, Object> properties, List<Link> links)
      throws IOException {
    json.writeStartObject();
    members(feature, properties);
    links(links);
    json.writeEndObject();
  }

  private void members(Feature feature, Map<String, Object> properties) throws IOException {
    json.writeStringField("type", "Feature");
    json.writeStringField("id", feature.id());
    json.writeFieldName("geometry");
    geometry(crs.shown(feature.geometry()));
    json.writeObjectFieldStart("properties");
    for (Field field : fields) {
      json.writeFieldName(field.name());
      value(field, properties.get(field.name()));
    }
    json.writeEndObject();
  }

  /** A whole number of a field of numbers is written as 40.0: clients take its type from it. */
  private void value(Field field, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      if (field.type() == Field.Type.NUMBER) {
        json.writeNumber(number.doubleValue());
      } else {
        json.writeNumber(number);
      }
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }

  @Override
  public void end(int returned, Long matched, List<Link> links) throws IOException {
    json.writeEndArray();
    if (matched != null) {
      json.writeNumberField("numberMatched", matched);
    }
    json.writeNumberField("numberReturned", returned);
    links(links);
    json.writeEndObject();
  }

  private void links(List<Link> links) throws IOException {
    json.writeArrayFieldStart("links");
    for (Link link : links) {
      json.writeStartObject();
      json.writeStringField("href", link.href());
      json.writeStringField("rel", link.rel());
      json.writeStringField("type", link.type());
      json.writeStringField("title", link.title());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void geometry(Geometry g) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", g.getGeometryType());
    if (g.getClass() == GeometryCollection.class) {
      json.writeArrayFieldStart("geometries");
      for (int i = 0; i < g.getNumGeometries(); i++) {
        geometry(g.getGeometryN(i));
      }
      json.writeEndArray();
    } else {
      json.writeFieldName("coordinates");
      coordinates(g);
    }
    json.writeEndObject();
  }

  private void coordinates(Geometry g) throws IOException {
    if (g instanceof Point point) {
      if (point.isEmpty()) {
        json.writeStartArray();
        json.writeEndArray();
      } else {
        position(point.getCoordinateSequence(), 0);
      }
    } else if (g instanceof LineString line) {
      positions(line.getCoordinateSequence());
    } else if (g instanceof Polygon polygon) {
      json.writeStartArray();
      if (!polygon.isEmpty()) {
        positions(polygon.getExteriorRing().getCoordinateSequence());
      }
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        positions(polygon.getInteriorRingN(i).getCoordinateSequence());
      }
      json.writeEndArray();
    } else {
      json.writeStartArray();
      for (int i = 0; i < g.getNumGeometries(); i++) {
        coordinates(g.getGeometryN(i));
      }
      json.writeEndArray();
    }
  }

  private void positions(CoordinateSequence sequence) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < sequence.size(); i++) {
      position(sequence, i);
    }
    json.writeEndArray();
  }

  private void position(CoordinateSequence sequence, int i) throws IOException {
    double east = crs.rounded(sequence.getX(i));
    double north = crs.rounded(sequence.getY(i));
    json.writeStartArray();
    json.writeNumber(crs.northFirst() ? north : east);
    json.writeNumber(crs.northFirst() ? east : north);
    json.writeEndArray();
  }
}
