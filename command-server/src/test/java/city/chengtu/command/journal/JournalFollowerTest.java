package city.chengtu.command.journal;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.gis.store.EachStore;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@EachStore
class JournalFollowerTest {
  private final SpatialDatabase database;

  JournalFollowerTest(TestStore store) {
    database = store.fresh("db/command/common");
  }

  /**
   * Offers come late, twice, out of order or never: what is delivered is every number once, in
   * order.
   */
  @Test
  void deliversEveryEntryOnceAndInOrderWhateverIsOffered() throws InterruptedException {
    long seed = 20261122;
    Random random = new Random(seed);
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    List<Long> delivered = Collections.synchronizedList(new ArrayList<>());
    try (JournalFollower follower = new JournalFollower(journal, Duration.ofMillis(50))) {
      follower.listen(entries -> entries.forEach(e -> delivered.add(e.seq())));
      follower.start();
      long start = follower.position();
      List<List<JournalEntry>> held = new ArrayList<>();
      Commands commands = new Commands(database.jdbi(), journal, Clock.systemUTC(), held::add);
      for (int i = 0; i < 200; i++) {
        String text = "t" + i;
        commands.run(CommandsTest.request("note.add", text), c -> CommandsTest.note(c, "n", text));
        if (held.size() >= 8) {
          Collections.shuffle(held, random);
          for (List<JournalEntry> offer : held) {
            if (random.nextInt(4) > 0) { // one in four is lost
              follower.offer(offer);
            }
            if (random.nextInt(4) == 0) { // one in four comes again
              follower.offer(offer);
            }
          }
          held.clear();
        }
      }
      long end = journal.position();
      for (int wait = 0; wait < 200 && follower.position() < end; wait++) {
        Thread.sleep(20);
      }
      assertThat(delivered)
          .as("seed %s", seed)
          .containsExactlyElementsOf(LongStream.rangeClosed(start + 1, end).boxed().toList());
    }
  }

  /** Offers may come without a pause; how old the truth is must still be known. */
  @Test
  void theHeadIsReadHoweverManyOffersCome() throws InterruptedException {
    Journal journal = new Journal(database.jdbi(), Clock.systemUTC(), Chain.SHA_256);
    try (JournalFollower follower = new JournalFollower(journal, Duration.ofMillis(50))) {
      List<Long> reads = Collections.synchronizedList(new ArrayList<>());
      follower.listenReads(reads::add);
      follower.start();
      for (int i = 0; i < 100_000 && reads.size() < 5; i++) {
        follower.offer(List.of());
        Thread.sleep(1);
      }
      assertThat(reads).hasSizeGreaterThanOrEqualTo(5).isSorted().doesNotHaveDuplicates();
      assertThat(follower.readNanos()).isGreaterThanOrEqualTo(reads.get(4));
    }
  }
}
