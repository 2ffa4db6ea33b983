package city.chengtu.command.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;

/** All SQL of closures. */
final class ClosureTable {
  private static final String SELECT =
      "select id, ST_AsEWKB(geom) as geom, reason, until_at, state, created_at, lifted_at, account,"
          + " organisation, version from closure";

  void insert(Handle h, Closure closure) {
    h.createUpdate(
            "insert into closure (id, geom, reason, until_at, state, created_at, account,"
                + " organisation, version) values (:id, :geom, :reason, :until, :state, :created,"
                + " :account, :organisation, :version)")
        .bind("id", closure.id())
        .bind("geom", closure.geometry())
        .bind("reason", closure.reason())
        .bind("until", closure.until())
        .bind("state", closure.state())
        .bind("created", closure.createdAt())
        .bind("account", closure.actor())
        .bind("organisation", closure.organisation())
        .bind("version", closure.version())
        .execute();
  }

  void lift(Handle h, String id, Instant at) {
    h.createUpdate(
            "update closure set state = 'lifted', lifted_at = :at, version = version + 1"
                + " where id = :id")
        .bind("id", id)
        .bind("at", at)
        .execute();
  }

  /** Holds off every other change of the closure until the transaction ends. */
  Optional<Closure> lock(Handle h, String id) {
    return h.createQuery(SELECT + " where id = :id for update")
        .bind("id", id)
        .map(ClosureTable::closure)
        .findOne();
  }

  /** Closures that bar the way at a moment, oldest first. */
  List<Closure> inForce(Handle h, Instant at) {
    return h.createQuery(
            SELECT + " where state = 'open' and (until_at is null or until_at > :at) order by ord")
        .bind("at", at)
        .map(ClosureTable::closure)
        .list();
  }

  /** Closures that barred the way at a past moment. */
  List<Closure> asOf(Handle h, Instant at) {
    return h.createQuery(
            SELECT
                + " where created_at <= :at and (until_at is null or until_at > :at)"
                + " and (lifted_at is null or lifted_at > :at) order by ord")
        .bind("at", at)
        .map(ClosureTable::closure)
        .list();
  }

  private static Closure closure(ResultSet rs, StatementContext context) throws SQLException {
    ColumnMapper<Geometry> geometry = context.findColumnMapperFor(Geometry.class).orElseThrow();
    return new Closure(
        rs.getString("id"),
        geometry.map(rs, rs.findColumn("geom"), context),
        rs.getString("reason"),
        instant(rs, "until_at"),
        rs.getString("state"),
        instant(rs, "created_at"),
        instant(rs, "lifted_at"),
        rs.getString("account"),
        rs.getString("organisation"),
        rs.getLong("version"));
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
