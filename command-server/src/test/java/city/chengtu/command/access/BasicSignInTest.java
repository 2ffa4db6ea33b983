package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.command.journal.Actor;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/** A token as the password of HTTP Basic, for GIS programs. */
@EachStore
class BasicSignInTest {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A scene is dear: one for all tests on a store, with an account for each. */
  private static final Map<TestStore, AccessScene> SCENES = new ConcurrentHashMap<>();

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final AccessScene scene;
  private final String account = "gis" + NUMBER.incrementAndGet();
  private final String secret;
  private final String tokenId;

  BasicSignInTest(TestStore stores) {
    scene = SCENES.computeIfAbsent(stores, AccessScene::new);
    scene.clock.advance(Duration.ofSeconds(61)); // attempts are counted by the minute
    assertThat(scene.create(account, "operator").status()).isEqualTo(200);
    Reply token =
        scene.admin.send(
            "POST",
            "/tokens",
            new JsonObject()
                .put("account", account)
                .put("name", "QGIS")
                .put("scopes", new JsonArray(List.of("layer.read", "see:*"))));
    assertThat(token.status()).isEqualTo(200);
    secret = token.body().getString("secret");
    tokenId = token.body().getString("id");
  }

  @AfterParameterizedClassInvocation
  static void stop(TestStore stores) {
    AccessScene scene = SCENES.remove(stores);
    if (scene != null) {
      scene.close();
    }
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> ask(String method, String authorization) {
    return ask(scene.node, method, authorization);
  }

  private static HttpResponse<String> ask(
      AccessNode node, String method, String authorization, String... headers) {
    HttpRequest.Builder asking =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/ogc"))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (authorization != null) {
      asking.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      asking.headers(headers);
    }
    HttpRequest request = asking.build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String code(String pair) {
    HttpResponse<String> answer = ask("GET", basic(pair));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(c -> assertThat(c).startsWith("Basic realm="));
    return new JsonObject(answer.body()).getString("code");
  }

  @Test
  void theTokenOpensAsItsAccountsPasswordAndAsBearer() {
    for (int i = 0; i < 3; i++) {
      assertThat(ask("GET", basic(account + ":" + secret)).body()).isEqualTo(account);
    }
    assertThat(ask("GET", basic(account.toUpperCase(Locale.ROOT) + ":" + secret)).body())
        .isEqualTo(account);
    assertThat(ask("GET", "Bearer " + secret).body()).isEqualTo(account);
  }

  @Test
  void nothingElseOpens() {
    Browser wang = scene.signedIn("w" + account, "operator");
    for (String pair :
        List.of(
            account + ":" + AccessScene.PASSWORD,
            account + ":",
            "w" + account + ":" + secret,
            "w" + account + ":" + wang.cookie,
            ":" + secret,
            "nobody:" + secret)) {
      assertThat(code(pair)).as(pair).isEqualTo("sign-in-refused");
    }
    for (String header :
        List.of("Basic", "Basic %%%", "Basic " + "A".repeat(2_000), basic(account))) {
      assertThat(ask("GET", header).statusCode()).as(header).isIn(200, 401);
      assertThat(ask("GET", header).body()).as(header).doesNotContain(account);
    }
  }

  @Test
  void aTokenThatWasRevokedOpensNoMore() {
    assertThat(ask("GET", basic(account + ":" + secret)).statusCode()).isEqualTo(200);
    assertThat(scene.admin.send("DELETE", "/tokens/" + tokenId, null).status()).isLessThan(300);
    assertThat(code(account + ":" + secret)).isEqualTo("sign-in-refused");
  }

  /** As wrong passwords do: five in a row lock the account, whoever it is. */
  @Test
  void wrongOnesLockTheAccountOut() {
    for (int i = 0; i < 4; i++) {
      assertThat(code(account + ":wrong" + i)).isEqualTo("sign-in-refused");
      assertThat(code("no-" + account + ":wrong" + i)).isEqualTo("sign-in-refused");
    }
    assertThat(code(account + ":wrong")).isEqualTo("account-locked");
    assertThat(code("no-" + account + ":wrong")).isEqualTo("account-locked");
    assertThat(scene.node.browser().signIn(account, AccessScene.PASSWORD).code())
        .isEqualTo("account-locked");
    // what is right by itself needs no guessing, and goes on
    assertThat(ask("GET", basic(account + ":" + secret)).body()).isEqualTo(account);
  }

  @Test
  void guessingIsLimitedByAddress() {
    int limit = scene.rules.signIn().attemptsPerAddress();
    int refused = 0;
    for (int i = 0; i <= limit; i++) {
      refused = ask("GET", basic("someone" + i + ":x")).statusCode();
    }
    assertThat(refused).isEqualTo(429);
    assertThat(ask("GET", basic(account + ":" + secret)).body()).isEqualTo(account);
  }

  /** A browser sends it on its own, also for another site's page: it must change nothing. */
  @Test
  void programsChangeWithItAndBrowsersDoNot() {
    String mine = basic(account + ":" + secret);
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      assertThat(ask(method, mine).body()).as(method).isEqualTo(account);
      for (String named :
          List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Referer", "origin")) {
        HttpResponse<String> answer = ask(scene.node, method, mine, named, "null");
        assertThat(answer.statusCode()).as(method + " " + named).isEqualTo(403);
        assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("bearer-required");
        assertThat(ask(scene.node, "GET", mine, named, "null").body()).isEqualTo(account);
      }
      assertThat(ask(method, basic(account + ":wrong")).statusCode()).as(method).isEqualTo(401);
    }
    assertThat(ask("OPTIONS", mine).body()).isEqualTo(account);
  }

  /** Where the city wants it, an account stands for all strangers; nobody else is let in by it. */
  @Test
  void aGuestReadsWithTheRightsOfTheAccountNamed() {
    assertThat(ask(scene.node, "GET", null).body()).isEqualTo("nobody");
    try (AccessNode open =
        new AccessNode(
            scene.store,
            scene.clock,
            scene.rules,
            AccessNode.plain(),
            http -> SignInWays.local(AccessNode.SECRETS),
            account.toUpperCase(Locale.ROOT))) {
      for (int i = 0; i < 2; i++) {
        assertThat(ask(open, "GET", null).body()).isEqualTo(account);
      }
      assertThat(ask(open, "GET", basic(account + ":wrong")).statusCode()).isEqualTo(401);
      assertThat(ask(open, "GET", "Bearer wrong").statusCode()).isEqualTo(401);
      long version = scene.account(account).getLong("version");
      assertThat(scene.patch(account, version, new JsonObject().put("disabled", true)).status())
          .isEqualTo(200);
      scene.clock.advance(Duration.ofSeconds(6));
      assertThat(ask(open, "GET", null).body()).isEqualTo("nobody");
    }
  }

  /** Whatever its roles give, a guest reads the map and nothing else. */
  @Test
  void aGuestReadsTheMapOnly() {
    Actor guest =
        new Identities(scene.store.jdbi(), scene.clock, () -> scene.rules, Set.of())
            .guest(account)
            .orElseThrow()
            .actor();
    AccessPolicy policy = scene.node.access.policy();
    assertThat(policy.may(guest, "layer.read")).isTrue();
    assertThat(policy.may(guest, "catalogue.read")).isTrue();
    assertThat(policy.maySeeSome(guest, "roads")).isTrue();
    for (String right : List.of("personal.read", "incident.create", "case.read", "history.read")) {
      assertThat(policy.may(guest, right)).as(right).isFalse();
    }
  }
}
