package city.chengtu.gis.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Rows of a layer by plain inserts in one batch: on both stores. */
final class InsertRows {
  private InsertRows() {}

  /** Adds rows in the connection's transaction. */
  static void insert(
      Dialect dialect,
      Connection connection,
      String table,
      List<LayerTable.Versioned> rows,
      ChangeSet set,
      Instant at)
      throws SQLException {
    String sql =
        "insert into " + table + " (" + LayerTable.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    OffsetDateTime from = at.atOffset(ZoneOffset.UTC);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (LayerTable.Versioned versioned : rows) {
        LayerTable.Row row = versioned.row();
        statement.setString(1, row.feature().id());
        statement.setLong(2, versioned.version());
        statement.setObject(3, from);
        statement.setObject(4, set.id());
        statement.setString(5, set.author());
        statement.setInt(6, row.feature().rank());
        dialect.bindJson(statement, 7, row.text());
        statement.setString(8, row.digest());
        statement.setBytes(9, row.ewkb());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
