package city.chengtu.command.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The served OpenAPI document is valid and keeps the house rules. */
class OpenApiLintTest {
  @Test
  void everyOperationIsNamedDescribedAndSaysHowItIsRefused() throws IOException {
    assertThat(ContractLint.faults(whole().document())).isEmpty();
  }

  @Test
  void theRouterTakesTheContract() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      OpenAPIContract contract =
          whole()
              .forRequests(vertx)
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      assertThat(contract.operations()).hasSize(operations(whole().document()));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void theLintSeesEachKindOfFault() {
    JsonObject bad =
        new JsonObject(
            """
            {"paths": {"/things": {"get": {
                "operationId": "Get_things",
                "parameters": [{"name": "near", "in": "query"}, {"$ref": "#/components/parameters/Gone"}],
                "responses": {"404": {"description": "not here"}}}}}}
            """);

    assertThat(ContractLint.faults(bad))
        .containsExactly(
            "get /things: operationId is missing or not camelCase",
            "get /things: has no summary",
            "get /things: has no tags",
            "get /things: parameter has no description: near",
            "get /things: parameter has no schema: near",
            "get /things: parameter has no description: ?",
            "get /things: parameter has no schema: ?",
            "get /things: has no response for success",
            "get /things: has no 4xx response with application/problem+json",
            "/paths//things/get/parameters: leads nowhere: #/components/parameters/Gone");
  }

  private static int operations(JsonObject document) {
    return document.getJsonObject("paths").stream()
        .mapToInt(
            path ->
                (int)
                    ((JsonObject) path.getValue())
                        .stream()
                            .filter(
                                e ->
                                    e.getValue() instanceof JsonObject o
                                        && o.containsKey("operationId"))
                            .count())
        .sum();
  }

  /** All fragments there are, so that none can be forgotten. */
  static ApiContract whole() throws IOException {
    List<String> names = new ArrayList<>(List.of("api"));
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/openapi"))) {
      files
          .map(f -> f.getFileName().toString().replace(".yaml", ""))
          .filter(name -> !name.equals("api"))
          .sorted()
          .forEach(names::add);
    }
    return ApiContract.of(names);
  }
}
