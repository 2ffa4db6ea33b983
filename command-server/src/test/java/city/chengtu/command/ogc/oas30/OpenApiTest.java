package city.chengtu.command.ogc.oas30;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.ogc.OgcReply;
import city.chengtu.command.ogc.OgcScene;
import city.chengtu.command.ogc.OgcTest;
import city.chengtu.command.ogc.Proves;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Conformance class OpenAPI 3.0 of OGC API – Features Part 1 (annex A.7). */
@Proves({Proves.FEATURES_1 + "oas30", Proves.TILES + "oas30"})
class OpenApiTest extends OgcTest {
  private static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";

  OpenApiTest(TestStore store) {
    super(store);
  }

  private JsonNode document() {
    OgcReply reply = scene.get(scene.get("").ok().link("service-desc", OPENAPI)).ok();
    assertThat(reply.type()).isEqualTo(OPENAPI);
    return reply.json();
  }

  /** /conf/oas30/oas-definition-1, -2: by the OpenAPI Initiative's own schema. */
  @Test
  void theDefinitionIsValid() throws Exception {
    JsonObject document = new JsonObject(document().toString());
    assertThat(faults(document)).isEmpty();
    JsonObject broken = document.copy();
    broken.getJsonObject("paths").put("/broken", new JsonObject().put("get", new JsonObject()));
    assertThat(faults(broken)).isNotEmpty();
  }

  private static List<OutputUnit> faults(JsonObject document) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      OutputUnit unit =
          OpenAPIVersion.V3_0
              .getRepository(vertx, "https://example.org")
              .compose(
                  repository -> OpenAPIVersion.V3_0.validateContract(vertx, repository, document))
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      return Boolean.TRUE.equals(unit.getValid()) ? List.of() : unit.getErrors();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  /** Operations have names of their own, and references lead somewhere. */
  @Test
  void namesAndReferencesAreRight() {
    JsonNode document = document();
    List<String> names = new ArrayList<>();
    document.get("paths").forEach(path -> names.add(path.at("/get/operationId").asText()));
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_.]+"));
    for (JsonNode reference : document.findValues("$ref")) {
      assertThat(document.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  /** /conf/oas30/completeness: every address is there, and answers as it is said to. */
  @Test
  void everyAddressInItAnswers() {
    for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
      String address = filledIn(path.getKey()).replace("{featureId}", feature(path.getKey()));
      if (path.getKey().matches(".*t_(empty|never|times).*")
          && path.getKey().contains("{featureId}")) {
        continue;
      }
      OgcReply reply = scene.get(address).ok();
      JsonNode content = path.getValue().at("/get/responses/200/content");
      assertThat(content.has(reply.type())).as(path.getKey() + " " + reply.type()).isTrue();
      assertThat(content.has("text/html") || path.getKey().contains("{tileRow}")).isTrue();
    }
  }

  private static String filledIn(String path) {
    return path.replace("{collectionId}", "t_points")
        .replace("{tileMatrixSetId}", "WebMercatorQuad")
        .replace("{tileMatrix}", "0")
        .replace("{tileRow}", "0")
        .replace("{tileCol}", "0")
        .replace("{styleId}", path.startsWith("/styles") ? "onemap" : "default");
  }

  /** Table 6 of OGC API – Tiles: /conf/oas30/operation-id. */
  @Test
  void tilesAreFoundByTheEndOfTheirOperations() {
    String names = document().findValues("operationId").toString();
    assertThat(names)
        .contains(
            ".dataset.vector.getTileSetsList\"",
            ".dataset.vector.getTileSet\"",
            ".dataset.vector.getTile\"",
            ".collection.vector.getTileSetsList\"",
            ".collection.vector.getTileSet\"",
            ".collection.vector.getTile\"",
            ".getTileMatrixSetsList\"",
            ".getTileMatrixSet\"");
  }

  private static String feature(String path) {
    return path.contains("t_lines") ? "diagonal" : path.contains("t_areas") ? "ring" : "p01";
  }

  @Test
  void theParametersInItAreThoseThatAreTaken() {
    JsonNode document = document();
    JsonNode items = document.at("/paths/~1collections~1t_points~1items/get/parameters");
    List<String> names = new ArrayList<>();
    for (JsonNode given : items) {
      JsonNode parameter =
          given.has("$ref") ? document.at(given.get("$ref").asText().substring(1)) : given;
      names.add(parameter.get("name").asText());
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "limit",
            "bbox",
            "bbox-crs",
            "crs",
            "datetime",
            "filter",
            "filter-lang",
            "filter-crs",
            "after",
            "f",
            "lang",
            "id",
            "name",
            "floors",
            "height",
            "open",
            "built",
            "seen",
            "organisation",
            "secret",
            "phone");
    JsonNode limit = document.at("/components/parameters/limit/schema");
    assertThat(limit.get("maximum").asInt()).isEqualTo(10_000);
    assertThat(limit.get("minimum").asInt()).isEqualTo(1);
  }

  /** /conf/oas30/exceptions-codes, security. */
  @Test
  void refusalsAndSignInAreSaid() {
    JsonNode document = document();
    for (JsonNode path : document.get("paths")) {
      assertThat(path.at("/get/responses").has("400")).isTrue();
      assertThat(path.at("/get/responses").has("500")).isTrue();
    }
    assertThat(document.at("/components/securitySchemes").size()).isEqualTo(3);
  }

  /** It is open to all, and then holds no layers. */
  @Test
  void itShowsTheLayersItsReaderSees() {
    OgcReply stranger = scene.as(null, "/api").ok();
    assertThat(stranger.text()).doesNotContain("t_points");
    OgcReply west = scene.as(OgcScene.WEST, "/api").ok();
    assertThat(west.text()).contains("t_points").doesNotContain("t_lines", "\"secret\"");
  }
}
