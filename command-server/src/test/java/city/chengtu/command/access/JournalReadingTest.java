package city.chengtu.command.access;

import static city.chengtu.command.access.AccessScene.items;
import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.Browser.Reply;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachStore
class JournalReadingTest {
  private final TestStore stores;
  private AccessScene scene;

  JournalReadingTest(TestStore stores) {
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

  private void incident(String id, int version, String organisation, String text) {
    Map<String, Object> state =
        Map.of(
            "id",
            id,
            "description",
            text,
            "phone",
            "13900001111",
            "callers",
            List.of(Map.of("name", "张三", "phone", AccessScene.PHONE)));
    scene.node.commands.run(
        new CommandRequest(UUID.randomUUID(), "incident.create", Actor.system("test"), id + text),
        c -> {
          c.record(
              new Change(
                  "city.chengtu.incident.changed",
                  new Subject("incident", id),
                  version,
                  state,
                  null,
                  organisation));
          return null;
        });
  }

  @Test
  void everyone_reads_of_the_journal_what_they_may_see() {
    incident("i1", 1, "centre", "fire");
    Browser auditor = scene.signedIn("shen", "auditor");
    Browser leader = scene.signedIn("zhou", "shift_leader");
    Reply all = auditor.get("/journal?limit=1000");
    assertThat(items(all))
        .extracting(e -> e.getString("kind"))
        .contains("rules", "account", "session", "incident");
    JsonObject seen =
        items(all).stream()
            .filter(e -> e.getString("kind").equals("incident"))
            .findFirst()
            .orElseThrow();
    assertThat(seen.getJsonObject("data").fieldNames())
        .containsExactlyInAnyOrder("id", "description");
    Reply some = leader.get("/journal?limit=1000");
    assertThat(items(some)).extracting(e -> e.getString("kind")).containsOnly("incident");
    assertThat(some.body().toString()).contains(AccessScene.PHONE);
    assertThat(scene.admin.get("/journal").status()).isEqualTo(403);
  }

  @Test
  void the_journal_comes_in_pages_without_gap_or_repeat() {
    for (int i = 0; i < 25; i++) {
      incident("i" + i, 1, null, "n" + i);
    }
    Browser leader = scene.signedIn("zhou", "shift_leader");
    StringBuilder seen = new StringBuilder();
    String since = "0";
    while (since != null) {
      Reply page = leader.get("/journal?kind=incident&limit=4&since=" + since);
      seen.append(
          items(page).stream()
              .map(e -> e.getString("subject") + " ")
              .collect(Collectors.joining()));
      since = page.body().getString("next");
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      expected.append('i').append(i).append(' ');
    }
    assertThat(seen.toString()).isEqualTo(expected.toString());
    assertThat(items(leader.get("/journal?subject=incident/i7")))
        .extracting(e -> e.getString("subject"))
        .containsExactly("i7");
    assertThat(leader.get("/journal?subject=i7").status()).isEqualTo(400);
    assertThat(leader.get("/journal?since=x").status()).isEqualTo(400);
  }

  @Test
  void history_shows_an_object_as_it_was() {
    incident("i1", 1, "centre", "smoke");
    Instant before = scene.clock.instant();
    scene.clock.advance(Duration.ofMinutes(10));
    incident("i1", 2, "centre", "fire");
    Browser leader = scene.signedIn("zhou", "leader");
    assertThat(description(leader.get("/history/incident/i1"))).isEqualTo("fire");
    assertThat(description(leader.get("/history/incident/i1?at=" + before.plusSeconds(1))))
        .isEqualTo("smoke");
    assertThat(leader.get("/history/incident/i1?at=" + before.minusSeconds(1)).status())
        .isEqualTo(404);
    assertThat(leader.get("/history/incident/i1").body().toString())
        .as("hidden from leaders")
        .doesNotContain(AccessScene.PHONE)
        .contains("张三");
    assertThat(leader.get("/history/incident/i1?at=yesterday").status()).isEqualTo(400);
  }

  private static String description(Reply reply) {
    return reply.body().getJsonObject("data").getString("description");
  }

  @Test
  void what_one_may_not_see_is_not_there() {
    incident("i1", 1, "gas", "leak");
    scene.create("qi", "department");
    scene.patch("qi", 1, new JsonObject().put("organisation", "water").put("area", "510104"));
    Browser handler = scene.node.browser();
    handler.signIn("qi", AccessScene.PASSWORD);
    assertThat(handler.get("/history/incident/i1").status()).isEqualTo(404);
    scene.patch("qi", 2, new JsonObject().put("organisation", "gas"));
    assertThat(handler.get("/history/incident/i1").status()).isEqualTo(200);
  }

  @Test
  void a_receipt_is_for_its_sender_and_the_auditor() {
    String key = UUID.randomUUID().toString();
    scene.admin.send(
        "POST", "/accounts", AccessScene.newAccount("wang", "operator"), "Idempotency-Key", key);
    Reply own = scene.admin.get("/commands/" + key);
    assertThat(own.body().getString("state")).isEqualTo("done");
    assertThat(own.body().getJsonObject("answer").getString("account")).isEqualTo("wang");
    assertThat(own.body().toString()).doesNotContain(AccessScene.PHONE);
    Browser auditor = scene.signedIn("shen", "auditor");
    assertThat(auditor.get("/commands/" + key).body().getString("account")).isEqualTo("admin");
    assertThat(auditor.get("/commands/" + key).body().containsKey("answer")).isFalse();
    Browser wang = scene.node.browser();
    wang.signIn("wang", AccessScene.PASSWORD);
    assertThat(wang.get("/commands/" + key).status()).isEqualTo(404);
    assertThat(wang.get("/commands/not-a-uuid").status()).isEqualTo(400);
  }
}
