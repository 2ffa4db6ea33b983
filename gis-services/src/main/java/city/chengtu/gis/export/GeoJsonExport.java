package city.chengtu.gis.export;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/**
 * GeoJSON (RFC 7946), as one collection or as one feature a line, without the record separators of
 * RFC 8142, which many readers do not know. Always longitude, latitude. The watermark is the member
 * {@code download} of the collection, or of the first feature of a sequence.
 */
public final class GeoJsonExport implements ExportWriter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private final Export export;
  private final boolean sequence;
  private final JsonGenerator json;
  private boolean begun;

  public GeoJsonExport(OutputStream out, Export export, boolean sequence) throws IOException {
    this.export = export;
    this.sequence = sequence;
    this.json = FACTORY.createGenerator(out);
    if (sequence) {
      json.setRootValueSeparator(null);
    } else {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      watermark();
      json.writeArrayFieldStart("features");
    }
  }

  private void watermark() throws IOException {
    Watermark mark = export.watermark();
    json.writeObjectFieldStart("download");
    json.writeStringField("number", mark.number());
    json.writeStringField("by", mark.who());
    json.writeStringField("organisation", mark.organisation());
    json.writeStringField("at", mark.at().toString());
    json.writeStringField("purpose", mark.purpose());
    json.writeStringField("source", mark.source());
    json.writeStringField("asked", mark.asked());
    json.writeEndObject();
  }

  @Override
  public void write(Feature feature, Map<String, Object> properties) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeStringField("id", feature.id());
    if (sequence && !begun) {
      watermark();
    }
    begun = true;
    json.writeFieldName("geometry");
    geometry(feature.geometry());
    json.writeObjectFieldStart("properties");
    for (Field field : export.layer().fields()) {
      json.writeFieldName(field.name());
      value(properties.get(field.name()));
    }
    json.writeEndObject();
    json.writeEndObject();
    if (sequence) {
      json.writeRaw('\n');
    }
  }

  private void value(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }

  private void geometry(Geometry g) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", g.getGeometryType());
    json.writeFieldName("coordinates");
    coordinates(g);
    json.writeEndObject();
  }

  private void coordinates(Geometry g) throws IOException {
    if (g instanceof Point point && !point.isEmpty()) {
      position(point.getCoordinateSequence(), 0);
      return;
    }
    json.writeStartArray();
    if (g instanceof LineString line) {
      positions(line.getCoordinateSequence());
    } else if (g instanceof Polygon polygon && !polygon.isEmpty()) {
      coordinates(polygon.getExteriorRing());
      for (int i = 0; i < polygon.getNumInteriorRing(); i++) {
        coordinates(polygon.getInteriorRingN(i));
      }
    } else if (g instanceof GeometryCollection) {
      for (int i = 0; i < g.getNumGeometries(); i++) {
        coordinates(g.getGeometryN(i));
      }
    }
    json.writeEndArray();
  }

  private void positions(CoordinateSequence sequence) throws IOException {
    for (int i = 0; i < sequence.size(); i++) {
      position(sequence, i);
    }
  }

  private void position(CoordinateSequence sequence, int i) throws IOException {
    json.writeStartArray();
    json.writeNumber(sequence.getX(i));
    json.writeNumber(sequence.getY(i));
    json.writeEndArray();
  }

  @Override
  public void finish() throws IOException {
    if (!sequence) {
      json.writeEndArray();
      json.writeEndObject();
    }
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
