package city.chengtu.command.access;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A new city with one node and its administrator signed in. */
final class AccessScene implements AutoCloseable {
  static final String PASSWORD = "Correct-horse-9";
  static final String PHONE = "13812345678";

  final TestClock clock = new TestClock();
  final AccessRules rules = AccessNode.cheapRules();
  final SpatialDatabase store;
  final AccessNode node;
  final String adminPassword;
  final Browser admin;

  AccessScene(TestStore stores) {
    store = stores.fresh(AccessNode.MIGRATIONS);
    node = new AccessNode(store, clock, rules, AccessNode.plain());
    adminPassword = node.access.firstRun().ensureAdministrator().orElseThrow();
    admin = node.browser();
    if (admin.signIn("admin", adminPassword).status() != 200) {
      throw new IllegalStateException("the first administrator cannot sign in");
    }
  }

  /** A further node on the same store, with which the relay is cut. */
  AccessNode secondNode() {
    return new AccessNode(store, clock, rules, AccessNode.plain());
  }

  Reply create(String account, String... roles) {
    return admin.send("POST", "/accounts", newAccount(account, roles));
  }

  static JsonObject newAccount(String account, String... roles) {
    return new JsonObject()
        .put("account", account)
        .put("name", "王丽")
        .put("organisation", "centre")
        .put("phone", PHONE)
        .put("roles", new JsonArray(List.of(roles)))
        .put("password", PASSWORD)
        .put("mustChange", false);
  }

  /** Makes the account and signs it in. */
  Browser signedIn(String account, String... roles) {
    Reply made = create(account, roles);
    Browser browser = node.browser();
    Reply opened = browser.signIn(account, PASSWORD);
    if (made.status() != 200 || opened.status() != 200) {
      throw new IllegalStateException(made.body() + " " + opened.body());
    }
    return browser;
  }

  Reply patch(String account, long version, JsonObject change) {
    return admin.send("PATCH", "/accounts/" + account, change, "If-Match", "\"" + version + "\"");
  }

  JsonObject account(String name) {
    return items(admin.get("/accounts?limit=1000")).stream()
        .filter(a -> a.getString("account").equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<JsonObject> items(Reply reply) {
    return reply.body().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  @Override
  public void close() {
    node.close();
    store.close();
  }
}
