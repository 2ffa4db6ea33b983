package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.access.factor.Totp;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EachStore
class SecondFactorTest {
  private static final String PASSWORD = AccessScene.PASSWORD;

  private final TestStore stores;
  private AccessScene scene;
  private byte[] secret;
  private List<String> recovery;

  SecondFactorTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void start() {
    scene = new AccessScene(stores);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private static JsonObject code(String code) {
    return new JsonObject().put("code", code);
  }

  private String now() {
    return Totp.code(secret, scene.clock.instant().getEpochSecond() / 30);
  }

  /** The next code: the one shown before does not count again. */
  private String next() {
    scene.clock.advance(Duration.ofSeconds(30));
    return now();
  }

  private static Reply post(Browser browser, String path, JsonObject body) {
    return browser.send("POST", path, body);
  }

  private Reply begin(Browser browser) {
    Reply begun = post(browser, "/second-factor", new JsonObject().put("password", PASSWORD));
    if (begun.status() == 200) {
      secret = decode(begun.body().getString("secret"));
    }
    return begun;
  }

  private Browser enrolled(String account, String... roles) {
    Browser browser = scene.signedIn(account, roles);
    assertThat(begin(browser).status()).isEqualTo(200);
    Reply confirmed = post(browser, "/second-factor/confirm", code(now()));
    assertThat(confirmed.status()).as("%s", confirmed.body()).isEqualTo(200);
    recovery =
        confirmed.body().getJsonArray("recoveryCodes").stream().map(String.class::cast).toList();
    browser.csrf = browser.get("/session").body().getString("csrfToken");
    return browser;
  }

  private static byte[] decode(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      held = held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bytes.toByteArray();
  }

  /** The first step of signing in, with a browser of its own. */
  private Browser firstStep(String account) {
    Browser browser = scene.node.browser();
    Reply first = browser.signIn(account, PASSWORD);
    assertThat(first.body().getString("pending")).isEqualTo("second-factor");
    return browser;
  }

  private static Reply show(Browser browser, String code) {
    Reply shown = post(browser, "/session/second-factor", code(code));
    if (shown.status() == 200) {
      browser.csrf = shown.body().getString("csrfToken");
    }
    return shown;
  }

  @Test
  void whoever_has_a_second_factor_signs_in_with_two_steps() {
    enrolled("wang", "operator");
    Browser browser = firstStep("wang");
    String first = browser.cookie;
    String firstCsrf = browser.csrf;
    assertThat(browser.get("/session").body().getJsonArray("permissions")).isEmpty();
    Reply done = show(browser, next());
    assertThat(done.status()).isEqualTo(200);
    assertThat(done.body().getJsonArray("permissions")).contains("incident.*");
    assertThat(done.body().containsKey("pending")).isFalse();
    assertThat(browser.cookie).as("session fixation").isNotEqualTo(first);
    assertThat(browser.csrf).isNotEqualTo(firstCsrf);
    Browser old = scene.node.browser();
    old.cookie = first;
    assertThat(old.get("/session").status()).isEqualTo(401);
    assertThat(post(browser, "/session/second-factor", code(next())).code())
        .isEqualTo("no-second-factor");
  }

  /** Also through paths that only look like the allowed ones. */
  @Test
  void between_the_steps_nothing_can_be_done() {
    enrolled("boss", "administrator");
    Browser browser = firstStep("boss");
    for (String path :
        List.of(
            "/accounts",
            "/history/account/boss",
            "/second-factor",
            "/roles",
            "/session/../accounts",
            "/session/%2e%2e/accounts",
            "/session/second-factor/../../accounts",
            "/commands/00000000-0000-0000-0000-000000000000")) {
      Reply refused = browser.get(path);
      assertThat(refused.status()).as(path).isIn(401, 404);
      assertThat(refused.body().containsKey("items")).isFalse();
    }
    assertThat(browser.get("/accounts").code()).isEqualTo("second-factor-required");
    assertThat(post(browser, "/second-factor", new JsonObject().put("password", PASSWORD)).code())
        .isEqualTo("second-factor-required");
    assertThat(post(browser, "/accounts", AccessScene.newAccount("x1")).status()).isEqualTo(401);
    Browser without = scene.node.browser();
    without.cookie = browser.cookie;
    assertThat(post(without, "/session/second-factor", code(next())).code()).isEqualTo("csrf");
  }

  @Test
  void the_pause_between_the_steps_is_short() {
    enrolled("wang", "operator");
    Browser browser = firstStep("wang");
    scene.clock.advance(Duration.ofMinutes(6));
    assertThat(show(browser, now()).status()).isEqualTo(401);
  }

  @Test
  void a_code_counts_once_also_when_it_is_shown_many_times_at_once() {
    enrolled("wang", "operator");
    List<Browser> browsers = IntStream.range(0, 4).mapToObj(i -> firstStep("wang")).toList();
    Browser late = firstStep("wang");
    scene.clock.advance(Duration.ofMinutes(1));
    String code = next();
    List<Integer> answers =
        browsers.stream()
            .map(b -> CompletableFuture.supplyAsync(() -> show(b, code).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).containsOnlyOnce(200);
    assertThat(show(late, code).code()).isEqualTo("code-refused");
  }

  /** A right password in between must not give the guesser a new start. */
  @Test
  void guessed_codes_lock_the_account() {
    enrolled("wang", "operator");
    String code = null;
    for (int i = 0; i < scene.rules.signIn().failures(); i++) {
      Browser browser = scene.node.browser();
      scene.clock.advance(Duration.ofMinutes(1));
      browser.signIn("wang", PASSWORD);
      code = show(browser, wrong()).code();
    }
    assertThat(code).isEqualTo("account-locked");
    Reply locked = scene.node.browser().signIn("wang", PASSWORD);
    assertThat(locked.code()).isEqualTo("account-locked");
  }

  private String wrong() {
    return "%06d".formatted((Integer.parseInt(now()) + 500_000) % 1_000_000);
  }

  @Test
  void codes_are_limited_per_minute() {
    enrolled("wang", "operator");
    Browser browser = firstStep("wang");
    List<String> answers =
        IntStream.range(0, scene.rules.signIn().attemptsPerAccount() + 1)
            .mapToObj(i -> show(browser, wrong()).code())
            .toList();
    assertThat(answers).contains("too-many-attempts");
  }

  @Test
  void a_recovery_code_counts_once_and_is_kept_as_a_hash() {
    enrolled("wang", "operator");
    assertThat(recovery).hasSize(10).allMatch(c -> c.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));
    Browser browser = firstStep("wang");
    assertThat(show(browser, recovery.get(0).toLowerCase(java.util.Locale.ROOT)).status())
        .isEqualTo(200);
    assertThat(browser.get("/second-factor").body().getInteger("recoveryCodesLeft")).isEqualTo(9);
    assertThat(show(firstStep("wang"), recovery.get(0)).code()).isEqualTo("code-refused");
    assertThat(show(firstStep("wang"), "AAAA-AAAA-AAAA-AAAA").code()).isEqualTo("code-refused");
    String rows =
        scene
            .store
            .jdbi()
            .withHandle(
                h ->
                    h.createQuery("select * from access_recovery_code").mapToMap().list()
                        + " "
                        + h.createQuery("select * from access_second_factor").mapToMap().list()
                        + " "
                        + h.createQuery("select data from journal_entry").mapToMap().list());
    assertThat(rows)
        .doesNotContain(recovery.get(1))
        .doesNotContain(recovery.get(1).replace("-", ""))
        .doesNotContain(java.util.Base64.getEncoder().encodeToString(secret));
  }

  @Test
  void enrolling_needs_the_password_and_a_first_code() {
    Browser browser = scene.signedIn("wang", "operator");
    assertThat(
            post(browser, "/second-factor", new JsonObject().put("password", "Wrong-horse-9"))
                .code())
        .isEqualTo("sign-in-refused");
    assertThat(post(browser, "/second-factor/confirm", code("123456")).code())
        .isEqualTo("no-enrolment");
    begin(browser);
    assertThat(browser.get("/second-factor").body().getBoolean("enrolled")).isFalse();
    assertThat(scene.node.browser().signIn("wang", PASSWORD).body().containsKey("pending"))
        .as("not before it is confirmed")
        .isFalse();
    Reply wrong = post(browser, "/second-factor/confirm", code(wrong()));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body().getJsonArray("errors").getJsonObject(0).getString("field"))
        .isEqualTo("/code");
    String before = browser.cookie;
    assertThat(post(browser, "/second-factor/confirm", code(now())).status()).isEqualTo(200);
    assertThat(browser.cookie).isNotEqualTo(before);
    browser.csrf = browser.get("/session").body().getString("csrfToken");
    assertThat(begin(browser).code()).isEqualTo("second-factor-exists");
  }

