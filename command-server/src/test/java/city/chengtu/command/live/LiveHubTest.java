package city.chengtu.command.live;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.Areas;
import city.chengtu.command.access.RulesSeed;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalFollower;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.TestStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EachStore
class LiveHubTest {
  private static final Actor EVERYTHING = Actor.system("test");
  private static final UnitMoves NO_MOVES =
      new UnitMoves() {
        @Override
        public List<UnitMove> takeMoved() {
          return List.of();
        }

        @Override
        public List<UnitMove> all() {
          return List.of();
        }
      };

  private final TestStore store;
  private Vertx vertx;
  private Workers workers;
  private JournalFollower follower;
  private Commands commands;
  private Journal journal;
  private LiveHub hub;
  private volatile List<String> degraded = List.of();

  LiveHubTest(TestStore store) {
    this.store = store;
  }

  /** A client that keeps what it hears, and can refuse to take more. */
  private static final class Listener implements Wire {
    private final List<JsonObject> events = new ArrayList<>();
    private volatile boolean full;
    private volatile String closed;
    private volatile long position;
    private LiveClient client;

    @Override
    public synchronized void send(long at, Frame frame) {
      new JsonArray(frame.json()).forEach(e -> events.add((JsonObject) e));
      position = at;
    }

    @Override
    public void flush() {}

    @Override
    public boolean full() {
      return full;
    }

    @Override
    public void close(int code, String reason) {
      closed = code + " " + reason;
    }

    synchronized List<Long> entries() {
      return events.stream()
          .filter(e -> e.containsKey("position"))
          .map(e -> e.getLong("position"))
          .toList();
    }

    /** The data of the beats heard so far. */
    synchronized List<JsonObject> beats() {
      return events.stream()
          .filter(e -> e.getString("type").equals("city.chengtu.live.beat"))
          .map(e -> e.getJsonObject("data"))
          .toList();
    }

