package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Callers that give commands at the same time, through all nodes in turn. As many commands are
 * under way as there are callers (a duel counts for two): nothing queues.
 */
public final class Writers implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long IDLE_MILLIS = 20;
  private static final long DRAIN_SECONDS = 90;
  private static final int CONTESTS = 10;

  private final List<URI> nodes;
  private final Sender sender;
  private final Town town = new Town();
  private final Pace pace;
  private final List<Caller> callers = new ArrayList<>();
  private final List<LedgerFile> ledgers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean paused;
  private volatile boolean stopping;
  private volatile boolean givenUp;

  /**
   * @param nodes base addresses, as {@code http://127.0.0.1:8080}
   * @param perSecond commands a second of all callers together; 0 for no limit
   */
  public Writers(
      List<URI> nodes, Path ledger, TokenFile tokens, int callers, long seed, double perSecond) {
    this.nodes = List.copyOf(nodes);
    this.sender = new Sender(nodes, tokens, () -> givenUp);
    this.pace = new Pace(perSecond);
    List<String> accounts = tokens.known(TokenFile.WRITERS);
    for (int n = 0; n < callers; n++) {
      LedgerFile file = new LedgerFile(ledger.resolve("writer-" + n + ".jsonl"));
      ledgers.add(file);
      String account = accounts.get(n % accounts.size());
      this.callers.add(
          new Caller(
              new Sender.Giver(n, account, file), sender, town, new Random(seed * 1_000 + n)));
    }
    learnUnits(tokens.of(accounts.get(0)));
  }

  private void learnUnits(String token) {
    Door door = new Door(ANSWER);
    String said = "nothing";
    for (URI node : nodes) {
      try {
        HttpResponse<String> answer = door.get(node, token, "/units");
        if (answer.statusCode() == 200) {
          town.units(StateJson.tree(answer.body()).path("items"));
          return;
        }
        said = "HTTP " + answer.statusCode();
      } catch (IOException next) {
        said = next.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    throw new IllegalArgumentException("no node of " + nodes + " tells its units: " + said);
  }

  public void start() {
    for (int n = 0; n < callers.size(); n++) {
      Caller caller = callers.get(n);
      Thread thread = new Thread(() -> work(caller), "caller-" + n);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work(Caller caller) {
    try {
      while (!stopping) {
        if (paused) {
          Thread.sleep(IDLE_MILLIS);
        } else {
          pace.await();
          caller.work();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void pause() {
    paused = true;
  }

  public void resume() {
    paused = false;
  }

  /** What became of the commands so far. */
  public Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("callers", callers.size());
    report.put("openIncidents", town.openIncidents());
    report.put("outcomes", sender.counts());
    return report;
  }

  /**
   * One command, given by all callers at once, each beginning with another node.
   *
   * @return how often each outcome was heard
   */
  public Map<String, Object> retryStorm() {
    Order order = callers.get(0).mix().create();
    Caller one = callers.get(0);
    List<Fate> fates =
        together(callers.size(), n -> one.give(order, n)); // one account: the id is its own
    Map<String, Object> heard = new LinkedHashMap<>();
    heard.put("command", order.id());
    heard.put("sent", fates.size());
    heard.put("acknowledged", fates.stream().filter(Fate::acknowledged).count());
    heard.put(
        "differentAnswers",
        fates.stream()
            .filter(Fate::acknowledged)
            .map(f -> f.position() + " " + f.body())
            .distinct()
            .count());
    return heard;
  }

  /**
   * Two operators send the same unit to two incidents at once, several times.
   *
   * @return in how many contests one, both or neither got it
   */
  public Map<String, Object> contend() {
    int[] winners = new int[3];
    for (int i = 0; i < CONTESTS; i++) {
      int won = contest();
      if (won >= 0) {
        winners[won]++;
      }
    }
    return Map.of("none", winners[0], "one", winners[1], "both", winners[2]);
  }

  /** How many of two got the unit; -1 when the stage could not be set. */
  private int contest() {
    Caller left = callers.get(0);
    Caller right = callers.get(1 % callers.size());
    List<Fate> incidents =
        together(2, n -> (n == 0 ? left : right).give((n == 0 ? left : right).mix().create()));
    if (!incidents.stream().allMatch(Fate::acknowledged)) {
      return -1;
    }
    String unit = town.freeUnit(new Random(incidents.get(0).position()));
    List<Order> orders =
        List.of(
            left.mix().dispatchOf(incidents.get(0).body().path("id").asText(), unit),
            right.mix().dispatchOf(incidents.get(1).body().path("id").asText(), unit));
    List<Fate> fates = together(2, n -> (n == 0 ? left : right).give(orders.get(n), n));
    return (int) fates.stream().filter(Fate::acknowledged).count();
  }

  /** Something to be done that may be interrupted. */
  @FunctionalInterface
  private interface Act {
    Fate of(int n) throws InterruptedException;
  }

  /** All begin at the same moment. */
  private static List<Fate> together(int count, Act act) {
    ExecutorService all = Executors.newFixedThreadPool(count);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Fate>> under = new ArrayList<>();
    try {
      for (int n = 0; n < count; n++) {
        int number = n;
        under.add(
            all.submit(
                () -> {
                  start.await();
                  return act.of(number);
                }));
      }
      start.countDown();
      List<Fate> fates = new ArrayList<>();
      for (Future<Fate> one : under) {
        fates.add(one.get());
      }
      return fates;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted among commands", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a command could not be given", e.getCause());
    } finally {
      all.shutdownNow();
    }
  }

  /** Ends when every fate is known, or when nobody has answered for a minute and a half. */
  @Override
  public void close() {
    stopping = true;
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      }
      givenUp = true;
      for (Thread thread : threads) {
        thread.join(ANSWER.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ledgers.forEach(LedgerFile::close);
  }
}
