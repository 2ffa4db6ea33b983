package city.chengtu.gis.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * JSON text on its way into or out of a jsonb column. Bind this type, never a String: each store
 * wants it bound its own way, and a wrong one is accepted silently.
 */
public record Json(String text) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final ObjectMapper ANY_NUMBER = new ObjectMapper();
  private static final ObjectReader PROPERTIES =
      MAPPER.readerFor(new TypeReference<Map<String, Object>>() {});

  public Json {
    Objects.requireNonNull(text, "text");
  }

  /**
   * @throws IllegalArgumentException when a value cannot be said in JSON
   */
  public static Json of(Map<String, Object> properties) {
    try {
      return new Json(MAPPER.writeValueAsString(properties));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "properties cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Writes objects in UTF-8, one after the other; for one thread. */
  static final class Writer {
    private final ByteArrayBuilder bytes = new ByteArrayBuilder(256);
    private final JsonGenerator json;

    Writer() {
      try {
        json = MAPPER.getFactory().createGenerator(bytes);
        json.setPrettyPrinter(new MinimalPrettyPrinter("")); // nothing between one and the next
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail to be written", e);
      }
    }

    /**
     * As {@link #of}; of no use any more after it has thrown.
     *
     * @throws IllegalArgumentException when a value cannot be said in JSON
     */
    byte[] bytes(Map<String, Object> properties) {
      // By hand, and one generator for all: a bulk load writes a million of these.
      try {
        bytes.reset();
        json.writeStartObject();
        for (Map.Entry<String, Object> member : properties.entrySet()) {
          json.writeFieldName(member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
        json.flush();
        return bytes.toByteArray();
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "properties cannot be written as JSON: " + e.getOriginalMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail to be written", e);
      }
    }
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else {
      json.writePOJO(value);
    }
  }

  /**
   * The object's members in their order; whole numbers as Long, others as Double. PostgreSQL writes
   * the number 1e200 with all its zeros: what is greater than a Long is a Double again.
   *
   * @throws IllegalStateException when the text is not a JSON object
   */
  public Map<String, Object> properties() {
    try {
      return PROPERTIES.readValue(text);
    } catch (InputCoercionException e) {
      return withGreatNumbers();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a JSON object: " + text, e);
    }
  }

  private Map<String, Object> withGreatNumbers() {
    try {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> member : ANY_NUMBER.readTree(text).properties()) {
        JsonNode value = member.getValue();
        properties.put(
            member.getKey(),
            value.isBigInteger()
                ? (Object) value.doubleValue()
                : MAPPER.treeToValue(value, Object.class));
      }
      return properties;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not a JSON object: " + text, e);
    }
  }
}
