package city.chengtu.command.server;

import city.chengtu.command.api.Workers;
import city.chengtu.command.dispatch.Positions;
import city.chengtu.command.live.LiveCounts;
import city.chengtu.command.live.LiveHub;
import city.chengtu.command.metrics.Metrics;
import city.chengtu.gis.store.SpatialDatabase;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gives the numbers of the node's parts their names. */
final class NodeMetrics {
  private NodeMetrics() {}

  static void journal(Metrics metrics, Core core) {
    metrics
        .gauge(
            "chengtu_journal_head",
            "Number of the last journal entry this node has heard of",
            core.follower::knownHead)
        .gauge(
            "chengtu_journal_follower_position",
            "Number of the last journal entry delivered on this node",
            core.follower::position)
        .gauge(
            "chengtu_relay_lag_entries",
            "Journal entries heard of and not yet delivered",
            () -> core.follower.knownHead() - core.follower.position())
        .gauge(
            "chengtu_journal_read_age_seconds",
            "Since this node last read the journal's head in the database",
            () ->
                (System.nanoTime() - core.follower.readNanos())
                    / (double) TimeUnit.SECONDS.toNanos(1))
        .gauge(
            "chengtu_checkpoint_age_seconds",
            "Since this node last signed the journal's head",
            core::secondsSinceSigned)
        .gauge("chengtu_disk_free_bytes", "Room where the data lies", core.watch.disk::usable)
        .gauge(
            "chengtu_cluster_members",
            "Nodes that this node sees, itself included",
            () -> core.hazelcast.map(h -> h.getCluster().getMembers().size()).orElse(1))
        .gauges(
            "chengtu_condition",
            "1 while the part does not do its work",
            "part",
            () -> conditions(core.conditions));
  }

  private static Map<String, Double> conditions(Conditions conditions) {
    Map<String, Double> values = new LinkedHashMap<>();
    conditions.states().forEach(s -> values.put(s.part(), s.problem().isPresent() ? 1.0 : 0.0));
    return values;
  }

  static void pool(Metrics metrics, SpatialDatabase database) {
    metrics
        .gauge(
            "chengtu_db_pool_active",
            "Database connections in use",
            () -> database.poolUse().active())
        .gauge(
            "chengtu_db_pool_idle", "Database connections at rest", () -> database.poolUse().idle())
        .gauge(
            "chengtu_db_pool_waiting",
            "Threads that wait for a database connection",
            () -> database.poolUse().waiting());
  }

  static void work(Metrics metrics, Workers workers, Workers lookups, Admission admission) {
    metrics
        .gauge("chengtu_workers_queued", "Requests that wait for a worker", workers::queued)
        .gauge("chengtu_workers_active", "Workers at work", workers::active)
        .gauge("chengtu_lookups_queued", "Sign-in look-ups that wait", lookups::queued)
        .gauge("chengtu_http_running", "API requests that have no answer yet", admission::running);
  }

  static void live(Metrics metrics, LiveHub hub) {
    LiveCounts counts = hub.counts();
    metrics
        .gauge("chengtu_live_clients", "Clients connected to the live feed", hub::connected)
        .counter("chengtu_live_joined", "Connections to the live feed", counts::joined)
        .counter(
            "chengtu_live_frames", "Frames with journal entries given to clients", counts::frames)
        .counter(
            "chengtu_live_deliveries",
            "Journal entries passed to clients, counted for each client",
            counts::entries)
        .counters(
            "chengtu_live_closed",
            "Connections the server has ended",
            "reason",
            () -> {
              Map<String, Long> values = new LinkedHashMap<>();
              for (LiveCounts.Closing why : LiveCounts.Closing.values()) {
                values.put(why.name().toLowerCase(Locale.ROOT), counts.closed(why));
              }
              return values;
            });
  }

  static void positions(Metrics metrics, Positions positions) {
    metrics
        .counters(
            "chengtu_positions",
            "Fixes of units by what became of them",
            "outcome",
            () ->
                Map.of(
                    "moved", positions.moved(),
                    "late", positions.late(),
                    "refused", positions.refused()))
        .counter(
            "chengtu_tracks_left_out",
            "Fixes missing in the tracks because the queue was full",
            positions::notKept)
        .gauge("chengtu_tracks_queued", "Fixes that wait to be written", positions::tracksQueued);
  }
}