    synchronized List<String> types() {
      return events.stream().map(e -> e.getString("type")).toList();
    }
  }

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    workers = new Workers(vertx, "test", 4, 1_000);
    var database = store.fresh("db/command/common");
    journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    follower = new JournalFollower(journal, Duration.ofMillis(100));
    commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), follower::offer);
    follower.start();
    hub = hubThatHeardNothing();
  }

  @AfterEach
  void close() {
    follower.close();
    workers.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      commands.run(
          CommandRequest.bySystem("note.add", "test"),
          c -> {
            c.record(
                Change.of(
                    "city.chengtu.note.added", new Subject("note", "n"), 1, Map.of("text", "x")));
            return null;
          });
    }
  }

  private Listener join(long since) throws Exception {
    Listener listener = new Listener();
    CompletableFuture<LiveClient> joined = new CompletableFuture<>();
    Sender sender = new Sender(EVERYTHING, "token", () -> Future.succeededFuture(EVERYTHING));
    hub.join(listener, sender, since, joined::complete);
    listener.client = joined.get(5, TimeUnit.SECONDS);
    return listener;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 500; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("waited 10 s in vain: " + what);
  }

  @Test
  void aClientHearsEverythingAfterItsSnapshotOnceAndInOrder() throws Exception {
    write(30);
    Listener fromTen = join(10);
    await("the hub has heard of all there is", () -> fromTen.position >= 30);
    Listener fromNow = join(-1);
    write(20);
    await("all heard", () -> fromTen.entries().size() >= 40 && fromNow.entries().size() >= 20);
    assertThat(fromTen.entries()).containsExactlyElementsOf(range(11, 50));
    assertThat(fromNow.entries()).containsExactlyElementsOf(range(31, 50));
  }

  @Test
  void clientsThatComeAndGoHearEveryEntryExactlyOnceOverAllTheirConnections() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    List<Long> heard = new ArrayList<>();
    Listener current = join(0);
    for (int round = 0; round < 12; round++) {
      write(random.nextInt(15));
      if (random.nextBoolean()) {
        Thread.sleep(random.nextInt(30));
      }
      hub.leave(current.client);
      Thread.sleep(5);
      write(random.nextInt(5));
      heard.addAll(current.entries());
      long last = heard.isEmpty() ? 0 : heard.get(heard.size() - 1);
      current = join(last);
    }
    write(1);
    long end = journal.position();
    Listener lastOne = current;
    await("the end", () -> lastOne.position >= end);
    heard.addAll(lastOne.entries());
    assertThat(heard).as("seed %s", seed).containsExactlyElementsOf(range(1, end));
  }

  @Test
  void aSlowClientLosesNothingAndHoldsUpNobody() throws Exception {
    Listener slow = join(0);
    Listener quick = join(0);
    slow.full = true;
    write(100);
    await("the quick one has all", () -> quick.entries().size() == 100);
    assertThat(slow.entries()).isEmpty();
    slow.full = false;
    hub.drained(slow.client);
    await("the slow one caught up", () -> slow.entries().size() == 100);
    assertThat(slow.entries()).containsExactlyElementsOf(range(1, 100));
  }

  @Test
  void onlyWhatTheClientWantsIsSent() throws Exception {
    Listener listener = join(0);
    hub.interest(listener.client, Set.of("incident"), null);
    write(5);
    await("position moved on", () -> listener.position >= 5);
    assertThat(listener.entries()).isEmpty();
    assertThat(listener.types()).contains("city.chengtu.live.beat");
  }

  @Test
  void aBeatTellsThePositionEverySecond() throws Exception {
    Listener listener = join(0);
    write(3);
    await(
        "a beat at 3",
        () -> {
          synchronized (listener) {
            return listener.events.stream()
                .anyMatch(
                    e ->
                        e.getString("type").equals("city.chengtu.live.beat")
                            && e.getJsonObject("data").getLong("position") == 3);
          }
        });
    assertThat(listener.closed).isNull();
  }

  @Test
  void aBeatTellsWhenTheHeadWasTrulyReadAndWhatIsDegraded() throws Exception {
    Listener listener = join(-1);
    await("a fresh beat", () -> listener.beats().stream().anyMatch(b -> age(b) < 1_000));
    assertThat(listener.beats()).noneMatch(b -> b.containsKey("degraded"));
    degraded = List.of("database");
    follower.close(); // nobody reads the head any more, but the hub goes on
    await("an old beat", () -> listener.beats().stream().anyMatch(b -> age(b) > 2_000));
    JsonObject last = listener.beats().get(listener.beats().size() - 1);
    assertThat(last.getJsonArray("degraded")).isEqualTo(new JsonArray().add("database"));
  }

  /** It waits for the database with what it lacks: its beats must not say that it is up to date. */
  @Test
  void aClientThatIsBehindIsToldNothingFresh() throws Exception {
    write(3);
    await("the hub has heard", () -> follower.position() >= 3);
    CompletableFuture<Void> release = new CompletableFuture<>();
    for (int i = 0; i < 4; i++) {
      var held = workers.run(() -> release.get(20, TimeUnit.SECONDS));
      assertThat(held.isComplete()).isFalse();
    }
    hub = hubThatHeardNothing();
    Listener behind = join(0);
    await("two beats", () -> behind.beats().size() >= 2);
    assertThat(behind.beats())
        .allMatch(b -> b.getInstant("readAt").equals(Instant.EPOCH))
        .allMatch(b -> b.getLong("position") == 0 && b.getLong("head") == 3);
    release.complete(null);
    await("caught up", () -> behind.beats().stream().anyMatch(b -> age(b) < 3_000));
    assertThat(behind.entries()).containsExactlyElementsOf(range(1, 3));
  }

  private LiveHub hubThatHeardNothing() {
    AccessPolicy policy = new AccessPolicy(RulesSeed::read, Areas.NONE, Clock.systemUTC());
    return new LiveHub(
        vertx, journal, follower, workers, policy, NO_MOVES, Clock.systemUTC(), () -> degraded);
  }

  private static long age(JsonObject beat) {
    return Duration.between(beat.getInstant("readAt"), beat.getInstant("at")).toMillis();
  }

  @Test
  void aClientAheadOfTheJournalIsToldToLoadAnew() throws Exception {
    Listener fromALostHistory = join(journal.position() + 5);
    await("reload", () -> fromALostHistory.closed != null);
    assertThat(fromALostHistory.closed).startsWith(Integer.toString(LiveHub.RELOAD));
    assertThat(fromALostHistory.types()).contains("city.chengtu.live.reload");

    Listener upToDate = join(journal.position());
    write(3);
    await("three entries", () -> upToDate.entries().size() == 3);
    assertThat(upToDate.closed).isNull();
  }

  @Test
  void aStoppingServerHandsItsClientsOver() throws Exception {
    Listener listener = join(-1);
    hub.close();
    await("cut", () -> listener.closed != null);
    assertThat(listener.closed).isEqualTo("1001 server stops");
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }
}
