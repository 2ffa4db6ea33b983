package city.chengtu.command.api;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * JSON from outside, read by the letter of RFC 8259 and I-JSON (RFC 7493): UTF-8 only, no member
 * twice, no text that a database or another program would keep differently (NUL, half a surrogate
 * pair), no number that is none, nothing nested without end. What is wrong is named by its JSON
 * pointer, {@code /} for the whole text; no word of the parser's own gets out.
 */
public final class StrictJson {
  /** As {@link StateJson} reads. */
  private static final int MAX_DEPTH = 50;

  private static final int MAX_NUMBER = 100;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_NAME = 200;
  private static final String WHOLE = "/";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names are the sender's: kept for all requests they would fill the memory.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_NAME)
                  .build())
          .build();

  private static final ObjectMapper MAPPER = mapper();

  private StrictJson() {}

  /** As the states' mapper, but "1" is no number, 1 is no text, and a time is RFC 3339. */
  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        ((JsonMapper) StateJson.mapper())
            .rebuild()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule("request").addDeserializer(Instant.class, new TimeReader()))
            .build();
    CoercionAction no = CoercionAction.Fail;
    mapper
        .coercionConfigFor(LogicalType.Textual)
        .setCoercion(CoercionInputShape.Integer, no)
        .setCoercion(CoercionInputShape.Float, no)
        .setCoercion(CoercionInputShape.Boolean, no);
    return mapper;
  }

  /**
   * Refuses what is not strict JSON.
   *
   * @throws Refusal 400, naming the place
   */
  static void check(byte[] json) {
    check(utf8(json));
  }

  private static String utf8(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.invalid(WHOLE, "not-utf-8", "the body is not UTF-8");
    }
  }

  /**
   * Refuses what is not strict JSON.
   *
   * @throws Refusal 400, naming the place
   */
  public static void check(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (next(parser, 1) == null) {
        throw Refusal.invalid(WHOLE, "not-json", "there is no JSON");
      }
      int depth = 0;
      for (JsonToken token = parser.currentToken(); token != null; token = next(parser, depth)) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        checkToken(parser, token);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /**
   * @param depth how many objects and lists are open; with none, nothing may follow
   */
  private static JsonToken next(JsonParser parser, int depth) throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token != null && depth == 0) {
        throw Refusal.invalid(WHOLE, "not-json", "something follows the JSON");
      }
      return token;
    } catch (StreamConstraintsException e) {
      throw Refusal.invalid(place(parser), "too-large", "nested too deep, or too long");
    } catch (JsonProcessingException e) {
      if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")) {
        throw Refusal.invalid(place(parser), "given-twice", "a member is there twice");
      }
      throw notJson(e);
    }
  }

  private static Refusal notJson(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return Refusal.invalid(WHOLE, "not-json", "the text is not JSON" + where);
  }

  private static void checkToken(JsonParser parser, JsonToken token) throws IOException {
    try {
      switch (token) {
        case FIELD_NAME, VALUE_STRING -> checkText(place(parser, token), parser.getText());
        case VALUE_NUMBER_FLOAT -> {
          if (!Double.isFinite(parser.getDoubleValue())) {
            throw Refusal.invalid(place(parser), "out-of-range", "the number is too large");
          }
        }
        default -> {
          // nothing in it can be wrong
        }
      }
    } catch (StreamConstraintsException e) {
      throw Refusal.invalid(place(parser), "too-large", "a number or text is too long");
    } catch (JsonProcessingException e) {
      throw notJson(e);
    }
  }

  private static String place(JsonParser parser, JsonToken token) {
    // The name itself may be what is wrong: then the object around it is named.
    return token == JsonToken.FIELD_NAME ? around(parser) : place(parser);
  }

  private static String around(JsonParser parser) {
    var outer = parser.getParsingContext().getParent();
    String pointer = outer == null ? "" : outer.pathAsPointer().toString();
    return pointer.isEmpty() ? WHOLE : pointer;
  }

  private static String place(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? WHOLE : pointer;
  }

  /**
   * Refuses text that cannot be kept as it is: NUL, which PostgreSQL does not take, and half a
   * surrogate pair, which has no UTF-8.
   *
   * @param field where it stands
   */
  public static void checkText(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw Refusal.invalid(field, "invalid-text", "text may not hold the character U+0000");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw Refusal.invalid(field, "invalid-text", "text holds half of a surrogate pair");
        }
        i++;
      }
    }
  }

  /**
   * A record from strict JSON; members the record does not have are refused.
   *
   * @throws Refusal 400, naming the place
   */
  public static <T> T read(String json, Class<T> type) {
    check(json);
    T read = read(() -> MAPPER.readValue(json, type));
    if (read == null) {
      throw Refusal.invalid(WHOLE, "invalid-value", "there must be an object");
    }
    return read;
  }

  /** As {@link #read(String, Class)}, for a body that was {@link #check checked} already. */
  static <T> T checked(byte[] json, Class<T> type) {
    return read(() -> MAPPER.readValue(json, type));
  }

  /**
   * Any strict JSON.
   *
   * @throws Refusal 400, naming the place
   */
  public static JsonNode tree(String json) {
    check(json);
    return read(() -> MAPPER.readTree(json));
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (JsonMappingException e) {
      throw misfit(e);
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static Refusal misfit(JsonMappingException e) {
    if (e.getCause() instanceof Refusal own) {
      return own; // a record's own check
    }
    String pointer =
        e.getPath().stream()
            .map(r -> r.getFieldName() == null ? String.valueOf(r.getIndex()) : r.getFieldName())
            .collect(Collectors.joining("/", "/", ""));
    if (e instanceof UnrecognizedPropertyException) {
      return Refusal.invalid(pointer, "unknown-member", "there is no such member");
    }
    if (e.getCause() instanceof DateTimeException) {
      return Refusal.invalid(pointer, "not-a-time", pointer + " must be " + Rfc3339.FORM);
    }
    if (e.getCause() instanceof IllegalArgumentException) {
      return Refusal.invalid(pointer, "invalid-value", e.getOriginalMessage());
    }
    return Refusal.invalid(pointer, "invalid-value", pointer + " is not what belongs there");
  }

  /** Times as the contract promises them; the ordinary reader takes numbers and years past 9999. */
  private static final class TimeReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return (Instant) context.handleUnexpectedToken(Instant.class, parser);
      }
      try {
        return Rfc3339.parse(parser.getText());
      } catch (DateTimeException e) {
        throw JsonMappingException.from(parser, "not a time", e);
      }
    }
  }
}
