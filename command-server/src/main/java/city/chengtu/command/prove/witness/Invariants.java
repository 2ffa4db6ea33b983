package city.chengtu.command.prove.witness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongUnaryOperator;

/**
 * The promises of the server, checked from outside: from the ledgers of writers and watchers, the
 * public interface and feeds, and the database. README.md says why each is checked the way it is.
 *
 * <p>May be asked while writers and watchers work; then what came after the beginning of the check
 * is left for the next one. The nodes given must answer.
 */
public final class Invariants {
  /** The feed resumes no further back than 100,000 entries; what is older was checked before. */
  private static final long REPLAY = 99_000;

  private static final int SAMPLE = 200;
  private static final int HISTORIES = 25;
  private static final String STATE_READER = TokenFile.WRITERS.get(0);

  private final LedgerReader writers;
  private final LedgerReader watchers;
  private final TokenFile tokens;
  private final JdbcTarget database;
  private final HttpReading http;
  private final Findings findings = new Findings();
  private final Truth truth = new Truth(findings);
  private final Copy folded = new Copy();

  private Invariants(Path ledger, List<URI> nodes, TokenFile tokens, JdbcTarget database) {
    this.writers = new LedgerReader(ledger, "writer-");
    this.watchers = new LedgerReader(ledger, "watcher-");
    this.tokens = tokens;
    this.database = database;
    this.http = nodes.isEmpty() ? null : new HttpReading(nodes, tokens);
    if (nodes.isEmpty() && database == null) {
      throw new IllegalArgumentException("nodes or a database are needed");
    }
  }

  /**
   * Checks everything that can be reached.
   *
   * @param nodes base addresses of nodes that answer; empty when none runs: then only ledgers and
   *     database are compared
   * @param database null when nobody else can open it, as an embedded store in use: then the
   *     journal is read from a node, and chain and tables are not checked, which the findings say
   * @throws IOException when a node stops answering meanwhile
   * @throws SQLException when the database does
   */
  public static Findings check(Path ledger, List<URI> nodes, TokenFile tokens, JdbcTarget database)
      throws IOException, SQLException, InterruptedException {
    return new Invariants(ledger, nodes, tokens, database).run();
  }

  private Findings run() throws IOException, SQLException, InterruptedException {
    Snapshot fresh = http == null ? null : http.snapshot(STATE_READER);
    Map<String, CommandLog> commands = CommandLog.read(writers);
    if (database == null) {
      http.journal(truth::add);
      findings.unchecked("chain, tables and receipts nobody asked for: the database is in use");
      commands(commands.values(), http);
    } else {
      readDatabase(commands.values());
    }
    findings.count("entries", truth.head());
    Map<String, Expected> expected = http == null ? Map.of() : replays();
    clients(commands.values(), expected);
    if (fresh != null) {
      state(fresh);
    }
    return findings;
  }

  private void readDatabase(Collection<CommandLog> commands) throws SQLException {
    try (DatabaseReading reading = new DatabaseReading(database)) {
      reading.journal(truth::add);
      reading.tables(truth, findings);
      commands(commands, reading);
      reading.chain(findings);
      if (http != null) {
        receiptsOverHttp(commands, reading);
      }
    }
  }

  private void commands(Collection<CommandLog> commands, Receipts receipts) {
    int every = receipts.complete() ? 1 : Math.max(1, commands.size() / SAMPLE);
    Random random = new Random(commands.size());
    new CommandCheck(truth, receipts, findings)
        .check(commands, command -> random.nextInt(every) == 0);
  }

  /** What the interface says of some commands must be what the database says. */
  private void receiptsOverHttp(Collection<CommandLog> commands, Receipts kept) {
    List<CommandLog> known = new ArrayList<>(commands);
    Random random = new Random(known.size());
    for (int i = 0; i < Math.min(SAMPLE, known.size()); i++) {
      String id = known.get(random.nextInt(known.size())).id;
      kept.find(id)
          .filter(receipt -> !http.find(id).equals(java.util.Optional.of(receipt)))
          .ifPresent(
              receipt ->
                  findings.add(
                      Violation.ANSWER_DIFFERS,
                      receipt.position(),
                      "receipt of "
                          + id
                          + " is kept as "
                          + receipt
                          + ", told as "
                          + http.find(id)));
      findings.count("receipts read over HTTP", 1);
    }
  }

  /** A fresh reading of the feed by each account, all at the same time. */
  private Map<String, Expected> replays() throws IOException, InterruptedException {
    List<String> accounts =
        java.util.stream.Stream.of(TokenFile.WRITERS, TokenFile.ONLOOKERS)
            .flatMap(group -> tokens.known(group).stream())
            .toList();
    ExecutorService all = Executors.newFixedThreadPool(accounts.size());
    try {
      Map<String, Future<Expected>> reading = new LinkedHashMap<>();
      accounts.forEach(a -> reading.put(a, all.submit(() -> replay(a))));
      Map<String, Expected> expected = new LinkedHashMap<>();
      for (Map.Entry<String, Future<Expected>> one : reading.entrySet()) {
        expected.put(one.getKey(), one.getValue().get());
      }
      return expected;
    } catch (ExecutionException e) {
      throw new IOException("a fresh reading of the feed failed: " + e.getCause(), e.getCause());
    } finally {
      all.shutdownNow();
    }
  }