  @Test
  void its_owner_may_take_it_away_with_a_code() {
    Browser browser = enrolled("wang", "operator");
    assertThat(post(browser, "/second-factor/remove", code(wrong())).status()).isEqualTo(400);
    Reply removed = post(browser, "/second-factor/remove", code(next()));
    assertThat(removed.body().getBoolean("enrolled")).isFalse();
    assertThat(scene.node.browser().signIn("wang", PASSWORD).body().containsKey("pending"))
        .isFalse();
  }

  @Test
  void administrators_reset_it_and_the_journal_says_who() {
    Browser wang = enrolled("wang", "operator");
    assertThat(post(wang, "/accounts/wang/second-factor/reset", null).status()).isEqualTo(403);
    Reply reset = post(scene.admin, "/accounts/wang/second-factor/reset", null);
    assertThat(reset.body())
        .isEqualTo(
            new JsonObject().put("account", "wang").put("enrolled", false).put("by", "admin"));
    assertThat(wang.get("/session").status()).isEqualTo(401);
    assertThat(post(scene.admin, "/accounts/wang/second-factor/reset", null).status())
        .isEqualTo(404);
    assertThat(post(scene.admin, "/accounts/admin/second-factor/reset", null).status())
        .isEqualTo(403);
    assertThat(
            scene
                .signedIn("audit", "auditor")
                .get("/journal?kind=second-factor")
                .body()
                .getJsonArray("items")
                .stream()
                .map(
                    e ->
                        ((JsonObject) e).getString("type")
                            + " "
                            + ((JsonObject) e).getString("actor")))
        .containsExactly(
            "city.chengtu.second-factor.enrolled wang", "city.chengtu.second-factor.reset admin");
  }

