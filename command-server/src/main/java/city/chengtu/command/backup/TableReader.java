package city.chengtu.command.backup;

import city.chengtu.gis.store.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** Gives all rows of one table as lines, rows that others of the same table point to first. */
final class TableReader {
  private static final int FETCH = 500;

  private final Handle handle;
  private final TableShape shape;
  private final RowText text;

  TableReader(Handle handle, TableShape shape, Dialect dialect) {
    this.handle = handle;
    this.shape = shape;
    this.text = new RowText(shape, dialect);
  }

  /** Takes one row's line. */
  @FunctionalInterface
  interface Lines {
    void take(byte[] line) throws IOException;
  }

  void read(Lines lines) {
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql())) {
      statement.setFetchSize(FETCH);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines.take(text.write(row));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot read table " + shape.name() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("table " + shape.name() + ": " + e.getMessage(), e);
    }
  }

  private String sql() {
    String table = '"' + shape.name() + '"';
    return new StoreTables(handle)
        .self(shape.name())
        .map(
            self ->
                """
                with recursive step (point, depth) as (
                  select "%2$s", 0 from %1$s where "%3$s" is null
                  union all
                  select t."%2$s", s.depth + 1 from %1$s t join step s on t."%3$s" = s.point)
                select %4$s from %1$s join step on step.point = "%2$s" order by step.depth
                """
                    .formatted(table, self.pointsTo(), self.column(), text.selection()))
        .orElseGet(() -> "select " + text.selection() + " from " + table);
  }
}
