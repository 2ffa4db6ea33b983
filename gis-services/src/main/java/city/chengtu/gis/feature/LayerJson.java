package city.chengtu.gis.feature;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Layers and themes as JSON, the same in the database, in files and on the wire. Unknown members
 * are refused.
 */
public final class LayerJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(
              new SimpleModule()
                  .addSerializer(LocalDate.class, new DateWriter())
                  .addDeserializer(LocalDate.class, new DateReader()))
          .build();

  private LayerJson() {}

  /** A whole catalogue file: themes, parents before children, and layers. */
  public record CatalogueFile(List<Theme> themes, List<Layer> layers) {}

  public static String write(Layer layer) {
    try {
      return MAPPER.writeValueAsString(layer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("layer " + layer.id() + " cannot be written as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is not a layer, naming the member at fault
   */
  public static Layer read(String json) {
    try {
      return MAPPER.readValue(json, Layer.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a layer: " + e.getMessage(), e);
    }
  }

  public static String write(LayerRecord record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a layer's record cannot be written as JSON", e);
    }
  }

  /**
   * @throws IllegalArgumentException when the text is not a layer's record
   */
  public static LayerRecord readRecord(String json) {
    try {
      return MAPPER.readValue(json, LayerRecord.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a layer's record: " + e.getMessage(), e);
    }
  }

  static CatalogueFile readFile(InputStream in) {
    try (in) {
      return MAPPER.readValue(in, CatalogueFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException("not a catalogue file: " + e.getMessage(), e);
    }
  }

  private static final class DateWriter extends StdScalarSerializer<LocalDate> {
    private static final long serialVersionUID = 1L;

    DateWriter() {
      super(LocalDate.class);
    }

    @Override
    public void serialize(LocalDate value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class DateReader extends StdScalarDeserializer<LocalDate> {
    private static final long serialVersionUID = 1L;

    DateReader() {
      super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return LocalDate.parse(json.getText());
    }
  }
}
