package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.TestIssuer.Signing;
import city.chengtu.command.access.oidc.OidcProvider;
import city.chengtu.command.access.oidc.OidcSettings;
import city.chengtu.command.outbound.OutboundClient;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sign-in at an identity provider over real HTTP with signed tokens: as it should be, and lied to.
 */
@EachStore
class ProviderSignInTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String CALLBACK = "https://map.example.org/api/v1/session/provider/callback";

  private final TestStore stores;
  private AccessScene scene;
  private TestIssuer issuer;
  private AccessNode node;

  ProviderSignInTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void start() {
    scene = new AccessScene(stores);
    issuer = new TestIssuer(scene.clock);
    node = new AccessNode(scene.store, scene.clock, scene.rules, AccessNode.plain(), this::ways);
  }

  @AfterEach
  void stop() {
    node.close();
    issuer.close();
    scene.close();
  }

  private SignInWays ways(OutboundClient http) {
    OidcSettings settings =
        new OidcSettings(
            issuer.uri(),
            TestIssuer.CLIENT,
            TestIssuer.SECRET,
            URI.create(CALLBACK),
            URI.create("https://map.example.org/"),
            "openid profile",
            "preferred_username",
            "realm_access.roles",
            "department",
            "",
            Map.of("chengtu-operator", "operator", "chengtu-leader", "leader", "a", "auditor"),
            List.of());
    return new SignInWays(
        AccessNode.SECRETS,
        Optional.of(new OidcProvider(settings, http, scene.clock)),
        Set.of("operator", "leader"),
        Optional.empty(),
        List.of());
  }

  /** A browser as the provider meets it: it follows nothing by itself. */
  private HttpResponse<String> get(String path, String cookies) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/v1" + path));
    if (cookies != null) {
      request.header("Cookie", cookies);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static Optional<String> cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(c -> c.startsWith(name + "="))
        .map(c -> c.split(";", 2)[0])
        .findFirst();
  }

  private HttpResponse<String> finish(Map<String, String> answer, String cookies) {
    String query =
        answer.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return get("/session/provider/callback?" + query, cookies);
  }

  /** The whole way there and back. */
  private HttpResponse<String> signIn() {
    HttpResponse<String> start = get("/session/provider", null);
    assertThat(start.statusCode()).as(start.body()).isEqualTo(303);
    return finish(
        issuer.authorize(URI.create(location(start))),
        cookie(start, "chengtu_provider").orElseThrow());
  }

  private Browser signedIn() {
    HttpResponse<String> done = signIn();
    assertThat(location(done)).isEqualTo("/#signed-in");
    Browser browser = node.browser();
    browser.cookie =
        cookie(done, SignIn.COOKIE).orElseThrow().substring(SignIn.COOKIE.length() + 1);
    browser.csrf = browser.get("/session").body().getString("csrfToken");
    return browser;
  }

  private void assertRefused(String code) {
    HttpResponse<String> done = signIn();
    assertThat(location(done)).isEqualTo("/#sign-in-failed=" + code);
    assertThat(cookie(done, SignIn.COOKIE)).isEmpty();
  }

  @Test
  void the_first_sign_in_makes_the_account_and_it_is_in_the_journal() {
    Browser wang = signedIn();
    JsonObject session = wang.get("/session").body();
    assertThat(session.getString("account")).isEqualTo("wang.li");
    assertThat(session.getString("way")).isEqualTo("provider");
    assertThat(session.getString("organisation")).isEqualTo("gas");
    assertThat(session.getJsonArray("roles")).containsExactly("operator");
    assertThat(session.getJsonArray("permissions")).contains("incident.*");
    assertThat(types("account")).containsOnlyOnce("city.chengtu.account.created");
    signedIn();
    assertThat(types("account")).containsOnlyOnce("city.chengtu.account.created");
    assertThat(types("account")).doesNotContain("city.chengtu.account.changed");
  }

  private List<String> types(String kind) {
    Browser auditor = node.browser();
    scene.create("audit", "auditor");
    auditor.signIn("audit", AccessScene.PASSWORD);
    return AccessScene.items(auditor.get("/journal?limit=1000&kind=" + kind)).stream()
        .filter(e -> !e.getString("subject").equals("audit"))
        .map(e -> e.getString("type"))
        .filter(t -> !t.contains("admin"))
        .skip(kind.equals("account") ? 1 : 0) // the first administrator
        .toList();
  }

  @Test
  void new_roles_at_the_provider_count_at_the_next_sign_in_and_end_the_old_session() {
    Browser before = signedIn();
    issuer.claims.put("realm_access", Map.of("roles", List.of("chengtu-leader")));
    Browser after = signedIn();
    assertThat(after.get("/session").body().getJsonArray("roles")).containsExactly("leader");
    assertThat(before.get("/session").status()).isEqualTo(401);
    issuer.claims.put("realm_access", Map.of("roles", List.of("nothing-of-ours")));
    assertRefused("no-role");
  }

  @Test
  void roles_that_exclude_each_other_are_refused() {
    issuer.claims.put("realm_access", Map.of("roles", List.of("chengtu-operator", "a")));
    assertRefused("roles-exclude-each-other");
  }

  /** Whoever can choose a name at the provider must not become the administrator here. */
  @Test
  void an_account_made_here_is_not_taken_over_by_its_name() {
    issuer.claims.put("preferred_username", "admin");
    assertRefused("account-exists");
    issuer.claims.put("preferred_username", "../etc");
    assertRefused("account-name");
    issuer.claims.put("preferred_username", "system");
    assertRefused("account-name");
  }

  @Test
  void people_are_known_by_their_subject_not_by_their_name() {
    signedIn();
    issuer.claims.put("sub", "subject-2");
    assertRefused("account-exists");
    issuer.claims.put("sub", "subject-1");
    issuer.claims.put("preferred_username", "renamed");
    assertThat(signedIn().get("/session").body().getString("account")).isEqualTo("wang.li");
  }

  @Test
  void a_disabled_account_stays_out_and_a_local_password_cannot_be_given() {
    signedIn();
    assertThat(
            scene
                .admin
                .send(
                    "POST",
                    "/accounts/wang.li/password",
                    new JsonObject().put("password", "Given-by-admin-1"))
                .code())
        .isEqualTo("provider-account");
    assertThat(node.browser().signIn("wang.li", "").status()).isEqualTo(400);
    assertThat(node.browser().signIn("wang.li", "anything").code()).isEqualTo("sign-in-refused");
    scene.patch("wang.li", 1, new JsonObject().put("disabled", true));
    assertRefused("account-disabled");
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "HMAC_WITH_PUBLIC_KEY", "UNKNOWN_KEY"})
  void a_token_without_the_providers_signature_is_refused(Signing signing) {
    issuer.signing = signing;
    assertRefused("provider-answer-refused");
  }

  @Test
  void a_token_for_others_or_of_another_time_is_refused() {
    issuer.audience = "another-client";
    assertRefused("provider-answer-refused");
    issuer.audience = "chengtu another-client"; // and no azp
    assertRefused("provider-answer-refused");
    issuer.claims.put("azp", "another-client");
    assertRefused("provider-answer-refused");
    issuer.claims.put("azp", "chengtu");
    signedIn();
    issuer.tokenIssuer = "https://evil.example.org";
    assertRefused("provider-answer-refused");
    issuer.tokenIssuer = issuer.uri().toString();
    issuer.nonceOverride = "another-nonce";
    assertRefused("provider-answer-refused");
    issuer.nonceOverride = null;
    issuer.expiry = Duration.ofMinutes(-2);
    assertRefused("provider-answer-refused");
  }

  @Test
  void elliptic_signatures_and_new_keys_are_understood() {
    issuer.signing = Signing.ES256;
    signedIn();
    int asked = issuer.keyRequests.get();
    issuer.rotate();
    signedIn();
    assertThat(issuer.keyRequests.get()).isEqualTo(asked + 1);
  }

  /** Forged key ids must not make us hammer the provider. */
  @Test
  void unknown_keys_are_asked_for_seldom() {
    signedIn();
    for (int i = 0; i < 5; i++) {
      issuer.signing = Signing.UNKNOWN_KEY;
      signIn();
    }
    assertThat(issuer.keyRequests.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void an_answer_belongs_to_the_browser_that_began() {
    HttpResponse<String> start = get("/session/provider", null);
    String cookie = cookie(start, "chengtu_provider").orElseThrow();
    Map<String, String> answer = issuer.authorize(URI.create(location(start)));
    assertThat(location(finish(answer, null))).isEqualTo("/#sign-in-failed=provider-state");
    HttpResponse<String> other = get("/session/provider", null);
    String others = cookie(other, "chengtu_provider").orElseThrow();
    assertThat(location(finish(answer, others))).isEqualTo("/#sign-in-failed=provider-state");
    Map<String, String> mixed = issuer.authorize(URI.create(location(other)));
    mixed.put("code", answer.get("code")); // another's code: PKCE refuses it
    assertThat(location(finish(mixed, others)))
        .isEqualTo("/#sign-in-failed=provider-answer-refused");
    Map<String, String> wrongIssuer = issuer.authorize(URI.create(location(start)));
    wrongIssuer.put("iss", "https://evil.example.org");
    assertThat(location(finish(wrongIssuer, cookie)))
        .isEqualTo("/#sign-in-failed=provider-answer-refused");
    assertThat(
            location(
                finish(Map.of("error", "access_denied", "state", answer.get("state")), cookie)))
        .isEqualTo("/#sign-in-failed=provider-denied");
    Map<String, String> right = issuer.authorize(URI.create(location(start)));
    assertThat(location(finish(right, cookie))).isEqualTo("/#signed-in");
    assertThat(location(finish(right, cookie))) // the code is spent
        .isEqualTo("/#sign-in-failed=provider-answer-refused");
  }

  @Test
  void the_request_carries_what_the_standard_asks() {
    HttpResponse<String> start = get("/session/provider?returnTo=/%3Fworkspace%3Dmap", null);
    Map<String, String> query = TestIssuer.form(URI.create(location(start)).getRawQuery());
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", CALLBACK)
        .containsEntry("scope", "openid profile");
    assertThat(query.get("code_challenge")).hasSize(43);
    String cookie = start.headers().allValues("Set-Cookie").stream().findFirst().orElseThrow();
    assertThat(cookie)
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax")
        .contains("Path=/api/v1/session/provider");
    assertThat(
            location(
                finish(
                    issuer.authorize(URI.create(location(start))),
                    cookie(start, "chengtu_provider").orElseThrow())))
        .isEqualTo("/?workspace=map#signed-in");
  }

  @Test
  void a_provider_that_is_down_says_so_and_passwords_still_work() {
    JsonObject ways = new JsonObject(get("/session/ways", null).body());
    assertThat(ways.getBoolean("password")).isTrue();
    get("/session/provider", null); // asks, whatever the background look did
    assertThat(available()).isTrue();
    issuer.down = true;
    scene.clock.advance(Duration.ofMinutes(1));
    assertThat(location(get("/session/provider", null)))
        .isEqualTo("/#sign-in-failed=provider-unavailable");
    assertThat(available()).isFalse();
    assertThat(node.browser().signIn("admin", scene.adminPassword).status()).isEqualTo(200);
    issuer.down = false;
    scene.clock.advance(Duration.ofMinutes(1));
    signedIn();
    assertThat(available()).isTrue();
  }

  private boolean available() {
    return new JsonObject(get("/session/ways", null).body())
        .getJsonObject("provider")
        .getBoolean("available");
  }

  /** A provider that has been taken over must not make us ask the network behind us. */
  @Test
  void the_providers_own_document_cannot_send_us_elsewhere() {
    for (JsonObject lie :
        List.of(
            new JsonObject().put("issuer", "https://evil.example.org"),
            new JsonObject().put("token_endpoint", "file:///etc/passwd"),
            new JsonObject().put("jwks_uri", "gopher://127.0.0.1/"),
            new JsonObject().putNull("authorization_endpoint"))) {
      issuer.metadataChanges = lie;
      scene.clock.advance(Duration.ofDays(1));
      assertThat(location(get("/session/provider", null)))
          .as(lie.encode())
          .isEqualTo("/#sign-in-failed=provider-unavailable");
    }
    for (String place :
        List.of(
            "http://169.254.169.254/latest/meta-data",
            "https://169.254.169.254/",
            "https://10.0.0.1/",
            "https://[fd00::1]/",
            issuer.uri() + "/elsewhere",
            issuer.uri() + "/endless")) {
      issuer.metadataChanges = new JsonObject().put("token_endpoint", place);
      scene.clock.advance(Duration.ofDays(1));
      HttpResponse<String> done = signIn();
      assertThat(location(done)).as(place).isEqualTo("/#sign-in-failed=provider-unavailable");
    }
  }

  @Test
  void signing_out_leads_to_the_providers_own_sign_out() {
    Browser wang = signedIn();
    Browser.Reply out = wang.send("DELETE", "/session", null);
    assertThat(out.status()).isEqualTo(200);
    URI place = URI.create(out.body().getString("signOutAt"));
    assertThat(place.toString()).startsWith(issuer.uri() + "/logout?");
    Map<String, String> query = TestIssuer.form(place.getRawQuery());
    assertThat(query).containsEntry("post_logout_redirect_uri", "https://map.example.org/");
    assertThat(query.get("id_token_hint").split("\\.", -1)).hasSize(3);
    assertThat(node.browser().get("/session").status()).isEqualTo(401);
    int readable =
        scene
            .store
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery(
                            "select count(*) from access_session where provider_token like 'ey%'")
                        .mapTo(Integer.class)
                        .one());
    assertThat(readable).isZero();
  }

  @Test
  void open_redirects_lead_home() {
    for (String evil :
        List.of(
            "https://evil.example.org/",
            "//evil.example.org",
            "/\\evil.example.org",
            "/%0d%0aSet-Cookie:x",
            "javascript:alert(1)",
            "/a#b",
            "/..//evil.example.org",
            " /x",
            "/" + "x".repeat(300))) {
      assertThat(ProviderFlow.begin(Optional.empty(), evil).returnTo()).as(evil).isEqualTo("/");
    }
    assertThat(ProviderFlow.begin(Optional.empty(), "/?workspace=map").returnTo())
        .isEqualTo("/?workspace=map");
  }
}
