package city.chengtu.command.access;

import static city.chengtu.command.access.AccessScene.items;
import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachStore
class AccountsAndTokensTest {
  private final TestStore stores;
  private AccessScene scene;
  private Browser admin;

  AccountsAndTokensTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void start() {
    scene = new AccessScene(stores);
    admin = scene.admin;
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private Reply token(String account, String... scopes) {
    return admin.send(
        "POST",
        "/tokens",
        new JsonObject()
            .put("account", account)
            .put("name", "vehicle gateway")
            .put("scopes", new JsonArray(List.of(scopes))));
  }

  private Reply asMachine(String secret, String method, String path, JsonObject body) {
    return scene
        .node
        .browser()
        .exchange(
            method,
            path,
            body,
            List.of(
                "Authorization",
                "Bearer " + secret,
                "Idempotency-Key",
                UUID.randomUUID().toString()));
  }

  @Test
  void a_second_node_sending_the_same_first_run_makes_no_second_administrator() {
    try (AccessNode second = scene.secondNode()) {
      assertThat(second.access.firstRun().ensureAdministrator()).isEmpty();
      assertThat(second.browser().signIn("admin", scene.adminPassword).status()).isEqualTo(200);
    }
  }

  @Test
  void bad_input_is_refused_by_the_fields_name() {
    JsonObject good = AccessScene.newAccount("wang", "operator");
    assertThat(field(good.copy().put("account", "Wang Li"))).isEqualTo("/account");
    assertThat(field(good.copy().put("account", "system"))).isEqualTo("/account");
    assertThat(field(good.copy().put("area", "51-01"))).isEqualTo("/area");
    assertThat(field(good.copy().put("roles", new JsonArray().add("king")))).isEqualTo("/roles");
    assertThat(field(good.copy().put("password", "short"))).isEqualTo("/password");
    assertThat(admin.send("POST", "/accounts", good.copy().put("extra", 1)).status())
        .isEqualTo(400);
    assertThat(scene.create("wang", "operator").status()).isEqualTo(200);
    assertThat(scene.create("wang", "operator").code()).isEqualTo("account-exists");
  }

  private String field(JsonObject account) {
    Reply reply = admin.send("POST", "/accounts", account);
    assertThat(reply.status()).isEqualTo(400);
    return reply.body().getJsonArray("errors").getJsonObject(0).getString("field");
  }

  @Test
  void who_keeps_the_accounts_or_audits_does_nothing_else() {
    for (String business : List.of("operator", "leader", "auditor")) {
      assertThat(scene.create("both", "administrator", business).code())
          .isEqualTo("roles-exclude-each-other");
    }
    assertThat(scene.create("both", "auditor", "inspector").code())
        .isEqualTo("roles-exclude-each-other");
    assertThat(scene.create("both", "operator", "dispatcher").status()).isEqualTo(200);
  }

  @Test
  void the_last_administrator_cannot_go_and_nobody_raises_himself() {
    Browser second = scene.signedIn("second", "administrator");
    Reply self = scene.patch("admin", 1, new JsonObject().put("disabled", true));
    assertThat(self.status()).isEqualTo(403);
    Reply other =
        second.send(
            "PATCH",
            "/accounts/admin",
            new JsonObject().put("disabled", true),
            "If-Match",
            "\"1\"");
    assertThat(other.status()).isEqualTo(200);
    assertThat(scene.node.access.policy().rules().version()).isEqualTo(RulesSeed.read().version());
    Reply last =
        second.send(
            "PATCH",
            "/accounts/second",
            new JsonObject().put("roles", new JsonArray().add("operator")),
            "If-Match",
            "\"1\"");
    assertThat(last.status()).isEqualTo(403);
  }

  @Test
  void a_stale_change_is_refused_with_the_state_as_it_is_now() {
    scene.create("wang", "operator");
    assertThat(scene.patch("wang", 1, new JsonObject().put("name", "王丽丽")).status()).isEqualTo(200);
    Reply stale = scene.patch("wang", 1, new JsonObject().put("name", "王小丽"));
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body().getJsonObject("current").getString("name")).isEqualTo("王丽丽");
    assertThat(scene.patch("nobody", 1, new JsonObject().put("name", "x")).status()).isEqualTo(404);
  }

