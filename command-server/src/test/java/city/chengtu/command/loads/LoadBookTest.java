package city.chengtu.command.loads;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@EachStore
class LoadBookTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final SpatialDatabase database;
  private final Commands commands;
  private final LoadBook book;

  LoadBookTest(TestStore store) {
    database = store.database("db/command/common");
    Journal journal = new Journal(database.jdbi(), CLOCK, Chain.SHA_256);
    commands = new Commands(database.jdbi(), journal, CLOCK, entries -> {});
    book = new LoadBook(database.jdbi(), commands);
  }

  private LoadRecord made(UUID spool) {
    UUID id = UUID.randomUUID();
    commands.run(
        new CommandRequest(UUID.randomUUID(), "layer.load", Actor.system("test"), ""),
        c -> {
          book.insert(
              c,
              new LoadRecord(
                  id,
                  "planner",
                  "housing",
                  c.now(),
                  c.now(),
                  LoadState.DRAFT,
                  "管线.zip",
                  7,
                  List.of("管线.zip"),
                  spool,
                  LoadOptions.NONE,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  null,
                  1));
          return null;
        });
    return find(id);
  }

  private LoadRecord find(UUID id) {
    return database.jdbi().withHandle(h -> book.table().find(h, id)).orElseThrow();
  }

  private void begin(LoadRecord load) {
    commands.run(
        new CommandRequest(UUID.randomUUID(), "layer.load", Actor.system("test"), ""),
        c -> {
          book.update(c, load.running("commit"), "started");
          return null;
        });
  }

  @Test
  void whatRanWhenTheServerWentDownIsToldSoAndCanBeRunAgain() {
    UUID spool = UUID.randomUUID();
    LoadRecord load = made(spool);
    begin(load);
    UUID elsewhere = UUID.randomUUID();
    begin(made(elsewhere));
    List<UUID> left = database.jdbi().withHandle(h -> book.table().running(h, spool));
    assertThat(left).containsExactly(load.id());
    left.forEach(book::interrupted);
    LoadRecord now = find(load.id());
    assertThat(now.state()).isEqualTo(LoadState.INTERRUPTED);
    assertThat(now.state().open()).isTrue();
    assertThat(now.problemCode()).isEqualTo("interrupted");
    assertThat(now.job()).isNull();
  }

  @Test
  void notesAreKeptWithWhatNoDatabaseHolds() {
    LoadRecord load = made(UUID.randomUUID());
    begin(load);
    String odd = "a\0b\ud800" + "长".repeat(3_000);
    book.tried(
        load.id(),
        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
        List.of(new LoadTable.Note(3, "error", "text-broken", "x", "名称", odd, odd)));
    List<LoadTable.Note> notes =
        database.jdbi().withHandle(h -> book.table().notes(h, load.id(), 0, 10));
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0).message()).hasSizeLessThanOrEqualTo(2_000).startsWith("a\ufffdb");
    assertThat(find(load.id()).state()).isEqualTo(LoadState.DRAFT);
  }

  @Test
  void anUntouchedDraftExpiresAndARunningOneDoesNot() {
    LoadRecord old = made(UUID.randomUUID());
    LoadRecord runs = made(UUID.randomUUID());
    begin(runs);
    Instant later = CLOCK.instant().plus(Duration.ofDays(1));
    List<UUID> untouched = database.jdbi().withHandle(h -> book.table().untouchedSince(h, later));
    assertThat(untouched).contains(old.id()).doesNotContain(runs.id());
    book.expire(old.id());
    book.expire(runs.id());
    boolean there = database.jdbi().withHandle(h -> book.table().find(h, old.id()).isPresent());
    assertThat(there).isFalse();
    assertThat(find(runs.id()).state()).isEqualTo(LoadState.RUNNING);
  }
}
