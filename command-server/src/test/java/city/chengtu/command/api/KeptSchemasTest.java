package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KeptSchemasTest {
  private static final List<Object> VALUES =
      List.of(
          "",
          "a",
          "layer_1",
          "A b",
          "x".repeat(300),
          "2026-01-01T00:00:00Z",
          "112.9,28.1,113,28.3",
          "0b5d3a5e-1a55-4a0c-9c5b-0f6a2c1d7e11",
          "true",
          -1,
          0,
          7,
          1_000_000_000_000L,
          1.5,
          true,
          new JsonObject(),
          new JsonArray());

  private static Vertx vertx;
  private static OpenAPIContract contract;
  private final Random random = new Random(1);

  @BeforeAll
  static void read() throws Exception {
    vertx = Vertx.vertx();
    contract =
        OpenApiLintTest.whole().forRequests(vertx).toCompletionStage().toCompletableFuture().get();
  }

  @AfterAll
  static void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void findsWhatTheLibraryFindsInItsOwnWords() {
    KeptSchemas kept = (KeptSchemas) contract.getSchemaRepository();
    int valid = 0;
    int wrong = 0;
    for (JsonSchema schema : schemas()) {
      for (Object value : values(schema)) {
        JsonObject own = kept.validator(schema).validate(value).toJson();
        JsonObject theirs = kept.whole().validator(schema).validate(value).toJson();
        assertThat(own.getBoolean("valid")).as("%s %s", schema, value).isNotNull();
        assertThat(own.getBoolean("valid"))
            .as("%s %s", schema, value)
            .isEqualTo(theirs.getBoolean("valid"));
        if (own.getBoolean("valid")) {
          valid++;
        } else {
          wrong++;
          assertThat(own).isEqualTo(theirs);
        }
      }
    }
    assertThat(valid).isGreaterThan(500);
    assertThat(wrong).isGreaterThan(500);
  }

  @Test
  void aPlainSchemaTakesNothingThatTheLibraryRefuses() {
    KeptSchemas kept = (KeptSchemas) contract.getSchemaRepository();
    int told = 0;
    for (JsonSchema schema : schemas()) {
      Optional<PlainSchema> plain = PlainSchema.of(schema);
      for (Object value : plain.isPresent() ? values(schema) : List.of()) {
        String text = value.toString();
        if (plain.orElseThrow().surelyTakes(text)) {
          told++;
          Object read = "integer".equals(schema.get("type")) ? Json.decodeValue(text) : text;
          assertThat(kept.whole().validator(schema).validate(read).getValid())
              .as("%s %s", schema, text)
              .isTrue();
        }
      }
    }
    assertThat(told).isGreaterThan(200);
  }

  @Test
  void aPlainSchemaKnowsItsBounds() {
    PlainSchema zoom =
        PlainSchema.of(
                JsonSchema.of(
                    new JsonObject().put("type", "integer").put("minimum", 0).put("maximum", 22)))
            .orElseThrow();
    assertThat(List.of("0", "7", "22")).allMatch(zoom::surelyTakes);
    assertThat(List.of("", "23", "-1", "07", "1.0", "1e1", " 1", "٣", "99999999999"))
        .noneMatch(zoom::surelyTakes);
    PlainSchema name =
        PlainSchema.of(
                JsonSchema.of(
                    new JsonObject()
                        .put("type", "string")
                        .put("pattern", "^[a-z]+$")
                        .put("maxLength", 3)))
            .orElseThrow();
    assertThat(List.of("a", "abc")).allMatch(name::surelyTakes);
    assertThat(List.of("", "abcd", "A", "1")).noneMatch(name::surelyTakes);
    assertThat(
            PlainSchema.of(
                JsonSchema.of(new JsonObject().put("type", "string").put("format", "date"))))
        .isEmpty();
  }

  @Test
  void aValidatorIsMadeOnce() {
    SchemaRepository schemas = contract.getSchemaRepository();
    JsonSchema schema = schemas().get(0);
    Validator first = schemas.validator(schema);
    assertThat(schemas.validator(schema)).isSameAs(first);
  }

  @Test
  void aSchemaThatRefersToAnotherIsLeftToTheLibrary() {
    KeptSchemas kept = (KeptSchemas) contract.getSchemaRepository();
    JsonSchema other =
        JsonSchema.of("app://other", new JsonObject().put("type", "string").put("maxLength", 2));
    kept.dereference(other);
    JsonSchema referring = JsonSchema.of(new JsonObject().put("$ref", "app://other"));
    kept.dereference("app://referring", referring);
    assertThat(kept.validator(referring).validate("ab").getValid()).isTrue();
    assertThat(kept.validator(referring).validate("abc").getValid()).isFalse();
  }

  private static List<JsonSchema> schemas() {
    List<JsonSchema> schemas = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      operation.getParameters().forEach(parameter -> schemas.add(parameter.getSchema()));
      if (operation.getRequestBody() != null) {
        operation.getRequestBody().getContent().values().stream()
            .map(MediaType::getSchema)
            .filter(Objects::nonNull)
            .forEach(schemas::add);
      }
    }
    return schemas;
  }

  /** Of each kind, and objects with the schema's own members. */
  private List<Object> values(JsonSchema schema) {
    List<Object> values = new ArrayList<>(VALUES);
    if (schema.get("properties") instanceof JsonObject members) {
      for (int i = 0; i < 10; i++) {
        JsonObject made = new JsonObject();
        for (String name : members.fieldNames()) {
          if (random.nextInt(4) > 0) {
            made.put(name, VALUES.get(random.nextInt(VALUES.size())));
          }
        }
        values.add(made);
      }
    }
    return values;
  }
}