  @Test
  void only_those_with_the_right_read_and_change_accounts() {
    Browser wang = scene.signedIn("wang", "operator");
    assertThat(wang.get("/accounts").status()).isEqualTo(403);
    assertThat(wang.send("POST", "/accounts", AccessScene.newAccount("li", "operator")).status())
        .isEqualTo(403);
    assertThat(
            wang.send(
                    "POST",
                    "/accounts/admin/password",
                    new JsonObject().put("password", "Take-it-over-1"))
                .status())
        .isEqualTo(403);
    assertThat(wang.get("/tokens").status()).isEqualTo(403);
    assertThat(wang.get("/roles").status()).isEqualTo(403);
  }

  @Test
  void telephone_numbers_show_only_to_those_who_may_read_personal_data() {
    Browser auditor = scene.signedIn("shen", "auditor");
    assertThat(scene.account("shen").getString("phone")).isEqualTo(AccessScene.PHONE);
    assertThat(items(auditor.get("/accounts")))
        .extracting(a -> a.getString("phone"))
        .contains("138****5678")
        .doesNotContain(AccessScene.PHONE);
  }

  @Test
  void accounts_come_in_pages() {
    List.of("a1", "a2", "a3").forEach(a -> scene.create(a, "operator"));
    Reply first = admin.get("/accounts?limit=2");
    assertThat(items(first)).extracting(a -> a.getString("account")).containsExactly("a1", "a2");
    Reply second = admin.get("/accounts?limit=2&after=" + first.body().getString("next"));
    assertThat(items(second))
        .extracting(a -> a.getString("account"))
        .containsExactly("a3", "admin");
    assertThat(second.body().containsKey("next")).isFalse();
  }

  @Test
  void a_token_is_shown_once_and_does_what_its_scopes_say() {
    scene.create("gateway", "shift_leader");
    String key = UUID.randomUUID().toString();
    JsonObject wanted =
        new JsonObject()
            .put("account", "gateway")
            .put("name", "vehicle gateway")
            .put("scopes", new JsonArray(List.of("history.read", "see:account", "position.*")));
    Reply made = admin.send("POST", "/tokens", wanted, "Idempotency-Key", key);
    String secret = made.body().getString("secret");
    assertThat(secret).hasSizeGreaterThanOrEqualTo(43);
    Reply again = admin.send("POST", "/tokens", wanted, "Idempotency-Key", key);
    assertThat(again.body().getString("id")).isEqualTo(made.body().getString("id"));
    assertThat(again.body().containsKey("secret")).isFalse();
    assertThat(items(admin.get("/tokens"))).hasSize(1).noneMatch(t -> t.containsKey("secret"));

    assertThat(asMachine(secret, "GET", "/history/account/gateway", null).status())
        .as("in scope, but the role does not see accounts")
        .isEqualTo(404);
    assertThat(asMachine(secret, "GET", "/journal", null).status())
        .as("in the role, not in scope")
        .isEqualTo(403);
    assertThat(asMachine(secret + "x", "GET", "/journal", null).status()).isEqualTo(401);
    assertThat(asMachine(secret, "GET", "/session", null).status()).isEqualTo(401);
  }

