package city.chengtu.command.onemap;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.feature.Feature;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Features as a GeoJSON FeatureCollection (RFC 7946). Beside the standard's members each feature
 * has {@code layer}, {@code version} and {@code validFrom}; a page has {@code next}.
 */
final class FeatureJson {
  private static final JsonFactory FACTORY = StateJson.mapper().getFactory();

  private FeatureJson() {}

  /**
   * @param properties what shows of the feature
   * @param distance metres from the point asked about; null when none was
   */
  record Shown(Feature feature, Map<String, Object> properties, Double distance) {}

  /**
   * @param next where the next page begins; null at the end
   */
  static byte[] collection(List<Shown> features, String next) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + 300 * features.size());
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      json.writeNumberField("numberReturned", features.size());
      if (next != null) {
        json.writeStringField("next", next);
      }
      json.writeArrayFieldStart("features");
      for (Shown shown : features) {
        feature(json, shown);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /** One feature that stands alone. */
  static byte[] one(Shown shown) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      feature(json, shown);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void feature(JsonGenerator json, Shown shown) throws IOException {
    Feature feature = shown.feature();
    json.writeStartObject();
    json.writeStringField("type", "Feature");
    json.writeStringField("id", feature.id());
    json.writeStringField("layer", feature.layer());
    json.writeNumberField("version", feature.version());
    json.writeStringField("validFrom", feature.validFrom().toString());
    if (shown.distance() != null) {
      json.writeNumberField("distance", Math.round(shown.distance() * 100) / 100.0);
    }
    json.writeObjectField("geometry", feature.geometry());
    json.writeObjectField("properties", shown.properties());
    json.writeEndObject();
  }
}