  /** A role that needs one: nothing can be done before it is enrolled. */
  @Test
  void a_rule_can_ask_it_of_chosen_roles() {
    scene.create("zhang", "leader");
    scene.create("wang", "operator");
    SignInSettings strict = new SignInSettings(false, Set.of(), Set.of("leader"), false);
    try (AccessNode node = new AccessNode(scene.store, scene.clock, scene.rules, strict)) {
      assertThat(node.browser().signIn("wang", PASSWORD).body().containsKey("pending")).isFalse();
      Browser zhang = node.browser();
      Reply first = zhang.signIn("zhang", PASSWORD);
      assertThat(first.body().getString("pending")).isEqualTo("second-factor-enrolment");
      assertThat(first.body().getJsonArray("permissions")).isEmpty();
      assertThat(zhang.get("/journal").status()).isEqualTo(403);
      begin(zhang);
      assertThat(post(zhang, "/second-factor/confirm", code(now())).status()).isEqualTo(200);
      JsonObject session = zhang.get("/session").body();
      assertThat(session.containsKey("pending")).isFalse();
      assertThat(session.getJsonArray("permissions")).contains("incident.read");
    }
    SignInSettings typo = new SignInSettings(false, Set.of(), Set.of("laeder"), false);
    assertThatThrownBy(() -> new AccessNode(scene.store, scene.clock, scene.rules, typo))
        .hasMessageContaining("laeder");
  }

  /** Better no start than people who cannot sign in and do not know why. */
  @Test
  void a_node_with_another_key_does_not_start(@TempDir Path folder) {
    enrolled("wang", "operator");
    assertThatThrownBy(
            () ->
                new AccessNode(
                    scene.store,
                    scene.clock,
                    scene.rules,
                    AccessNode.plain(),
                    http -> SignInWays.local(SecretBox.in(folder))))
        .hasMessageContaining("secrets.key");
  }

  @Test
  void machines_have_no_second_factor() {
    scene.create("tracker", "operator");
    Reply made =
        post(
            scene.admin,
            "/tokens",
            new JsonObject()
                .put("account", "tracker")
                .put("name", "gps")
                .put("scopes", new JsonArray().add("*")));
    Browser machine = scene.node.browser();
    Reply refused =
        machine.exchange(
            "GET",
            "/second-factor",
            null,
            List.of("Authorization", "Bearer " + made.body().getString("secret")));
    assertThat(refused.status()).isEqualTo(401);
  }
}
