package city.chengtu.command.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of positions and tracks. */
final class TrackTable {

  /** A fix as it was heard. */
  record Heard(Fix fix, Instant server) {}

  void insert(Handle h, List<Heard> heard) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into track (unit_id, at, lon, lat, heading, speed, server_at)"
                + " values (:unit, :at, :lon, :lat, :heading, :speed, :server)")) {
      for (Heard one : heard) {
        bind(batch, one.fix()).bind("server", one.server()).add();
      }
      batch.execute();
    }
  }

  /** Puts the last fixes in the place of earlier ones; later ones stay. */
  void keepLast(Handle h, List<Fix> last) {
    int[] moved = move(h, last);
    List<Fix> others = // heard of for the first time, or later known already
        IntStream.range(0, moved.length).filter(i -> moved[i] == 0).mapToObj(last::get).toList();
    if (!others.isEmpty()) {
      make(h, others);
      move(h, others); // another node may have made the row meanwhile, with an earlier fix
    }
  }

  private static int[] move(Handle h, List<Fix> fixes) {
    try (PreparedBatch move =
        h.prepareBatch(
            "update unit_position set at = :at, lon = :lon, lat = :lat, heading = :heading,"
                + " speed = :speed where unit_id = :unit and at < :at")) {
      fixes.forEach(fix -> bind(move, fix).add());
      return move.execute();
    }
  }

  private static void make(Handle h, List<Fix> fixes) {
    try (PreparedBatch make =
        h.prepareBatch(
            "insert into unit_position (unit_id, at, lon, lat, heading, speed)"
                + " values (:unit, :at, :lon, :lat, :heading, :speed) on conflict do nothing")) {
      fixes.forEach(fix -> bind(make, fix).add());
      make.execute();
    }
  }

  private static PreparedBatch bind(PreparedBatch batch, Fix fix) {
    return batch
        .bind("unit", fix.unit())
        .bind("at", fix.at())
        .bind("lon", fix.lon())
        .bind("lat", fix.lat())
        .bind("heading", fix.heading())
        .bind("speed", fix.speed());
  }

  List<Fix> last(Handle h) {
    return h.createQuery("select * from unit_position").map(TrackTable::fix).list();
  }

  /** A unit's fixes in the order of their own time. */
  List<Fix> track(Handle h, String unit, Instant from, Instant to, int limit) {
    return h.createQuery(
            "select * from track where unit_id = :unit and at >= :from and at < :to"
                + " order by unit_id, at limit :limit")
        .bind("unit", unit)
        .bind("from", from)
        .bind("to", to)
        .bind("limit", limit)
        .map(TrackTable::fix)
        .list();
  }

  /** Where a unit was at a moment. */
  Optional<Fix> lastBefore(Handle h, String unit, Instant at) {
    return h.createQuery(
            "select * from track where unit_id = :unit and at <= :at"
                + " order by unit_id desc, at desc limit 1")
        .bind("unit", unit)
        .bind("at", at)
        .map(TrackTable::fix)
        .findOne();
  }

  int forget(Handle h, Instant before) {
    return h.createUpdate("delete from track where at < :before").bind("before", before).execute();
  }

  private static Fix fix(ResultSet rs, StatementContext context) throws SQLException {
    double heading = rs.getDouble("heading");
    Double knownHeading = rs.wasNull() ? null : heading;
    double speed = rs.getDouble("speed");
    Double knownSpeed = rs.wasNull() ? null : speed;
    return new Fix(
        rs.getString("unit_id"),
        rs.getDouble("lon"),
        rs.getDouble("lat"),
        rs.getObject("at", OffsetDateTime.class).toInstant(),
        knownHeading,
        knownSpeed);
  }
}
