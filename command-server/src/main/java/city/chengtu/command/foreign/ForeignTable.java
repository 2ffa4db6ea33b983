package city.chengtu.command.foreign;

import city.chengtu.command.journal.StateJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All SQL of the gateway. */
final class ForeignTable {
  /**
   * A row.
   *
   * @param sealed the secret, encrypted; null for none
   */
  record Row(ForeignSource source, String sealed) {}

  List<Row> list(Handle h) {
    return h.createQuery("select * from foreign_source order by id").map((rs, c) -> row(rs)).list();
  }

  Optional<Row> lock(Handle h, String id) {
    return h.createQuery("select * from foreign_source where id = :id for update")
        .bind("id", id)
        .map((rs, c) -> row(rs))
        .findOne();
  }

  void insert(Handle h, Row row) {
    bound(
        h,
        "insert into foreign_source (id, spec, sealed, changed_at, version)"
            + " values (:id, :spec, :sealed, :changedAt, :version)",
        row);
  }

  void update(Handle h, Row row) {
    bound(
        h,
        "update foreign_source set spec = :spec, sealed = :sealed, changed_at = :changedAt,"
            + " version = :version where id = :id",
        row);
  }

  private static void bound(Handle h, String sql, Row row) {
    ForeignSource source = row.source();
    h.createUpdate(sql)
        .bind("id", source.id())
        .bind("spec", StateJson.write(source.spec()))
        .bind("sealed", row.sealed())
        .bind("changedAt", source.changedAt())
        .bind("version", source.version())
        .execute();
  }

  void delete(Handle h, String id) {
    h.createUpdate("delete from foreign_source where id = :id").bind("id", id).execute();
  }

  private static Row row(ResultSet rs) throws SQLException {
    String sealed = rs.getString("sealed");
    return new Row(
        new ForeignSource(
            rs.getString("id"),
            StateJson.read(rs.getString("spec"), ForeignSpec.class),
            sealed != null,
            rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
            rs.getLong("version")),
        sealed);
  }
}
