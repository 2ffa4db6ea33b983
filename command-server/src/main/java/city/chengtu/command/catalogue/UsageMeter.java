package city.chengtu.command.catalogue;

import city.chengtu.command.api.Call;
import city.chengtu.command.catalogue.UseTable.Counted;
import city.chengtu.command.journal.Actor;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts who uses which layer by which door. It stands before all routes and looks at answers that
 * were given: whatever address has a layer in it is counted, also one that is added later. Counts
 * are kept in memory and written in batches; what was not yet written when a node dies is lost.
 */
public final class UsageMeter implements Handler<RoutingContext>, Runnable {
  /** So many different counts wait to be written; beyond them use is counted without names. */
  private static final int MOST_WAITING = 20_000;

  private static final int DAYS_KEPT = 400;
  private static final String NOBODY = "*";

  private final Jdbi jdbi;
  private final Clock clock;
  private final ZoneId zone;
  private final UseTable table = new UseTable();
  private final ConcurrentMap<Counted, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicLong uncounted = new AtomicLong();
  private volatile LocalDate forgotten = LocalDate.MIN;

  /**
   * @param zone whose days are counted
   */
  public UsageMeter(Jdbi jdbi, Clock clock, ZoneId zone) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public void handle(RoutingContext context) {
    context.addEndHandler(ended -> count(context));
    context.next();
  }

  private void count(RoutingContext context) {
    String layer = context.pathParam("layer");
    if (layer == null) {
      layer = context.pathParam("collection");
    }
    if (layer != null && context.response().getStatusCode() < 400) {
      used(
          layer,
          door(context.request().path()),
          Call.findActor(context).map(Actor::account).orElse(NOBODY));
    }
  }

  /** The kind of door an address is. */
  static String door(String path) {
    if (path.contains("/tiles/")) {
      return "tiles";
    }
    if (path.startsWith("/ogc/")) {
      return "ogc";
    }
    if (path.contains("/catalogue/")) {
      return "catalogue";
    }
    if (path.contains("/download")) {
      return "download";
    }
    if (path.contains("/foreign/")) {
      return "gateway";
    }
    return "features";
  }

  /** One use more. Never blocks. */
  void used(String layer, String door, String account) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    Counted key = new Counted(layer, today, door, account);
    if (counts.size() >= MOST_WAITING && !counts.containsKey(key)) {
      key = new Counted(layer, today, door, NOBODY);
      if (counts.size() >= 2 * MOST_WAITING && !counts.containsKey(key)) {
        uncounted.incrementAndGet();
        return;
      }
    }
    counts.computeIfAbsent(key, k -> new LongAdder()).increment();
  }

  /** Uses that were not counted because too many counts waited. */
  public long uncounted() {
    return uncounted.get();
  }

  /** Counts not yet written. */
  int waiting() {
    return counts.size();
  }

  /** Writes what was counted; what cannot be written is kept for the next time. Blocking. */
  @Override
  public void run() {
    for (Map.Entry<Counted, LongAdder> entry : counts.entrySet()) {
      long times = entry.getValue().sumThenReset();
      if (times == 0) {
        counts.remove(entry.getKey(), entry.getValue());
        continue;
      }
      try {
        jdbi.useTransaction(h -> table.add(h, entry.getKey(), times));
      } catch (RuntimeException e) {
        entry.getValue().add(times);
        throw e;
      }
    }
    forgetOld();
  }

  private void forgetOld() {
    LocalDate before = LocalDate.ofInstant(clock.instant(), zone).minusDays(DAYS_KEPT);
    if (before.isAfter(forgotten)) {
      jdbi.useTransaction(h -> table.forget(h, before));
      forgotten = before;
    }
  }
}
