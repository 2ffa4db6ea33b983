package city.chengtu.command.dispatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** All SQL of units. */
final class UnitTable {
  private static final String SELECT =
      "select u.id, u.call_sign, u.kind, u.capabilities, u.organisation,"
          + " ST_X(u.station) as lon, ST_Y(u.station) as lat, u.duty, u.duty_reason, u.duty_at,"
          + " u.version, a.id as assignment_id, a.incident_id, a.state as work"
          + " from unit u left join assignment a on a.held_unit = u.id";

  /**
   * A unit's own row and the assignment that holds it.
   *
   * @param work status of that assignment; null for none
   */
  record Row(
      String id,
      String callSign,
      String kind,
      List<String> capabilities,
      String organisation,
      Spot station,
      String duty,
      String dutyReason,
      Instant dutyAt,
      long version,
      String assignment,
      String incident,
      Status work) {}

  /** Holds off every other change of the unit; false when there is none. */
  boolean lock(Handle h, String id) {
    return h.createQuery("select id from unit where id = :id for update")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /** The id of a unit by its id or call sign. */
  Optional<String> idOf(Handle h, String idOrCallSign) {
    return h.createQuery("select id from unit where id = :name or call_sign = :name order by id")
        .bind("name", idOrCallSign)
        .mapTo(String.class)
        .findFirst();
  }

  Optional<Row> find(Handle h, String id) {
    return h.createQuery(SELECT + " where u.id = :id").bind("id", id).map(UnitTable::row).findOne();
  }

  /** All units by call sign. */
  List<Row> list(Handle h) {
    return h.createQuery(SELECT + " order by u.call_sign").map(UnitTable::row).list();
  }

  /** False when the call sign is taken. */
  boolean insert(Handle h, Row row) {
    return bind(
                h.createUpdate(
                    "insert into unit (id, call_sign, kind, capabilities, organisation, station,"
                        + " duty, duty_reason, duty_at, version) values (:id, :call_sign, :kind,"
                        + " :capabilities, :organisation, :station, :duty, :duty_reason, :duty_at,"
                        + " :version) on conflict do nothing"),
                row)
            .bind("version", row.version())
            .execute()
        == 1;
  }

  /** Writes the row as its next version. */
  void update(Handle h, Row row) {
    bind(
            h.createUpdate(
                "update unit set call_sign = :call_sign, kind = :kind,"
                    + " capabilities = :capabilities, organisation = :organisation,"
                    + " station = :station, duty = :duty, duty_reason = :duty_reason,"
                    + " duty_at = :duty_at, version = version + 1 where id = :id"),
            row)
        .execute();
  }

  /** Another version of the same row: what is derived from it has changed. */
  void touch(Handle h, String id) {
    h.createUpdate("update unit set version = version + 1 where id = :id").bind("id", id).execute();
  }

  private static Update bind(Update update, Row row) {
    return update
        .bind("id", row.id())
        .bind("call_sign", row.callSign())
        .bind("kind", row.kind())
        .bind("capabilities", String.join(" ", row.capabilities()))
        .bind("organisation", row.organisation())
        .bind("station", row.station() == null ? null : row.station().point())
        .bind("duty", row.duty())
        .bind("duty_reason", row.dutyReason())
        .bind("duty_at", row.dutyAt());
  }

  private static Row row(ResultSet rs, StatementContext context) throws SQLException {
    double lon = rs.getDouble("lon");
    Spot station = rs.wasNull() ? null : new Spot(lon, rs.getDouble("lat"));
    String capabilities = rs.getString("capabilities");
    String work = rs.getString("work");
    return new Row(
        rs.getString("id"),
        rs.getString("call_sign"),
        rs.getString("kind"),
        capabilities.isEmpty() ? List.of() : List.of(capabilities.split(" ")),
        rs.getString("organisation"),
        station,
        rs.getString("duty"),
        rs.getString("duty_reason"),
        rs.getObject("duty_at", OffsetDateTime.class).toInstant(),
        rs.getLong("version"),
        rs.getString("assignment_id"),
        rs.getString("incident_id"),
        work == null ? null : Status.of(work));
  }
}
