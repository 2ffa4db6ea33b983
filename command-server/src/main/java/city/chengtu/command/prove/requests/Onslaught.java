package city.chengtu.command.prove.requests;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends the bad requests of a seed to a server, several at once, with right ones in between, and
 * keeps what was not as it must be.
 */
public final class Onslaught {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int CONTROL_EVERY = 25;
  private static final int MOST_FINDINGS = 200;
  private static final int JOURNAL_PAGE = 1_000;

  private final Scene scene;
  private final Generator generator;
  private final Control control;
  private final URI server;
  private final long seed;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
  private final LongAdder wrong = new LongAdder();

  private Onslaught(URI server, long seed, Scene scene, Set<String> only) {
    this.server = server;
    this.seed = seed;
    this.scene = scene;
    this.generator = new Generator(scene, seed, only);
    this.control = new Control(scene);
  }

  /**
   * Signs in and makes what the requests are about.
   *
   * @param only ids of the operations to attack; empty for everything
   * @throws IllegalArgumentException when the contract has none of them
   * @throws IOException when the server refuses right requests
   */
  public static Onslaught prepare(URI server, long seed, Set<String> only) throws IOException {
    try (Wire wire = new Wire(server, 3 * PATIENCE_MILLIS)) {
      return new Onslaught(server, seed, Scene.prepare(server, wire), only);
    }
  }

  /** Ids whose rows are those of the right requests in between. */
  public Set<String> controlIds() {
    return control.ids();
  }

  public long controls() {
    return control.sent();
  }

  public Map<Integer, LongAdder> statuses() {
    return statuses;
  }

  /** How often each kind of fault was sent. */
  public Map<String, LongAdder> faults() {
    return faults;
  }

  /** How many requests were answered wrongly; of these the first are kept as findings. */
  public long wrong() {
    return wrong.sum();
  }

  public List<Finding> findings() {
    synchronized (findings) {
      return List.copyOf(findings);
    }
  }

  /**
   * Sends the requests of these numbers.
   *
   * @param last itself included
   */
  public void run(long first, long last, int atOnce) throws InterruptedException {
    AtomicLong next = new AtomicLong(first);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        all.add(threads.submit(() -> work(next, last)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the test kit itself failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void work(AtomicLong next, long last) {
    try (Wire wire = new Wire(server, PATIENCE_MILLIS)) {
      for (long number = next.getAndIncrement(); number <= last; number = next.getAndIncrement()) {
        one(wire, number);
        if (number % CONTROL_EVERY == 0) {
          right(wire, number);
        }
      }
    }
  }

  private void one(Wire wire, long number) {
    BadRequest request = generator.make(number);
    faults.computeIfAbsent(request.fault(), f -> new LongAdder()).increment();
    try {
      List<String> wrongs = send(wire, request);
      if (!wrongs.isEmpty()) {
        found(request, String.join("; ", wrongs));
      }
    } catch (SocketTimeoutException e) {
      wire.close();
      found(request, "no answer in " + PATIENCE_MILLIS / 1_000 + " s");
    } catch (IOException e) {
      wire.close();
      found(request, e.toString());
    }
  }

  private List<String> send(Wire wire, BadRequest request) throws IOException {
    if (request.operation().equals("WebSocket")) {
      count(101);
      try (Wire own = new Wire(server, PATIENCE_MILLIS)) {
        return SocketProbe.faults(request, own);
      }
    }
    if (request.operation().equals("HTTP")) {
      try (Wire own = new Wire(server, PATIENCE_MILLIS)) {
        return Judge.faults(request, raw(own, request));
      }
    }
    Reply reply = wire.exchange(request.bytes(), request.fresh());
    count(reply.status());
    return Judge.faults(request, reply);
  }

  private Reply raw(Wire own, BadRequest request) throws IOException {
    try {
      own.send(request.bytes());
      if (request.ended()) {
        own.finish();
      }
      Reply reply = own.read();
      for (int i = 0; i < request.before() && reply.status() == 200; i++) {
        reply = own.read();
      }
      count(reply.status());
      return reply;
    } catch (java.io.EOFException | java.net.SocketException e) {
      count(0);
      return Reply.CLOSED;
    }
  }

  private void count(int status) {
    statuses.computeIfAbsent(status, s -> new LongAdder()).increment();
  }

  private void right(Wire wire, long number) {
    try {
      for (String fault : control.faults(wire, new Random(seed ^ number * 7_919))) {
        found(new Finding(0, "right request", "", fault, ""));
      }
    } catch (IOException e) {
      wire.close();
      found(new Finding(0, "right request", "", e.toString(), ""));
    }
  }

  private void found(BadRequest request, String detail) {
    found(
        new Finding(
            request.number(),
            request.fault(),
            request.operation(),
            detail,
            request.recipe(server.getHost(), server.getPort())));
  }

  private void found(Finding finding) {
    wrong.increment();
    synchronized (findings) {
      if (findings.size() < MOST_FINDINGS) {
        findings.add(finding);
      }
    }
  }

  /** Where the journal stands. */
  public long position() throws IOException {
    return scene.leader.get("/about").path("journalPosition").asLong();
  }

  /**
   * Looks through the journal from a position on: whatever stands there must come from a right
   * request, or tell of a refused sign-in.
   *
   * @return how many entries tell of refused sign-ins
   */
  public long checkJournal(long since) {
    try {
      return readJournal(since);
    } catch (IOException e) {
      found(new Finding(0, "journal", "", "cannot be read any more: " + e.getMessage(), ""));
      return 0;
    }
  }

  private long readJournal(long since) throws IOException {
    long refusals = 0;
    String from = Long.toString(since);
    while (!from.isEmpty()) {
      JsonNode page = scene.leader.get("/journal?limit=" + JOURNAL_PAGE + "&since=" + from);
      for (JsonNode entry : page.path("items")) {
        if (entry.path("type").asText().equals("city.chengtu.session.refused")) {
          refusals++;
        } else if (!control.commands().contains(entry.path("commandId").asText())) {
          found(new Finding(0, "journal", "", "a bad request made an entry: " + entry, ""));
        }
      }
      from = page.path("next").asText();
    }
    return refusals;
  }

  /** One request alone, with what goes over the wire. */
  String show(long number) {
    BadRequest request = generator.make(number);
    one(new Wire(server, PATIENCE_MILLIS), number);
    return request.fault()
        + " in "
        + request.operation()
        + "\n"
        + request.recipe(server.getHost(), server.getPort())
        + "\n"
        + (findings().isEmpty() ? "refused as it must be" : StateJson.write(findings()));
  }
}
