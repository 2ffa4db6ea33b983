package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Gives a command until its fate is known: the same id, node after node, with growing pauses. Every
 * attempt stands in the ledger before it is made, every answer after it came.
 */
final class Sender {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /**
   * Answers after which the command will never be done. Others (401 and 403 among them) may come
   * from a node that cannot know what became of an earlier attempt.
   */
  private static final Set<Integer> FINAL = Set.of(400, 404, 409, 412, 422, 428);

  private final Door door = new Door(TIMEOUT);
  private final List<URI> nodes;
  private final TokenFile tokens;
  private final BooleanSupplier givenUp;
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  /**
   * @param givenUp true when nobody waits for unknown fates any longer
   */
  Sender(List<URI> nodes, TokenFile tokens, BooleanSupplier givenUp) {
    this.nodes = List.copyOf(nodes);
    this.tokens = tokens;
    this.givenUp = givenUp;
  }

  /** Who gives a command, and where it is written down. */
  record Giver(int writer, String account, LedgerFile ledger) {}

  /**
   * @param first which node is asked first; the following attempts go round
   */
  Fate send(Giver giver, Order order, int first) throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      URI node = nodes.get(Math.floorMod(first + attempt, nodes.size()));
      giver.ledger().write(line -> describe(line, giver, order, node, "sent"));
      Fate fate = attempt(giver, order, node);
      count(fate);
      giver.ledger().write(line -> outcome(describe(line, giver, order, node, null), fate));
      if (fate.phase() != Fate.Phase.UNKNOWN || givenUp.getAsBoolean()) {
        return fate;
      }
      Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10)));
    }
  }

  private Fate attempt(Giver giver, Order order, URI node) throws InterruptedException {
    try {
      HttpResponse<String> answer = door.send(node, tokens.of(giver.account()), order);
      int status = answer.statusCode();
      long position = answer.headers().firstValueAsLong("Journal-Position").orElse(-1);
      return new Fate(phase(status), status, tree(answer.body()), position);
    } catch (IOException unanswered) {
      return new Fate(Fate.Phase.UNKNOWN, 0, MissingNode.getInstance(), -1);
    }
  }

  private static Fate.Phase phase(int status) {
    if (status >= 200 && status < 300) {
      return Fate.Phase.ACKNOWLEDGED;
    }
    return FINAL.contains(status) ? Fate.Phase.REFUSED : Fate.Phase.UNKNOWN;
  }

  private static JsonNode tree(String body) {
    return body.startsWith("{") ? StateJson.tree(body) : MissingNode.getInstance();
  }

  private static ObjectNode describe(
      ObjectNode line, Giver giver, Order order, URI node, String phase) {
    line.put("writer", giver.writer())
        .put("account", giver.account())
        .put("command", order.id().toString())
        .put("kind", order.kind())
        .put("node", node.toString());
    if (phase != null) {
      line.put("phase", phase);
    }
    if (order.subject() != null) {
      line.put("subject", order.subject());
    }
    if (order.ifMatch() != null) {
      line.put("ifMatch", order.ifMatch());
    }
    if (!order.units().isEmpty()) {
      line.set("units", StateJson.mapper().valueToTree(order.units()));
    }
    return line;
  }

  private static void outcome(ObjectNode line, Fate fate) {
    line.put("phase", fate.phase().code()).put("status", fate.status());
    if (fate.acknowledged()) {
      line.put("position", fate.position()).put("answer", Canonical.digest(fate.body()));
      Subjects.ofAnswer(line.path("kind").asText(), fate.body())
          .ifPresent(s -> line.put("subject", s.name()).put("version", s.version()));
    } else if (fate.body().has("code")) {
      line.put("code", fate.body().path("code").asText());
    }
  }

  private void count(Fate fate) {
    String code = fate.body().path("code").asText("");
    String name = fate.phase().code() + (code.isEmpty() ? "" : " " + code);
    counts.computeIfAbsent(name, n -> new LongAdder()).increment();
    if (fate.phase() == Fate.Phase.UNKNOWN) {
      counts.computeIfAbsent("attempts unanswered", n -> new LongAdder()).increment();
    }
  }

  /** How often each outcome was met, by outcome and the problem's code. */
  Map<String, Long> counts() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((name, n) -> now.put(name, n.sum()));
    return now;
  }
}
