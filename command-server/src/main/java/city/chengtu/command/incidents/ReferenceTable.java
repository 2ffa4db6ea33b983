package city.chengtu.command.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of reference data. */
final class ReferenceTable {

  long version(Handle h) {
    return h.createQuery("select version from reference_head where id = 1").mapTo(Long.class).one();
  }

  /** Holds off every other load until the transaction ends. */
  long lockVersion(Handle h) {
    return h.createQuery("select version from reference_head where id = 1 for update")
        .mapTo(Long.class)
        .one();
  }

  void moveVersion(Handle h) {
    h.execute("update reference_head set version = version + 1 where id = 1");
  }

  /** All items not ended at {@code at}, also those that begin later. */
  List<ReferenceItem> notEnded(Handle h, Instant at) {
    return h.createQuery(
            "select * from reference_item where valid_to is null or valid_to > :at"
                + " order by kind, place, code, version")
        .bind("at", at)
        .map(ReferenceTable::item)
        .list();
  }

  void end(Handle h, ReferenceItem item, Instant at) {
    h.createUpdate(
            "update reference_item set valid_to = :at"
                + " where kind = :kind and code = :code and version = :version")
        .bind("at", at)
        .bind("kind", item.kind())
        .bind("code", item.code())
        .bind("version", item.version())
        .execute();
  }

  void insert(Handle h, ReferenceItem item) {
    h.createUpdate(
            "insert into reference_item"
                + " (kind, code, version, place, body, source, valid_from, valid_to)"
                + " values (:kind, :code, :version, :place, :body, :source, :from, :to)")
        .bind("kind", item.kind())
        .bind("code", item.code())
        .bind("version", item.version())
        .bind("place", item.place())
        .bind("body", item.body())
        .bind("source", item.source())
        .bind("from", item.validFrom())
        .bind("to", item.validTo())
        .execute();
  }

  private static ReferenceItem item(ResultSet rs, StatementContext context) throws SQLException {
    OffsetDateTime to = rs.getObject("valid_to", OffsetDateTime.class);
    return new ReferenceItem(
        rs.getString("kind"),
        rs.getString("code"),
        rs.getInt("version"),
        rs.getInt("place"),
        rs.getString("body"),
        rs.getString("source"),
        rs.getObject("valid_from", OffsetDateTime.class).toInstant(),
        to == null ? null : to.toInstant());
  }
}
