package city.chengtu.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

@EachStore
class CommandsTest {
  private final SpatialDatabase database;
  private final List<JournalEntry> published = Collections.synchronizedList(new ArrayList<>());
  private Journal journal;
  private Commands commands;

  CommandsTest(TestStore store) {
    database = store.database("db/command/common");
  }

  @BeforeEach
  void open() {
    journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), published::addAll);
  }

  @Test
  void theSameIdHappensOnceAndGivesTheSameAnswer() {
    CommandRequest request = request("note.add", "hello");
    long before = journal.position();

    Receipt first = commands.run(request, c -> note(c, "n1", "hello"));
    Receipt second = commands.run(request, c -> note(c, "n1", "never run"));

    assertThat(second).isEqualTo(first);
    assertThat(first.answer()).isEqualTo("{\"text\":\"hello\"}");
    assertThat(journal.position()).isEqualTo(before + 1);
    assertThat(journal.findReceipt(request.id())).contains(first);
  }

  @Test
  void anIdUsedForAnotherRequestOrByAnotherSenderIsRefused() {
    CommandRequest request = request("note.add", "one");
    commands.run(request, c -> note(c, "n2", "one"));

    CommandRequest otherContent =
        new CommandRequest(request.id(), request.kind(), request.actor(), "two");
    CommandRequest otherSender =
        new CommandRequest(request.id(), request.kind(), someone("x"), request.content());

    for (CommandRequest bad : List.of(otherContent, otherSender)) {
      assertThatThrownBy(() -> commands.run(bad, c -> note(c, "n2", "two")))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("command-id-used");
    }
  }

  @Test
  void aRefusedCommandChangesNothingAndARetryHearsTheSameReason() {
    CommandRequest request = request("note.add", "bad");
    long before = journal.position();

    Receipt refused =
        commands.run(
            request,
            c -> {
              note(c, "n3", "half done");
              throw Refusal.conflict("taken", "someone has it", Map.of("holder", "2607"));
            });

    assertThat(refused.refused()).isTrue();
    assertThat(refused.answer()).contains("\"code\":\"taken\"").contains("2607");
    assertThat(commands.run(request, c -> note(c, "n3", "now it would work"))).isEqualTo(refused);
    assertThat(journal.position()).isEqualTo(before);
    assertThat(journal.ofSubject(new Subject("note", "n3"), 0, 10)).isEmpty();
  }

  @Test
  void aFailureLeavesNoReceiptSoThatARetryCanSucceed() {
    CommandRequest request = request("note.add", "oops");
    assertThatThrownBy(
            () ->
                commands.run(
                    request,
                    c -> {
                      note(c, "n4", "x");
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");
    assertThat(journal.findReceipt(request.id())).isEmpty();
    assertThat(commands.run(request, c -> note(c, "n4", "x")).state()).isEqualTo(Receipt.DONE);
  }

  @Test
  void manyWritersMakeOneGaplessChainAndEveryEntryIsPublishedOnce() throws Exception {
    int writers = 8;
    int each = 25;
    long before = journal.position();
    published.clear();
    List<Callable<Void>> work = new ArrayList<>();
    for (int w = 0; w < writers; w++) {
      String name = "w" + w;
      work.add(
          () -> {
            for (int i = 0; i < each; i++) {
              int n = i;
              commands.run(request("note.add", name + n), c -> note(c, name, "text " + n));
            }
            return null;
          });
    }
    runAll(work);

    List<Long> numbers = journal.since(before, 1_000).stream().map(JournalEntry::seq).toList();
    assertThat(numbers).hasSize(writers * each).isSorted().doesNotHaveDuplicates();
    assertThat(numbers.get(numbers.size() - 1)).isEqualTo(before + (long) writers * each);
    assertThat(published.stream().map(JournalEntry::seq))
        .containsExactlyInAnyOrderElementsOf(numbers);
    assertThat(verify().fault()).isEmpty();
  }

  @Test
  void manySendersOfOneIdGetOneResult() throws Exception {
    CommandRequest request = request("note.add", "storm");
    long before = journal.position();
    List<Callable<Receipt>> work =
        Collections.nCopies(12, () -> commands.run(request, c -> note(c, "storm", "once")));
    List<Receipt> receipts = runAll(work);
    assertThat(receipts).containsOnly(receipts.get(0));
    assertThat(journal.position()).isEqualTo(before + 1);
  }

  @Test
  void aSubjectIsReadAsOfAPastMoment() {
    commands.run(request("note.add", "a"), c -> note(c, "past", "first"));
    JournalEntry first = journal.ofSubject(new Subject("note", "past"), 0, 1).get(0);
    commands.run(request("note.add", "b"), c -> note(c, "past", "second"));

    Subject subject = new Subject("note", "past");
    assertThat(journal.asOf(subject, first.time()).orElseThrow().data()).contains("first");
    assertThat(journal.asOf(subject, Instant.now()).orElseThrow().data()).contains("second");
    assertThat(journal.asOf(subject, first.time().minusSeconds(1))).isEmpty();
  }

  AuditVerifier.Report verify() {
    return new AuditVerifier(database.jdbi(), Chain.SHA_256, Set.of(), Set.of()).verify(seq -> {});
  }

  static Actor someone(String account) {
    return new Actor(account, account, "", "", Set.of(), Set.of(), "seat-1", "operator");
  }

  static CommandRequest request(String kind, String content) {
    return new CommandRequest(UUID.randomUUID(), kind, Actor.system("test"), content);
  }

  static Object note(CommandContext context, String id, String text) {
    Map<String, String> state = Map.of("text", text);
    context.record(
        new Change(
            "city.chengtu.note.added",
            new Subject("note", id),
            1,
            state,
            new GeometryFactory().createPoint(new Coordinate(112.98765432109876, 28.2)),
            "org-1"));
    return state;
  }

  static <T> List<T> runAll(List<Callable<T>> work)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(work.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : pool.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }
}
