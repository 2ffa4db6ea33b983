package city.chengtu.command.replay;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.api.Promised;
import city.chengtu.command.dispatch.TestTown;
import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Incidents and dispatch as a client sees them: real HTTP, the contract, the delivered rights. */
@EachStore
class TownHttpTest {
  private static final String CALL =
      """
      {"type":"fire","place":{"lon":112.98,"lat":28.2,"address":"芙蓉路388号"},"description":"浓烟",
       "caller":{"name":"张三","phone":"13812345678"}}
      """;
  private final HttpClient http = HttpClient.newHttpClient();
  private final TestTown town;
  private final TownServer server;

  TownHttpTest(TestStore store) {
    town = new TestTown(store.fresh(TestTown.MIGRATIONS));
    server = new TownServer(town);
  }

  @AfterEach
  void end() {
    server.close();
    town.close();
  }

  private record Reply(int status, JsonNode body, HttpResponse<String> raw) {}

  private Reply send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer secret")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (!method.equals("GET")) {
      request.header("Idempotency-Key", UUID.randomUUID().toString());
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> raw = http.send(request.build(), BodyHandlers.ofString());
      Promised.check(raw);
      return new Reply(raw.statusCode(), StateJson.tree(raw.body()), raw);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Reply get(String path) {
    return send("GET", path, null);
  }

  private JsonNode done(Reply reply) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    return reply.body();
  }

  @Test
  void aCallFromPhoneToUnitsAtTheScene() {
    JsonNode incident = done(send("POST", "/incidents", CALL));
    String id = incident.path("id").asText();
    assertThat(incident.at("/callers/0/phone").asText()).isEqualTo("138******78");
    Reply detail = get("/incidents/" + id);
    assertThat(done(detail).at("/callers/0/phone").asText()).isEqualTo("13812345678");
    assertThat(detail.raw().headers().firstValue("Journal-Position")).isPresent();
    assertThat(done(get("/incidents")).at("/items/0/callers/0/phone").asText())
        .doesNotContain("345");

    done(
        send(
            "POST",
            "/units",
            "{\"callSign\":\"E1\",\"kind\":\"engine\",\"duty\":\"ready\",\"station\":{\"lon\":112.9,\"lat\":28.2}}"));
    done(
        send(
            "POST",
            "/positions",
            "{\"fixes\":[{\"unit\":\"E1\",\"lon\":112.97,\"lat\":28.2,\"at\":\"%s\"}]}"
                .formatted(town.clock.instant())));
    JsonNode advice = done(get("/incidents/" + id + "/recommendation"));
    assertThat(advice.at("/units/0/callSign").asText()).isEqualTo("E1");
    assertThat(advice.at("/units/0/for").asText()).isEqualTo("pump");
    assertThat(advice.at("/shortfall/0/missing").asInt()).isEqualTo(1);
    String unit = advice.at("/units/0/unit").asText();

    JsonNode sent =
        done(send("POST", "/incidents/" + id + "/dispatch", "{\"units\":[\"" + unit + "\"]}"));
    assertThat(sent.at("/incident/assignments/0/callSign").asText()).isEqualTo("E1");
    String assignment = sent.at("/assignments/0/id").asText();
    JsonNode units = done(get("/units"));
    assertThat(units.at("/items/0/availability").asText()).isEqualTo("committed");
    assertThat(units.at("/items/0/position/lon").asDouble()).isEqualTo(112.97);
    assertThat(units.at("/items/0/position/stale").asBoolean()).isFalse();

    done(send("POST", "/assignments/" + assignment + "/status", "{\"status\":\"at_scene\"}"));
    assertThat(done(get("/incidents/" + id + "/timeline")).path("items").size()).isGreaterThan(3);
    assertThat(done(get("/incidents/" + id + "/plans")).path("candidates").isArray()).isTrue();
    JsonNode figures =
        done(get("/reports/intervals?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z"));
    assertThat(figures.at("/intervals/handling/count").asInt()).isEqualTo(1);
  }

  @Test
  void refusalsNameWhatIsWrong() {
    Reply wrong = send("POST", "/incidents", CALL.replace("\"fire\"", "\"quake\""));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body().at("/errors/0/field").asText()).isEqualTo("/type");
    Reply more = send("POST", "/incidents", CALL.replace("{\"type\"", "{\"colour\":1,\"type\""));
    assertThat(more.status()).isEqualTo(400);

    String id = done(send("POST", "/incidents", CALL)).path("id").asText();
    assertThat(send("PATCH", "/incidents/" + id, "{\"level\":1}").status()).isIn(400, 428);
    assertThat(send("PATCH", "/incidents/" + id, "{\"level\":1}", "If-Match", "\"1\"").status())
        .isEqualTo(200);
    Reply stale = send("PATCH", "/incidents/" + id, "{\"level\":2}", "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body().at("/current/level").asInt()).isEqualTo(1);
    assertThat(get("/incidents/nobody").status()).isEqualTo(404);
    assertThat(get("/reports/intervals?from=x&to=y").status()).isEqualTo(400);
  }

  @Test
  void heldUnitsAnswerWithTheirHolder() {
    String first = done(send("POST", "/incidents", CALL)).path("id").asText();
    String second = done(send("POST", "/incidents", CALL)).path("id").asText();
    done(send("POST", "/units", "{\"callSign\":\"E2\",\"kind\":\"engine\",\"duty\":\"ready\"}"));
    done(send("POST", "/incidents/" + first + "/dispatch", "{\"units\":[\"E2\"]}"));
    Reply held = send("POST", "/incidents/" + second + "/dispatch", "{\"units\":[\"E2\"]}");
    assertThat(held.status()).isEqualTo(409);
    assertThat(held.body().path("code").asText()).isEqualTo("unit-held");
    assertThat(held.body().at("/units/0/incident").asText()).isEqualTo(first);
  }

  @Test
  void closuresAreDrawnListedAndLifted() {
    String shape =
        "{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[112.9,28.1],[113,28.1],[113,28.2],[112.9,28.1]]]},\"reason\":\"施工\"}";
    String id = done(send("POST", "/closures", shape)).path("id").asText();
    assertThat(done(get("/closures")).at("/items/0/geometry/type").asText()).isEqualTo("Polygon");
    done(send("POST", "/closures/" + id + "/lift", "{}"));
    assertThat(done(get("/closures")).path("items")).isEmpty();
    Reply crossed =
        send(
            "POST",
            "/closures",
            "{\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]},\"reason\":\"x\"}");
    assertThat(crossed.status()).isEqualTo(400);
    assertThat(crossed.body().path("code").asText()).isEqualTo("invalid-geometry");
  }

  @Test
  void duplicatesAndReference() {
    done(send("POST", "/incidents", CALL));
    JsonNode found = done(get("/incidents/duplicates?type=fire&lon=112.9805&lat=28.2"));
    assertThat(found.path("items").size()).isEqualTo(1);
    JsonNode rules = done(get("/reference"));
    assertThat(rules.at("/types/0/initials").asText()).isEqualTo("hz");
    assertThat(rules.path("duties").size()).isEqualTo(4);
    assertThat(rules.path("levels").size()).isEqualTo(4);
  }
}
