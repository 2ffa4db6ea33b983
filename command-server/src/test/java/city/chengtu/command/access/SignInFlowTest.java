package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachStore
class SignInFlowTest {
  private static final String OPERATOR_PASSWORD = AccessScene.PASSWORD;

  private final TestStore stores;
  private AccessScene scene;
  private TestClock clock;
  private AccessRules rules;
  private SpatialDatabase store;
  private AccessNode node;
  private String adminPassword;
  private Browser admin;

  SignInFlowTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void startNode() {
    scene = new AccessScene(stores);
    clock = scene.clock;
    rules = scene.rules;
    store = scene.store;
    node = scene.node;
    adminPassword = scene.adminPassword;
    admin = scene.admin;
  }

  @AfterEach
  void stopNode() {
    scene.close();
  }

  @Test
  void the_first_run_makes_one_administrator_once() {
    assertThat(node.access.firstRun().ensureAdministrator()).isEmpty();
    assertThat(adminPassword).hasSizeGreaterThan(20);
    Reply session = admin.get("/session");
    assertThat(session.body().getString("account")).isEqualTo("admin");
    assertThat(session.body().getJsonArray("roles")).containsExactly("administrator");
    assertThat(session.body().getJsonArray("permissions")).contains("account.*");
  }

  @Test
  void demo_accounts_are_made_once_and_may_sign_in() {
    List<DemoAccount> demo =
        List.of(
            new DemoAccount(
                "wang", OPERATOR_PASSWORD, "王丽", "centre", "510104", List.of("operator")));
    node.access.firstRun().ensureDemoAccounts(demo);
    node.access.firstRun().ensureDemoAccounts(demo);
    Reply session = node.browser().signIn("wang", OPERATOR_PASSWORD);
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.body().getString("area")).isEqualTo("510104");
  }

  @Test
  void a_session_lives_in_a_strict_http_only_cookie() {
    Browser browser = node.browser();
    scene.create("wang", "operator");
    Reply opened = browser.signIn(" Wang ", OPERATOR_PASSWORD);
    assertThat(opened.setCookie())
        .startsWith("chengtu_session=")
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .doesNotContain("Secure");
    assertThat(opened.body().getString("seat")).isEqualTo("A-01");
    assertThat(browser.get("/session").body()).isEqualTo(opened.body());
    assertThat(node.browser().get("/session").status()).isEqualTo(401);
  }

  @Test
  void behind_tls_the_cookie_is_secure() {
    try (AccessNode tls = new AccessNode(store, clock, rules, new SignInSettings(true, Set.of()))) {
      assertThat(tls.browser().signIn("admin", adminPassword).setCookie()).contains("Secure");
    }
  }

  @Test
  void signing_out_ends_the_session_and_takes_the_cookie() {
    Browser browser = scene.signedIn("wang", "operator");
    String cookie = browser.cookie;
    Reply closed = browser.send("DELETE", "/session", null);
    assertThat(closed.status()).isEqualTo(204);
    assertThat(closed.setCookie()).contains("Max-Age=0");
    browser.cookie = cookie;
    assertThat(browser.get("/session").status()).isEqualTo(401);
  }

  @Test
  void a_command_needs_the_csrf_token_of_its_own_session() {
    Browser other = scene.signedIn("wang", "operator");
    JsonObject body = new JsonObject().put("account", "li").put("name", "李强");
    body.put("roles", new JsonArray(List.of("operator"))).put("password", OPERATOR_PASSWORD);
    assertThat(admin.send("POST", "/accounts", body, "X-CSRF-Token", "").code()).isEqualTo("csrf");
    assertThat(admin.send("POST", "/accounts", body, "X-CSRF-Token", other.csrf).code())
        .isEqualTo("csrf");
    assertThat(
            admin
                .exchange(
                    "POST",
                    "/accounts",
                    body,
                    List.of(
                        "Cookie",
                        SignIn.COOKIE + "=" + admin.cookie,
                        "Idempotency-Key",
                        UUID.randomUUID().toString()))
                .code())
        .isEqualTo("csrf");
    assertThat(admin.send("DELETE", "/session", null, "X-CSRF-Token", "x").status()).isEqualTo(403);
    assertThat(admin.send("POST", "/accounts", body).status()).isEqualTo(200);
  }

  @Test
  void another_sites_page_can_neither_command_nor_sign_in() {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    JsonObject credentials =
        new JsonObject().put("account", "admin").put("password", adminPassword);
    Browser browser = node.browser();
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      assertThat(
              browser.exchange("POST", "/session", credentials, List.of("Origin", origin)).code())
          .as(origin)
          .isEqualTo("foreign-origin");
      assertThat(admin.send("DELETE", "/session", null, "Origin", origin).code())
          .isEqualTo("foreign-origin");
    }
    String own = "http://127.0.0.1:" + node.port();
    assertThat(browser.exchange("POST", "/session", credentials, List.of("Origin", own)).status())
        .isEqualTo(200);
  }

  @Test
  void a_planted_cookie_is_not_taken_over_and_a_new_sign_in_ends_the_old_session() {
    scene.create("wang", "operator");
    Browser victim = node.browser();
    victim.cookie = Secrets.make(); // fixation: the attacker knows it
    String planted = victim.cookie;
    assertThat(victim.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
    assertThat(victim.cookie).isNotEqualTo(planted);
    Browser attacker = node.browser();
    attacker.cookie = planted;
    assertThat(attacker.get("/session").status()).isEqualTo(401);

    String first = victim.cookie;
    assertThat(victim.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
    attacker.cookie = first;
    clock.advance(Identities.BELIEVED);
    assertThat(attacker.get("/session").status()).as("rotated").isEqualTo(401);
    assertThat(victim.get("/session").status()).isEqualTo(200);
  }

  @Test
  void failures_in_a_row_lock_the_account_for_a_while() {
    scene.create("wang", "operator");
    Browser browser = node.browser();
    for (int i = 1; i < rules.signIn().failures(); i++) {
      assertThat(browser.signIn("wang", "Wrong-horse-9").code()).isEqualTo("sign-in-refused");
    }
    Reply locking = browser.signIn("wang", "Wrong-horse-9");
    assertThat(locking.code()).isEqualTo("account-locked");
    assertThat(locking.body().getLong("retryAfterSeconds"))
        .isEqualTo(rules.signIn().lock().toSeconds());
    assertThat(browser.signIn("wang", OPERATOR_PASSWORD).code()).isEqualTo("account-locked");
    clock.advance(rules.signIn().lock());
    assertThat(browser.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void a_success_forgets_the_failures_before_it() {
    scene.create("wang", "operator");
    Browser browser = node.browser();
    for (int round = 0; round < 3; round++) {
      for (int i = 1; i < rules.signIn().failures(); i++) {
        assertThat(browser.signIn("wang", "Wrong-horse-9").code()).isEqualTo("sign-in-refused");
      }
      assertThat(browser.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
      clock.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void an_account_that_is_not_there_answers_and_locks_like_one_that_is() {
    scene.create("wang", "operator");
    List<String> known =
        IntStream.range(0, 8).mapToObj(i -> node.browser().signIn("wang", "no").code()).toList();
    List<String> unknown =
        IntStream.range(0, 8).mapToObj(i -> node.browser().signIn("zhao", "no").code()).toList();
    assertThat(unknown).isEqualTo(known).contains("sign-in-refused", "account-locked");
  }

  @Test
  void an_administrator_ends_a_lock_early() {
    scene.create("wang", "operator");
    for (int i = 0; i < rules.signIn().failures(); i++) {
      node.browser().signIn("wang", "Wrong-horse-9");
    }
    JsonObject locked = scene.account("wang");
    assertThat(locked.getString("lockedUntil")).isNotNull();
    Reply unlocked =
        admin.send(
            "PATCH",
            "/accounts/wang",
            new JsonObject().put("locked", false),
            "If-Match",
            "\"" + locked.getLong("version") + "\"");
    assertThat(unlocked.status()).isEqualTo(200);
    assertThat(unlocked.body().containsKey("lockedUntil")).isFalse();
    assertThat(node.browser().signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void attempts_are_limited_per_account_and_minute() {
    Browser browser = node.browser();
    int limit = rules.signIn().attemptsPerAccount();
    for (int i = 0; i < limit; i++) {
      assertThat(browser.signIn("nobody", "x").status()).isEqualTo(401);
    }
    Reply refused = browser.signIn("nobody", "x");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("too-many-attempts");
    assertThat(refused.body().getLong("retryAfterSeconds")).isBetween(1L, 61L);
    clock.advance(Duration.ofMinutes(1));
    assertThat(browser.signIn("nobody", "x").status()).isEqualTo(401);
  }

  @Test
  void attempts_are_limited_per_address_whatever_the_accounts() {
    int limit = rules.signIn().attemptsPerAddress();
    List<Integer> answers =
        IntStream.rangeClosed(0, limit)
            .mapToObj(i -> node.browser().signIn("nobody" + i, "x").status())
            .toList();
    assertThat(answers).contains(401).contains(429);
    assertThat(node.browser().signIn("admin", adminPassword).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(1));
    assertThat(node.browser().signIn("admin", adminPassword).status()).isEqualTo(200);
  }

  @Test
  void an_idle_session_ends_and_a_used_one_does_not() {
    Browser browser = scene.signedIn("wang", "operator");
    Duration half = rules.signIn().idle().dividedBy(2);
    for (int i = 0; i < 4; i++) {
      clock.advance(half);
      assertThat(browser.get("/session").status()).isEqualTo(200);
    }
    clock.advance(rules.signIn().idle());
    assertThat(browser.get("/session").status()).isEqualTo(401);
  }

  @Test
  void even_a_used_session_ends_with_the_shift() {
    Browser browser = scene.signedIn("wang", "operator");
    Duration step = rules.signIn().idle().minusMinutes(1);
    Duration passed = Duration.ZERO;
    while (passed.plus(step).compareTo(rules.signIn().absolute()) < 0) {
      clock.advance(step);
      passed = passed.plus(step);
      assertThat(browser.get("/session").status()).isEqualTo(200);
    }
    clock.advance(rules.signIn().absolute().minus(passed));
    assertThat(browser.get("/session").status()).isEqualTo(401);
  }

  @Test
  void changing_the_own_password_ends_all_other_sessions_on_all_nodes() {
    Browser here = scene.signedIn("wang", "operator");
    try (AccessNode second = new AccessNode(store, clock, rules, AccessNode.plain())) {
      Browser there = second.browser();
      assertThat(there.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
      assertThat(there.get("/session").status()).isEqualTo(200);
      String before = here.cookie;
      Reply changed = changeOwn(here, OPERATOR_PASSWORD, "Brand-new-horse-1");
      assertThat(changed.status()).isEqualTo(200);
      assertThat(here.cookie).isNotEqualTo(before);
      Reply session = here.get("/session");
      assertThat(session.status()).isEqualTo(200);
      assertThat(session.body().getString("csrfToken")).isNotEqualTo(here.csrf);
      Browser old = node.browser();
      old.cookie = before;
      assertThat(old.get("/session").status()).as("this node, at once").isEqualTo(401);
      clock.advance(Identities.BELIEVED);
      assertThat(there.get("/session").status()).as("other node, soon").isEqualTo(401);
      assertThat(there.signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(401);
      assertThat(there.signIn("wang", "Brand-new-horse-1").status()).isEqualTo(200);
    }
  }

  private static Reply changeOwn(Browser browser, String current, String password) {
    return browser.send(
        "POST",
        "/accounts/wang/password",
        new JsonObject().put("current", current).put("password", password));
  }

  @Test
  void a_new_password_must_follow_the_rules() {
    Browser wang = scene.signedIn("wang", "operator");
    assertThat(changeOwn(wang, OPERATOR_PASSWORD, "Short-1").code())
        .isEqualTo("password-too-short");
    assertThat(changeOwn(wang, OPERATOR_PASSWORD, "alllowercase").code())
        .isEqualTo("password-too-simple");
    assertThat(changeOwn(wang, OPERATOR_PASSWORD, "I-am-Wang-123").code())
        .isEqualTo("password-contains-account");
    assertThat(changeOwn(wang, OPERATOR_PASSWORD, OPERATOR_PASSWORD).code())
        .isEqualTo("password-used-before");
    Reply wrong = changeOwn(wang, "Wrong-horse-9", "Brand-new-horse-1");
    assertThat(wrong.status()).isEqualTo(401);
    Reply field = changeOwn(wang, OPERATOR_PASSWORD, "Short-1");
    assertThat(field.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("/password");
  }

  @Test
  void changed_roles_end_the_sessions() {
    Browser wang = scene.signedIn("wang", "operator");
    Reply changed =
        admin.send(
            "PATCH",
            "/accounts/wang",
            new JsonObject().put("roles", new JsonArray(List.of("leader"))),
            "If-Match",
            "\"1\"");
    assertThat(changed.body().getJsonArray("roles")).containsExactly("leader");
    assertThat(wang.get("/session").status()).isEqualTo(401);
    assertThat(wang.signIn("wang", OPERATOR_PASSWORD).body().getJsonArray("roles"))
        .containsExactly("leader");
  }

  @Test
  void a_disabled_account_is_out_at_once_and_stays_out() {
    Browser wang = scene.signedIn("wang", "operator");
    admin.send(
        "PATCH", "/accounts/wang", new JsonObject().put("disabled", true), "If-Match", "\"1\"");
    assertThat(wang.get("/session").status()).isEqualTo(401);
    assertThat(wang.signIn("wang", OPERATOR_PASSWORD).code()).isEqualTo("sign-in-refused");
  }

  @Test
  void who_must_change_the_password_can_do_nothing_else() {
    scene.signedIn("wang", "operator");
    Reply reset =
        admin.send(
            "POST",
            "/accounts/wang/password",
            new JsonObject().put("password", "Given-by-admin-1"));
    assertThat(reset.body().getBoolean("mustChange")).isTrue();
    Browser wang = node.browser();
    Reply session = wang.signIn("wang", "Given-by-admin-1");
    assertThat(session.body().getBoolean("mustChangePassword")).isTrue();
    assertThat(session.body().getJsonArray("permissions")).isEmpty();
    assertThat(wang.get("/history/account/wang").status()).isEqualTo(403);
    assertThat(changeOwn(wang, "Given-by-admin-1", "Brand-new-horse-1").status()).isEqualTo(200);
    assertThat(wang.get("/session").body().getBoolean("mustChangePassword")).isFalse();
    assertThat(wang.get("/session").body().getJsonArray("permissions")).contains("incident.*");
  }

  @Test
  void an_old_password_must_be_changed() {
    scene.signedIn("wang", "operator");
    clock.advance(rules.signIn().maxAge());
    Browser wang = node.browser();
    assertThat(wang.signIn("wang", OPERATOR_PASSWORD).body().getBoolean("mustChangePassword"))
        .isTrue();
  }

  @Test
  void a_hash_is_made_anew_when_the_rules_ask_for_a_dearer_one() {
    scene.signedIn("wang", "operator");
    String before = hash("wang");
    SignInRules s = rules.signIn();
    SignInRules dearer =
        new SignInRules(
            s.minLength(),
            s.minKinds(),
            s.history(),
            s.maxAge(),
            s.failures(),
            s.lock(),
            s.idle(),
            s.absolute(),
            s.attemptsPerAccount(),
            s.attemptsPerAddress(),
            s.tokenMaxAge(),
            128,
            2,
            1);
    AccessRules next =
        new AccessRules(
            rules.version() + 1, rules.roles(), rules.grants(), rules.personal(), dearer);
    try (AccessNode newer = new AccessNode(store, clock, next, AccessNode.plain())) {
      assertThat(before).contains("m=64,t=1");
      assertThat(newer.browser().signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
      assertThat(hash("wang")).contains("m=128,t=2");
      assertThat(newer.browser().signIn("wang", OPERATOR_PASSWORD).status()).isEqualTo(200);
    }
  }

  private String hash(String account) {
    return store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select password_hash from access_account where account = :a")
                    .bind("a", account)
                    .mapTo(String.class)
                    .one());
  }
}
