package city.chengtu.command.dispatch;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.dispatch.TrackTable.Heard;
import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes fixes from trackers, whatever way they come, keeps the last of each unit on the board and
 * all of them as tracks. Blocking only when a unit is not known yet.
 */
public final class Positions implements AutoCloseable {
  private static final int MAX_BATCH = 10_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Jdbi jdbi;
  private final PositionBoard board;
  private final ReferenceData rules;
  private final AccessPolicy policy;
  private final InstantSource clock;
  private final TrackWriter writer;
  private final UnitTable units = new UnitTable();
  private final TrackTable tracks = new TrackTable();
  private final Map<String, Known> directory = new ConcurrentHashMap<>();
  private final LongAdder moved = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile Instant nextLook = Instant.MIN;

  /** A unit as the directory knows it, by id and by call sign. */
  public record Known(String id, String callSign, String organisation, Spot station) {}

  /**
   * What became of fixes.
   *
   * @param accepted moved their unit
   * @param late older than what is known of their unit: kept in the track, nothing moved
   * @param future named further ahead than the rule allows: refused
   * @param unknown names that are no unit's: refused
   * @param forbidden units whose position the sender may not report: refused
   * @param notKept moved their unit but are missing in the tracks, because the queue was full
   */
  public record Outcome(
      int accepted,
      int late,
      List<String> future,
      List<String> unknown,
      List<String> forbidden,
      int notKept) {}

  /**
   * @param queue most fixes that may wait for the database
   */
  public Positions(
      Jdbi jdbi,
      PositionBoard board,
      ReferenceData rules,
      AccessPolicy policy,
      InstantSource clock,
      int queue) {
    this.jdbi = jdbi;
    this.board = board;
    this.rules = rules;
    this.policy = policy;
    this.clock = clock;
    this.writer = new TrackWriter(jdbi, rules, clock, queue);
  }

  /** Puts the last known fixes on the board and begins to write tracks. */
  public Positions start() {
    board.accept(jdbi.withHandle(tracks::last));
    board.drainMoved();
    writer.start();
    return this;
  }

  /**
   * Takes fixes of any units, in any order.
   *
   * @param fixes {@link Fix#unit()} is the unit's id or call sign
   */
  public Outcome accept(Actor actor, List<Fix> fixes) {
    if (fixes == null || fixes.isEmpty()) {
      throw Refusal.invalid("/fixes", "required", "there must be at least one fix");
    }
    if (fixes.size() > MAX_BATCH) {
      throw Refusal.invalid("/fixes", "too-many", "send at most " + MAX_BATCH + " fixes at once");
    }
    Instant now = clock.instant();
    Instant latest = now.plus(rules.current().seconds("positionAheadSeconds"));
    Set<String> future = new LinkedHashSet<>();
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> forbidden = new LinkedHashSet<>();
    List<Fix> good = new ArrayList<>(fixes.size());
    for (int i = 0; i < fixes.size(); i++) {
      Fix fix = fixes.get(i);
      FixCheck.check("/fixes/" + i, fix);
      Optional<Known> unit = find(fix.unit());
      if (unit.isEmpty()) {
        unknown.add(fix.unit());
      } else if (!mayReport(actor, unit.get())) {
        forbidden.add(fix.unit());
      } else if (fix.at().isAfter(latest)) {
        future.add(fix.unit());
      } else {
        good.add(
            new Fix(unit.get().id(), fix.lon(), fix.lat(), fix.at(), fix.heading(), fix.speed()));
      }
    }
    int newest = board.accept(good).size();
    moved.add(newest);
    late.add(good.size() - newest);
    refused.add(fixes.size() - good.size());
    return new Outcome(
        newest,
        good.size() - newest,
        List.copyOf(future),
        List.copyOf(unknown),
        List.copyOf(forbidden),
        keep(good, now));
  }

  private int keep(List<Fix> good, Instant now) {
    int lost = 0;
    for (Fix fix : good) {
      if (!writer.offer(new Heard(fix, now))) {
        lost++;
      }
    }
    return lost;
  }

  private boolean mayReport(Actor actor, Known unit) {
    try {
      policy.check(
          actor,
          "position.report",
          UnitFile.KIND,
          unit.organisation(),
          unit.station() == null ? null : unit.station().point());
      return true;
    } catch (Refusal refused) {
      return false;
    }
  }

  /** A unit by id or call sign; asks the database again when it is new, but not all the time. */
  public Optional<Known> find(String idOrCallSign) {
    Known known = directory.get(idOrCallSign);
    if (known == null && !clock.instant().isBefore(nextLook)) {
      look();
      known = directory.get(idOrCallSign);
    }
    return Optional.ofNullable(known);
  }

  /** Whoever misses a unit while another looks waits for what that one finds. */
  private synchronized void look() {
    if (clock.instant().isBefore(nextLook)) {
      return;
    }
    for (UnitTable.Row row : jdbi.withHandle(units::list)) {
      Known known = new Known(row.id(), row.callSign(), row.organisation(), row.station());
      directory.put(row.callSign(), known);
      directory.put(row.id(), known);
    }
    nextLook = clock.instant().plus(BETWEEN_LOOKS);
  }

  public PositionBoard board() {
    return board;
  }

  /** A unit's fixes from {@code from} until before {@code to}. */
  public List<Fix> track(String unit, Instant from, Instant to, int limit) {
    return jdbi.withHandle(h -> tracks.track(h, unit, from, to, limit));
  }

  /** Fixes left out of the tracks since the start, because the queue was full. */
  public long notKept() {
    return writer.dropped();
  }

  /** Fixes that moved their unit, since the start. */
  public long moved() {
    return moved.sum();
  }

  /** Fixes older than what was known of their unit, since the start. */
  public long late() {
    return late.sum();
  }

  /** Fixes of unknown or forbidden units, or of the future, since the start. */
  public long refused() {
    return refused.sum();
  }

  /** Fixes that wait to be written as tracks. */
  public int tracksQueued() {
    return writer.queued();
  }

  /** What keeps tracks from being written; empty when nothing does. */
  public Optional<String> tracksProblem() {
    return writer.problem();
  }

  boolean idle() {
    return writer.idle();
  }

  /** Writes what is still queued. */
  @Override
  public void close() {
    writer.close();
  }
}
