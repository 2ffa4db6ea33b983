package city.chengtu.command.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.file.FileSystem;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;

/**
 * Schemas whose validators are made once. The library makes one for each value that is checked, and
 * with it a copy of its table of all schemas of the contract, some thousand: that was four fifths
 * of the server's time for a tile. The ones kept here know their own schema alone, which is enough
 * as long as it holds no reference; what they find wrong the library checks again, so that its
 * words stay what they were.
 */
record KeptSchemas(SchemaRepository whole, Cache<JsonSchema, Validator> kept)
    implements SchemaRepository {
  /** Those of a contract are some hundred. */
  private static final int MOST = 10_000;

  private static final JsonSchemaOptions ALONE =
      new JsonSchemaOptions()
          .setBaseUri("app://")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Flag);

  /** The keys are compared as objects: comparing what they hold costs more than the check. */
  KeptSchemas(SchemaRepository whole) {
    this(whole, Caffeine.newBuilder().weakKeys().maximumSize(MOST).build());
  }

  @Override
  public Validator validator(JsonSchema schema) {
    return kept.get(schema, this::make);
  }

  private Validator make(JsonSchema schema) {
    if (!(schema instanceof JsonObject object) || refers(object)) {
      return whole.validator(schema);
    }
    // a copy: the library writes its notes into the schemas it is given
    Validator alone = Validator.create(JsonSchema.of(object.copy()), ALONE);
    return value -> {
      OutputUnit found = alone.validate(value);
      return Boolean.TRUE.equals(found.getValid())
          ? found
          : whole.validator(schema).validate(value);
    };
  }

  /** Also when a text in it only looks so: then it is checked the long way. */
  private static boolean refers(JsonObject schema) {
    String text = schema.encode();
    return text.contains("$ref\"") || text.contains("Ref\"") || text.contains("_ref__\"");
  }

  @Override
  public SchemaRepository dereference(JsonSchema schema) {
    whole.dereference(schema);
    return this;
  }

  @Override
  public SchemaRepository dereference(String uri, JsonSchema schema) {
    whole.dereference(uri, schema);
    return this;
  }

  @Override
  public SchemaRepository preloadMetaSchema(FileSystem files) {
    whole.preloadMetaSchema(files);
    return this;
  }

  @Override
  public SchemaRepository preloadMetaSchema(FileSystem files, Draft draft) {
    whole.preloadMetaSchema(files, draft);
    return this;
  }

  @Override
  public Validator validator(String reference) {
    return whole.validator(reference);
  }

  @Override
  public Validator validator(String reference, JsonSchemaOptions options) {
    return whole.validator(reference, options);
  }

  @Override
  public Validator validator(JsonSchema schema, JsonSchemaOptions options, boolean dereference) {
    return whole.validator(schema, options, dereference);
  }

  @Override
  public JsonObject resolve(JsonObject schema) {
    return whole.resolve(schema);
  }

  @Override
  public JsonSchema find(String pointer) {
    return whole.find(pointer);
  }
}
