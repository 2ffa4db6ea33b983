package city.chengtu.gis.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * Where rows go that could not be taken: kept with the delivery they came with, in its transaction.
 * Nothing here is ever shown on the map; who may load may read it.
 */
public final class Quarantine {
  private static final int BATCH = 500;
  private static final int LONGEST_REASONS = 4_000;
  private static final int LONGEST_SYSTEM = 300;
  private static final int LONGEST_FEATURE = 200;

  private final SpatialDatabase database;

  public Quarantine(SpatialDatabase database) {
    this.database = database;
  }

  /** How many rows of a delivery lie here. */
  public record Standing(UUID changeSet, String layer, long rows) {}

  /** Adds rows in the transaction of the delivery they came with. */
  public void keep(Handle handle, Collection<QuarantinedRow> rows) {
    String sql =
        """
        insert into quarantine
          (change_set, layer, row_number, feature, content, geometry, reference_system, reasons)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """;
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      int waiting = 0;
      for (QuarantinedRow row : rows) {
        bind(statement, row);
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new LayerWriteException("cannot keep the rows that were not taken", e);
    }
  }

  private void bind(PreparedStatement statement, QuarantinedRow row) throws SQLException {
    statement.setObject(1, row.changeSet());
    statement.setString(2, row.layer());
    statement.setLong(3, row.number());
    statement.setString(4, cut(row.feature(), LONGEST_FEATURE));
    database.dialect().bindJson(statement, 5, Json.of(plain(row.content())).text());
    statement.setBytes(6, row.geometry() == null ? null : new WKBWriter().write(row.geometry()));
    statement.setString(7, cut(row.system(), LONGEST_SYSTEM));
    statement.setString(8, cut(row.reasons(), LONGEST_REASONS));
  }

  private static Map<String, Object> plain(Map<String, Object> content) {
    Map<String, Object> plain = new LinkedHashMap<>();
    content.forEach(
        (field, value) ->
            plain.put(plain(field), value instanceof String text ? plain(text) : value));
    return plain;
  }

  /** A file may hold zero characters and half pairs, which PostgreSQL knows in no text. */
  private static String plain(String text) {
    // Encoding puts "?" for half a pair.
    byte[] utf8 = text.replace('\0', '\ufffd').getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static String cut(String text, int most) {
    if (text == null) {
      return null;
    }
    String plain = plain(text);
    return plain.length() <= most ? plain : plain.substring(0, most - 1) + "…";
  }

  /** What lies here, by delivery; of one layer, or of all when it is null. */
  public List<Standing> standing(String layer) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select change_set, layer, count(*) from quarantine
                        where layer = coalesce(cast(:layer as varchar(40)), layer)
                        group by change_set, layer order by change_set, layer
                        """)
                    .bind("layer", layer)
                    .map(
                        (rs, c) ->
                            new Standing(
                                rs.getObject(1, UUID.class), rs.getString(2), rs.getLong(3)))
                    .list());
  }

  /** Rows of a delivery after this row number, in the order of the file. */
  public List<QuarantinedRow> rows(UUID changeSet, long after, int limit) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        """
                        select change_set, layer, row_number, feature, content, geometry, reference_system, reasons
                        from quarantine where change_set = ? and row_number > ?
                        order by change_set, layer, row_number limit ?
                        """,
                        changeSet,
                        after,
                        limit)
                    .map(Quarantine::row)
                    .list());
  }

  private static QuarantinedRow row(ResultSet rs, StatementContext context) throws SQLException {
    byte[] wkb = rs.getBytes(6);
    return new QuarantinedRow(
        rs.getObject(1, UUID.class),
        rs.getString(2),
        rs.getLong(3),
        rs.getString(4),
        new Json(rs.getString(5)).properties(),
        wkb == null ? null : geometry(wkb),
        rs.getString(7),
        rs.getString(8));
  }

  private static Geometry geometry(byte[] wkb) {
    try {
      return new WKBReader().read(wkb);
    } catch (ParseException e) {
      throw new IllegalStateException(
          "the quarantine holds a geometry that is not WKB: " + e.getMessage(), e);
    }
  }

  /**
   * Removes the rows of a delivery: they were mended, or are not wanted.
   *
   * @return how many there were
   */
  public int forget(UUID changeSet) {
    return database
        .jdbi()
        .withHandle(
            handle -> handle.execute("delete from quarantine where change_set = ?", changeSet));
  }
}