  private Expected replay(String account) throws IOException, InterruptedException {
    long since = Math.max(0, truth.head() - REPLAY);
    Expected expected = new Expected(since);
    boolean folds = account.equals(STATE_READER);
    http.replay(
        account,
        since,
        frame -> {
          for (Frames.Heard entry : frame.entries()) {
            expected.add(entry.position(), entry.digest());
            compareWithJournal(account, entry);
            if (folds) {
              folded.apply(entry.event());
            }
          }
        },
        position -> {
          expected.reach(position);
          return position >= truth.head();
        });
    return expected;
  }

  /** The reading that others are held to must itself be what is in the journal. */
  private void compareWithJournal(String account, Frames.Heard heard) {
    JsonNode event = heard.event();
    truth
        .at(heard.position())
        .filter(
            row ->
                !(row.type().equals(event.path("type").asText())
                    && row.subject().equals(heard.subject())
                    && row.version() == event.path("version").asLong()
                    && row.command().equals(event.path("commandid").asText())
                    && row.time().equals(java.time.Instant.parse(event.path("time").asText()))))
        .ifPresent(
            row -> {
              synchronized (findings) {
                findings.add(
                    Violation.DELIVERY_DIFFERS,
                    heard.position(),
                    "the feed tells " + account + " " + event + ", the journal has " + row);
              }
            });
  }

  private void clients(Collection<CommandLog> commands, Map<String, Expected> expected) {
    Expected nothing = new Expected(0);
    if (expected.isEmpty()) {
      findings.unchecked("who was owed which entry: no node runs that could be asked");
    }
    ClientLog.Against against =
        new ClientLog.Against(
            truth, account -> expected.getOrDefault(account, nothing), acknowledged(commands));
    Map<Integer, ClientLog> clients = new TreeMap<>();
    watchers.forEach(
        line ->
            clients
                .computeIfAbsent(
                    line.path("client").asInt(), id -> new ClientLog(id, against, findings))
                .line(line));
    clients.values().forEach(ClientLog::finish);
  }

  /** When each entry's command was acknowledged, milliseconds since 1970; 0 when it was not. */
  private LongUnaryOperator acknowledged(Collection<CommandLog> commands) {
    long[] at = new long[Math.toIntExact(truth.head()) + 1];
    for (CommandLog command : commands) {
      if (command.acknowledged()) {
        truth
            .of(command.id)
            .ifPresent(
                span -> span.rows().forEach(r -> at[(int) r.position()] = command.acknowledgedAt));
      }
    }
    return position -> position < at.length ? at[(int) position] : 0;
  }

  /** The journal folded from its beginning must say what the lists and the history say. */
  private void state(Snapshot fresh) {
    if (truth.head() > REPLAY) {
      findings.unchecked("the lists against the whole journal: it is too long to be replayed");
      return;
    }
    findings.count("objects compared", fresh.objects().size());
    folded
        .differences(fresh)
        .forEach(
            d ->
                findings.add(Violation.STATE_DIFFERS, fresh.position(), "journal and lists: " + d));
    List<String> subjects = truth.versions().keySet().stream().filter(Invariants::listed).toList();
    Random random = new Random(truth.head());
    for (int i = 0; i < Math.min(HISTORIES, subjects.size()); i++) {
      history(subjects.get(random.nextInt(subjects.size())));
    }
  }

  private static boolean listed(String subject) {
    return Copy.KINDS.contains(subject.substring(0, subject.indexOf('/')));
  }

  private void history(String subject) {
    findings.count("histories read", 1);
    long version =
        http.history(STATE_READER, subject).map(h -> h.path("version").asLong()).orElse(0L);
    if (version < truth.versions().get(subject)) {
      findings.add(
          Violation.STATE_DIFFERS,
          truth.head(),
          "history of "
              + subject
              + " ends with version "
              + version
              + ", the journal with "
              + truth.versions().get(subject));
    }
  }

  /**
   * How long after a moment all clients claimed to be live again, milliseconds.
   *
   * @param healed when the fault was over, milliseconds since 1970
   * @return the longest time of any client; 0 when all were live throughout; -1 when one is still
   *     not
   */
  public static long liveAgain(Path ledger, long healed) {
    Map<Integer, Long> pause = new TreeMap<>();
    new LedgerReader(ledger, "watcher-")
        .forEach(
            line -> {
              int client = line.path("client").asInt();
              long at = line.path("at").asLong();
              switch (line.path("event").asText()) {
                case "stale" -> {
                  if (at < healed + Claim.AGE.toMillis()) { // later ones are another matter
                    pause.put(client, -1L);
                  }
                }
                case "live" -> {
                  if (pause.getOrDefault(client, -1L) < 0) {
                    pause.put(client, Math.max(0, at - healed));
                  }
                }
                default -> {
                  // not about freshness
                }
              }
            });
    return pause.containsValue(-1L)
        ? -1
        : pause.values().stream().mapToLong(Long::longValue).max().orElse(-1);
  }
}