  @Test
  void a_token_needs_no_csrf_and_never_keeps_accounts() {
    scene.create("second", "administrator");
    String secret = token("second", "*", "see:*").body().getString("secret");
    assertThat(asMachine(secret, "GET", "/roles", null).status()).isEqualTo(200);
    assertThat(asMachine(secret, "GET", "/accounts", null).status()).isEqualTo(403);
    assertThat(
            asMachine(secret, "POST", "/accounts", AccessScene.newAccount("li", "operator"))
                .status())
        .isEqualTo(403);
    JsonObject further = new JsonObject().put("account", "second").put("name", "x");
    further.put("scopes", new JsonArray().add("*"));
    assertThat(asMachine(secret, "POST", "/tokens", further).status()).isEqualTo(403);
    assertThat(
            asMachine(
                    secret,
                    "POST",
                    "/accounts/second/password",
                    new JsonObject().put("current", "x").put("password", "Take-it-over-1"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void a_revoked_or_outdated_token_opens_nothing() {
    scene.create("gateway", "shift_leader");
    Reply made = token("gateway", "journal.read");
    String secret = made.body().getString("secret");
    assertThat(asMachine(secret, "GET", "/journal", null).status()).isEqualTo(200);
    Reply revoked = admin.send("DELETE", "/tokens/" + made.body().getString("id"), null);
    assertThat(revoked.body().getString("revokedAt")).isNotNull();
    assertThat(asMachine(secret, "GET", "/journal", null).status()).isEqualTo(401);

    JsonObject brief =
        new JsonObject()
            .put("account", "gateway")
            .put("name", "brief")
            .put("scopes", new JsonArray().add("journal.read"))
            .put("endsAt", scene.clock.instant().plus(Duration.ofMinutes(5)).toString());
    String second = admin.send("POST", "/tokens", brief).body().getString("secret");
    assertThat(asMachine(second, "GET", "/journal", null).status()).isEqualTo(200);
    assertThat(items(admin.get("/tokens"))).anyMatch(t -> t.containsKey("usedAt"));
    scene.clock.advance(Duration.ofMinutes(5));
    assertThat(asMachine(second, "GET", "/journal", null).status()).isEqualTo(401);
  }

  @Test
  void a_disabled_accounts_tokens_open_nothing() {
    scene.create("gateway", "shift_leader");
    String secret = token("gateway", "journal.read").body().getString("secret");
    scene.patch("gateway", 1, new JsonObject().put("disabled", true));
    assertThat(asMachine(secret, "GET", "/journal", null).status()).isEqualTo(401);
  }

  @Test
  void a_token_without_scopes_or_with_too_long_a_life_is_not_made() {
    assertThat(token("admin").status()).isEqualTo(400);
    assertThat(token("admin", "DROP TABLE").status()).isEqualTo(400);
    assertThat(token("nobody", "journal.read").code()).isEqualTo("unknown-account");
    JsonObject forever =
        new JsonObject()
            .put("account", "admin")
            .put("name", "x")
            .put("scopes", new JsonArray().add("*"))
            .put("endsAt", "2099-01-01T00:00:00Z");
    assertThat(admin.send("POST", "/tokens", forever).code()).isEqualTo("out-of-range");
  }

  @Test
  void roles_are_listed_with_their_names_and_grants() {
    List<JsonObject> roles = items(admin.get("/roles"));
    assertThat(roles)
        .extracting(r -> r.getString("code"))
        .containsExactly(
            "operator",
            "dispatcher",
            "shift_leader",
            "inspector",
            "department",
            "planner",
            "leader",
            "administrator",
            "system_administrator",
            "security_administrator",
            "auditor");
    assertThat(roles.get(0).getString("zh")).isEqualTo("接警员");
    assertThat(roles).allMatch(r -> !r.getJsonArray("grants").isEmpty());
  }

  @Test
  void the_same_command_with_another_password_is_still_the_same_command() {
    String key = UUID.randomUUID().toString();
    JsonObject wanted = AccessScene.newAccount("wang", "operator");
    assertThat(admin.send("POST", "/accounts", wanted, "Idempotency-Key", key).status())
        .isEqualTo(200);
    Reply again = admin.send("POST", "/accounts", wanted, "Idempotency-Key", key);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().getString("account")).isEqualTo("wang");
    Reply other =
        admin.send(
            "POST", "/accounts", AccessScene.newAccount("li", "operator"), "Idempotency-Key", key);
    assertThat(other.code()).isEqualTo("command-id-used");
    Reply refused = scene.create("wang", "operator");
    assertThat(refused.body().getString("commandId")).isNotNull();
  }
}
