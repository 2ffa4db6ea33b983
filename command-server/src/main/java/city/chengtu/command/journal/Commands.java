package city.chengtu.command.journal;

import city.chengtu.command.journal.JournalTable.StoredReceipt;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one path of change. A command runs in one transaction together with its receipt and its
 * journal entries; either all of it is there or nothing.
 *
 * <p>The id is reserved first: a second sender of the same id waits for the first and gets its
 * answer. A refused command leaves a receipt too, so that a retry hears the same reason. Blocking;
 * call it from a worker thread.
 */
public final class Commands {
  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
  private static final int ATTEMPTS = 6;

  /** Nobody waits longer for an answer: after this the sender tries again, with the same id. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final Jdbi jdbi;
  private final Journal journal;
  private final Clock clock;
  private final Consumer<List<JournalEntry>> published;
  private final JournalTable table = new JournalTable();
  private final boolean publishesEarly = DeliberateBug.PUBLISH_BEFORE_COMMIT.isOn();

  /**
   * @param published called after each commit with the entries just written, from the committing
   *     thread: not always in order of number
   */
  public Commands(Jdbi jdbi, Journal journal, Clock clock, Consumer<List<JournalEntry>> published) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.clock = clock;
    this.published = published;
  }

  private record Outcome(Receipt receipt, List<JournalEntry> entries) {}

  /**
   * Runs a command once.
   *
   * @return its receipt: of this run, or of the run that had the id before
   * @throws Refusal when the id was used by another sender or for another request
   */
  public Receipt run(CommandRequest request, Work work) {
    long began = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        Outcome outcome = jdbi.inTransaction(h -> perform(h, request, work));
        if (!outcome.entries().isEmpty()) {
          published.accept(outcome.entries());
        }
        return outcome.receipt();
      } catch (Refusal refusal) {
        return refused(request, refusal);
      } catch (RuntimeException e) {
        boolean late = System.nanoTime() - began > PATIENCE_NANOS;
        if (late || attempt == ATTEMPTS || !TransientFailure.isTransient(e)) {
          throw e;
        }
        LOG.info("command {} {} again after: {}", request.kind(), request.id(), e.getMessage());
        pause(attempt);
      }
    }
  }

  /**
   * For commands that are long before they come to {@link #run}: refuses at once what that would
   * refuse in the end. Not needed for truth.
   *
   * @throws Refusal when the id was used by another sender or for another request
   */
  public void requireOwnId(CommandRequest request) {
    jdbi.useHandle(h -> table.receipt(h, request.id()).ifPresent(r -> requireSame(r, request)));
  }

  /** Whether this id has its final state already. */
  public boolean isKnown(UUID id) {
    return journal.findReceipt(id).isPresent();
  }

  private Outcome perform(Handle h, CommandRequest request, Work work) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (!table.reserve(h, request, now)) {
      return new Outcome(earlier(h, request), List.of());
    }
    CommandContext context = new CommandContext(h, request, now);
    Object answer = work.run(context);
    String written = answer == null ? null : StateJson.write(answer);
    List<JournalEntry> entries = journal.append(h, context);
    long position = entries.isEmpty() ? journal.position(h) : entries.get(entries.size() - 1).seq();
    Receipt receipt =
        new Receipt(
            request.id(),
            request.kind(),
            request.actor().account(),
            Receipt.DONE,
            200,
            written,
            position,
            now);
    table.finish(h, receipt);
    boolean setUp = request.actor().roles().contains("system"); // a start must come to an end
    if (publishesEarly && !setUp && !entries.isEmpty()) {
      published.accept(entries);
      DeliberateBug.slowCommit();
    }
    return new Outcome(receipt, entries);
  }

  private Receipt earlier(Handle h, CommandRequest request) {
    Optional<StoredReceipt> stored = table.receipt(h, request.id());
    StoredReceipt found =
        stored.orElseThrow(() -> new IllegalStateException("receipt gone: " + request.id()));
    requireSame(found, request);
    return found.receipt();
  }

  private static void requireSame(StoredReceipt found, CommandRequest request) {
    if (!found.receipt().account().equals(request.actor().account())
        || !found.digest().equals(request.digest())) {
      throw Refusal.of(
          422,
          "command-id-used",
          "this Idempotency-Key was used for another request; make a new one");
    }
  }

  /**
   * Keeps the refusal as the command's final state; when the id has one already, that one stands.
   */
  private Receipt refused(CommandRequest request, Refusal refusal) {
    if ("command-id-used".equals(refusal.reason().code())) {
      throw refusal;
    }
    return jdbi.inTransaction(
        h -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          if (!table.reserve(h, request, now)) {
            return earlier(h, request);
          }
          Receipt receipt =
              new Receipt(
                  request.id(),
                  request.kind(),
                  request.actor().account(),
                  Receipt.REFUSED,
                  refusal.reason().status(),
                  StateJson.write(problem(refusal.reason())),
                  0,
                  now);
          table.finish(h, receipt);
          return receipt;
        });
  }

  /** The members of a problem (RFC 9457) that are known here; the HTTP side adds the rest. */
  private static Map<String, Object> problem(Refusal.Reason reason) {
    Map<String, Object> problem = new LinkedHashMap<>(reason.extension());
    problem.put("status", reason.status());
    problem.put("code", reason.code());
    problem.put("detail", reason.detail());
    if (!reason.errors().isEmpty()) {
      problem.put("errors", reason.errors());
    }
    return problem;
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(5, 20L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two attempts of a command", e);
    }
  }
}
