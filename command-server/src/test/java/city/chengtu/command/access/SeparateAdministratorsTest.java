package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 三员分立: one makes accounts, one gives rights, one sees what both did; the all-mighty role is gone.
 */
@EachStore
class SeparateAdministratorsTest {
  private static final SignInSettings SEPARATE =
      new SignInSettings(false, Set.of(), Set.of(), true);

  private final TestStore stores;
  private final TestClock clock = new TestClock();
  private SpatialDatabase store;
  private AccessNode node;
  private final Map<String, Browser> people = new LinkedHashMap<>();

  SeparateAdministratorsTest(TestStore stores) {
    this.stores = stores;
  }

  @BeforeEach
  void start() {
    store = stores.fresh(AccessNode.MIGRATIONS);
    node = new AccessNode(store, clock, AccessNode.cheapRules(), SEPARATE);
    for (FirstAccount first : node.access.firstRun().ensureAdministrators()) {
      Browser browser = node.browser();
      browser.signIn(first.account(), first.password());
      String password =
          "Own-" + first.account().toUpperCase(java.util.Locale.ROOT).charAt(3) + "-horse-77";
      Reply changed =
          browser.send(
              "POST",
              "/accounts/" + first.account() + "/password",
              new JsonObject().put("current", first.password()).put("password", password));
      assertThat(changed.status()).as("%s", changed.body()).isEqualTo(200);
      browser.csrf = browser.get("/session").body().getString("csrfToken");
      people.put(first.account(), browser);
    }
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Browser system() {
    return people.get("sysadmin");
  }

  private Browser security() {
    return people.get("secadmin");
  }

  private Browser audit() {
    return people.get("secaudit");
  }

  private static Reply patch(Browser by, String account, long version, JsonObject change) {
    return by.send("PATCH", "/accounts/" + account, change, "If-Match", "\"" + version + "\"");
  }

  private static JsonObject roles(String... roles) {
    return new JsonObject().put("roles", new JsonArray(List.of(roles)));
  }

  @Test
  void a_new_city_begins_with_three_people_and_none_of_them_can_do_it_alone() {
    assertThat(people.keySet()).containsExactly("sysadmin", "secadmin", "secaudit");
    assertThat(node.access.firstRun().ensureAdministrators()).as("once").isEmpty();
    Reply made = system().send("POST", "/accounts", AccessScene.newAccount("wang"));
    assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
    assertThat(
            system().send("POST", "/accounts", AccessScene.newAccount("li", "operator")).status())
        .isEqualTo(403);
    assertThat(patch(system(), "wang", 1, roles("operator")).status()).isEqualTo(403);
    assertThat(patch(system(), "wang", 1, new JsonObject().put("area", "5101")).status())
        .isEqualTo(403);
    assertThat(security().send("POST", "/accounts", AccessScene.newAccount("zhao")).status())
        .isEqualTo(403);
    assertThat(patch(security(), "wang", 1, new JsonObject().put("name", "王")).status())
        .isEqualTo(403);
    assertThat(patch(security(), "wang", 1, roles("operator")).status()).isEqualTo(200);
    assertThat(patch(system(), "wang", 2, new JsonObject().put("name", "王")).status())
        .isEqualTo(200);
    List<String> actors =
        AccessScene.items(audit().get("/journal?kind=account&limit=1000")).stream()
            .filter(e -> e.getString("subject").equals("wang"))
            .map(e -> e.getString("actor"))
            .toList();
    assertThat(actors).containsExactly("sysadmin", "secadmin", "sysadmin");
    assertThat(audit().send("POST", "/accounts", AccessScene.newAccount("qian")).status())
        .isEqualTo(403);
    assertThat(patch(audit(), "wang", 3, roles("leader")).status()).isEqualTo(403);
  }

  @Test
  void nobody_holds_two_offices_and_the_all_mighty_role_is_not_there() {
    system().send("POST", "/accounts", AccessScene.newAccount("wang"));
    List<String> offices = List.of("system_administrator", "security_administrator", "auditor");
    for (String one : offices) {
      for (String other :
          List.of("system_administrator", "security_administrator", "auditor", "operator")) {
        if (!one.equals(other)) {
          assertThat(patch(security(), "wang", 1, roles(one, other)).code())
              .as(one + " " + other)
              .isEqualTo("roles-exclude-each-other");
        }
      }
    }
    assertThat(patch(security(), "wang", 1, roles("administrator")).code())
        .isEqualTo("unknown-role");
    assertThat(AccessScene.items(security().get("/roles")).stream().map(r -> r.getString("code")))
        .doesNotContain("administrator")
        .containsAll(offices);
    assertThat(
            patch(security(), "secadmin", 2, roles("security_administrator", "auditor")).status())
        .isIn(400, 403);
  }

  /** An administrator from before: the role is still written in the account and gives nothing. */
  @Test
  void an_all_mighty_administrator_of_before_may_nothing_any_more() {
    try (AccessNode before =
        new AccessNode(
            stores.fresh(AccessNode.MIGRATIONS),
            clock,
            AccessNode.cheapRules(),
            AccessNode.plain())) {
      String password = before.access.firstRun().ensureAdministrator().orElseThrow();
      assertThat(before.browser().signIn("admin", password).body().getJsonArray("permissions"))
          .contains("account.*");
    }
    SpatialDatabase old = stores.fresh(AccessNode.MIGRATIONS);
    String password;
    try (AccessNode before =
        new AccessNode(old, clock, AccessNode.cheapRules(), AccessNode.plain())) {
      password = before.access.firstRun().ensureAdministrator().orElseThrow();
    }
    try (AccessNode after = new AccessNode(old, clock, AccessNode.cheapRules(), SEPARATE)) {
      assertThat(after.access.firstRun().ensureAdministrators()).hasSize(3);
      Browser admin = after.browser();
      assertThat(admin.signIn("admin", password).body().getJsonArray("permissions")).isEmpty();
      assertThat(admin.get("/accounts").status()).isEqualTo(403);
      assertThat(admin.send("POST", "/accounts", AccessScene.newAccount("x1")).status())
          .isEqualTo(403);
    }
  }

  @Test
  void an_office_without_a_second_factor_cannot_be_taken_over_by_a_new_password() {
    JsonObject password = new JsonObject().put("password", "Taken-over-99");
    for (String office : List.of("secadmin", "secaudit")) {
      assertThat(system().send("POST", "/accounts/" + office + "/password", password).code())
          .isEqualTo("second-factor-first");
    }
    assertThat(security().send("POST", "/accounts/secaudit/password", password).status())
        .isEqualTo(403);
    assertThat(system().send("POST", "/accounts/secaudit/second-factor/reset", null).status())
        .isEqualTo(403);
    system().send("POST", "/accounts", AccessScene.newAccount("wang"));
    assertThat(system().send("POST", "/accounts/wang/password", password).status()).isEqualTo(200);
  }

  @Test
  void the_last_of_an_office_cannot_go() {
    assertThat(patch(system(), "secadmin", 2, new JsonObject().put("disabled", true)).code())
        .isEqualTo("last-administrator");
    assertThat(patch(security(), "sysadmin", 2, roles()).code()).isEqualTo("last-administrator");
    assertThat(patch(security(), "sysadmin", 2, new JsonObject().put("disabled", true)).code())
        .isEqualTo("last-administrator");
  }

  @Test
  void what_each_may_do_is_what_is_written() {
    Map<String, Set<String>> may =
        people.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e ->
                        e.getValue().get("/session").body().getJsonArray("permissions").stream()
                            .map(String.class::cast)
                            .filter(
                                p ->
                                    p.startsWith("account.")
                                        || p.startsWith("token.")
                                        || p.equals("journal.read")
                                        || p.equals("command.audit"))
                            .collect(Collectors.toSet())));
    assertThat(may.get("sysadmin"))
        .containsExactlyInAnyOrder(
            "account.read",
            "account.create",
            "account.update",
            "account.person",
            "account.password");
    assertThat(may.get("secadmin"))
        .containsExactlyInAnyOrder(
            "account.read", "account.update", "account.rights", "account.second-factor", "token.*");
    assertThat(may.get("secaudit"))
        .containsExactlyInAnyOrder("account.read", "token.read", "journal.read", "command.audit");
  }
}
