package city.chengtu.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Everything access writes is read back as text and searched for what must not be there. */
@EachStore
class NoSecretsKeptTest {
  private static final String TYPED_INTO_WRONG_FIELD = "My-secret-password-7";
  private final TestStore stores;

  NoSecretsKeptTest(TestStore stores) {
    this.stores = stores;
  }

  @Test
  void no_password_cookie_or_token_is_kept_and_every_act_is_in_the_journal() throws Exception {
    try (AccessScene scene = new AccessScene(stores)) {
      List<String> secrets = act(scene);
      List<String> tables =
          List.of("journal_entry", "command", "access_session", "access_token", "access_account");
      for (String table : tables) {
        String all = dump(scene, table);
        for (String secret : secrets) {
          assertThat(all).as(table).doesNotContain(secret);
        }
      }
      String journal = dump(scene, "journal_entry");
      assertThat(journal)
          .contains("city.chengtu.access.rules.changed")
          .contains("city.chengtu.account.created")
          .contains("city.chengtu.account.changed")
          .contains("city.chengtu.account.password-changed")
          .contains("city.chengtu.account.locked")
          .contains("city.chengtu.session.opened")
          .contains("city.chengtu.session.closed")
          .contains("city.chengtu.session.refused")
          .contains("city.chengtu.token.created")
          .contains("city.chengtu.token.revoked")
          .contains("wrong-password")
          .contains("unknown-account")
          .contains("too-many-attempts")
          .doesNotContain("argon2id$")
          .doesNotContain(AccessScene.PHONE);
      noDigestOfAPassword(scene);
    }
  }

  /** Does everything that can be done, and tells which secrets were used. */
  private static List<String> act(AccessScene scene) {
    List<String> secrets = new ArrayList<>(List.of(scene.adminPassword, AccessScene.PASSWORD));
    Browser wang = scene.signedIn("wang", "operator");
    secrets.add(wang.cookie);
    secrets.add(wang.csrf);
    wang.send(
        "POST",
        "/accounts/wang/password",
        new JsonObject().put("current", AccessScene.PASSWORD).put("password", "Brand-new-horse-1"));
    secrets.add("Brand-new-horse-1");
    secrets.add(wang.cookie);
    wang.csrf = wang.get("/session").body().getString("csrfToken");
    wang.send("DELETE", "/session", null);
    Reply token =
        scene.admin.send(
            "POST",
            "/tokens",
            new JsonObject()
                .put("account", "wang")
                .put("name", "gateway")
                .put("scopes", new JsonArray().add("unit.read")));
    secrets.add(token.body().getString("secret"));
    scene.admin.send("DELETE", "/tokens/" + token.body().getString("id"), null);
    scene.patch("wang", 2, new JsonObject().put("name", "王小丽"));
    for (int i = 0; i < scene.rules.signIn().attemptsPerAccount() + 1; i++) {
      scene.node.browser().signIn("wang", "Wrong-password-" + i + "-x");
    }
    secrets.add("Wrong-password-");
    scene.node.browser().signIn(TYPED_INTO_WRONG_FIELD, "x");
    secrets.add(TYPED_INTO_WRONG_FIELD);
    secrets.add(TYPED_INTO_WRONG_FIELD.toLowerCase(Locale.ROOT));
    return secrets;
  }

  private static String dump(AccessScene scene, String table) {
    return scene
        .store
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("select * from " + table).mapToMap().list().stream()
                    .map(row -> row.values().stream().map(String::valueOf))
                    .map(values -> values.collect(Collectors.joining("|")))
                    .collect(Collectors.joining("\n")));
  }

  /** The receipt's digest is a fast hash of the request: it must not cover a password. */
  private static void noDigestOfAPassword(AccessScene scene) throws Exception {
    String content =
        "account.password\nPOST /api/v1/accounts/wang/password\n"
            + new JsonObject().put("password", "Brand-new-horse-1").encode();
    String digests = dump(scene, "command");
    assertThat(digests).doesNotContain(sha256(content)).contains("account.own-password");
    assertThat(digests)
        .as("what it does cover")
        .contains(sha256("account.own-password\nPOST /api/v1/accounts/wang/password\n\"\""));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
