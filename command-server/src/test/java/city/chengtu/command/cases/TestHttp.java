package city.chengtu.command.cases;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.AccessRules;
import city.chengtu.command.access.Areas;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.ApiContract;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.ProblemHandler;
import city.chengtu.command.api.Promised;
import city.chengtu.command.api.RequestCheck;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.gis.store.SpatialDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Real HTTP against some packages' routes on a real store, with the delivered access rules; who
 * asks is told by a header instead of a session.
 */
public final class TestHttp implements AutoCloseable {
  /** The one division there is: west of 112.95. */
  public static final String WEST_AREA = "430102";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Vertx vertx = Vertx.vertx();
  private final Workers workers = new Workers(vertx, "test", 6, 100);
  private final Map<String, Actor> people = new ConcurrentHashMap<>();
  private final JsonObject contract;
  private final HttpServer server;

  /** What routes are built from. */
  public record Parts(
      SpatialDatabase database, Journal journal, AccessPolicy policy, Api api, Clock clock) {}

  public TestHttp(SpatialDatabase database, List<String> fragments, Function<Parts, Routes> make) {
    Clock clock = Clock.systemUTC();
    Journal journal = new Journal(database.jdbi(), clock, Chain.SHA_256);
    AccessRules rules = RulesSeed.read();
    AccessPolicy policy = new AccessPolicy(() -> rules, areas(), clock);
    Commands commands = new Commands(database.jdbi(), journal, clock, entries -> {});
    Api api = new Api(workers, commands, policy);
    ApiContract whole = ApiContract.of(fragments);
    this.contract = whole.document();
    OpenAPIContract forRequests = await(whole.forRequests(vertx));
    RouterBuilder builder = RequestCheck.routes(vertx, forRequests);
    builder.rootHandler(BodyHandler.create(false).setBodyLimit(20 << 20));
    builder.rootHandler(
        context -> {
          Actor actor = people.get(String.valueOf(context.request().getHeader("X-Test-Person")));
          if (actor != null) {
            Call.identify(context, actor);
          }
          context.next();
        });
    make.apply(new Parts(database, journal, policy, api, clock)).mount(builder);
    Router router = Router.router(vertx);
    ProblemHandler problems = new ProblemHandler();
    router.route().failureHandler(problems);
    router.route("/api/v1/*").subRouter(builder.createRouter());
    router.errorHandler(404, problems).errorHandler(400, problems).errorHandler(413, problems);
    this.server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Areas areas() {
    Geometry west = new GeometryFactory().toGeometry(new Envelope(112.9, 112.95, 28.1, 28.3));
    return code -> code.equals(WEST_AREA) ? Optional.of(west) : Optional.empty();
  }

  /** Someone of a role; the same name later is the same person. */
  public TestHttp person(String name, String role, String organisation, String area) {
    people.put(
        name,
        new Actor(
            name, "Name of " + name, organisation, area, Set.of(role), Set.of(), "1", "test"));
    return this;
  }

  /** A machine with a token of an operator's, narrowed to these scopes. */
  public TestHttp token(String name, String... scopes) {
    people.put(
        name,
        new Actor(name, name, "centre", "", Set.of("operator"), Set.of(scopes), "machine", "test"));
    return this;
  }

  /** A question by somebody. */
  public Reply get(String person, String path, String... headers) {
    HttpRequest.Builder request = request(person, path).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** A command by somebody, with a new id. */
  public Reply post(String person, String path, String json) {
    return post(
        person,
        path,
        "application/json",
        json.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        UUID.randomUUID());
  }

  /**
   * A command by somebody, with a new id.
   *
   * @param json null for no body
   * @param seen version for {@code If-Match}; null for none
   */
  public Reply command(String person, String method, String path, Object json, Long seen) {
    HttpRequest.Builder request =
        request(person, path).header("Idempotency-Key", UUID.randomUUID().toString());
    if (seen != null) {
      request.header("If-Match", "\"" + seen + "\"");
    }
    if (json == null) {
      return send(request.method(method, BodyPublishers.noBody()));
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json.toString())));
  }

  public Reply post(String person, String path, String type, byte[] body, UUID key) {
    return send(
        request(person, path)
            .header("Content-Type", type)
            .header("Idempotency-Key", key.toString())
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** A command of any method, with a new id. */
  public Reply send(String method, String person, String path, String json, String... headers) {
    HttpRequest.Builder request =
        request(person, path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpRequest.Builder request(String person, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v1" + path))
        .header("X-Test-Person", person);
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      Promised.check(answer);
      return new Reply(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Errors that the contract's schema finds in an answer; empty when it is as promised. */
  public List<OutputUnit> errors(String schema, JsonNode answer) {
    SchemaRepository repository =
        SchemaRepository.create(
            new JsonSchemaOptions().setBaseUri("https://example.org").setDraft(Draft.DRAFT202012));
    repository.preloadMetaSchema(vertx.fileSystem());
    JsonObject wrapped =
        new JsonObject()
            .put("$id", "https://example.org/contract")
            .put("components", contract.getJsonObject("components"))
            .put("$ref", "#/components/schemas/" + schema);
    Object value = io.vertx.core.json.Json.decodeValue(answer.toString());
    OutputUnit unit =
        repository
            .dereference(JsonSchema.of(wrapped))
            .validator(JsonSchema.of(wrapped))
            .validate(value);
    return Boolean.TRUE.equals(unit.getValid()) ? List.of() : unit.getErrors();
  }

  @Override
  public void close() {
    await(vertx.close());
    workers.close();
  }

  /** An answer. */
  public record Reply(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    public JsonNode json() {
      try {
        return JSON.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    @Override
    public String toString() {
      return status() + " " + new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
