package city.chengtu.command.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Which tables a store has, as the database itself describes them. */
final class StoreTables {
  /** What a database needs for itself, and what says where a store came from: no content. */
  private static final Set<String> NOT_CONTENT =
      Set.of("flyway_schema_history", "spatial_ref_sys", "store_restore");

  private static final String[] TABLES = {"TABLE", "BASE TABLE"};

  private final Connection connection;
  private final DatabaseMetaData data;

  StoreTables(Handle handle) {
    this.connection = handle.getConnection();
    try {
      this.data = connection.getMetaData();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** A table whose rows point to rows of the same table: these must be there first. */
  record Self(String column, String pointsTo) {}

  /** All tables with content, those that others point to before those that point. */
  List<TableShape> list() {
    try {
      Map<String, Set<String>> needs = new HashMap<>();
      Set<String> waiting = names();
      for (String table : waiting) {
        needs.put(table, pointsTo(table));
      }
      List<TableShape> ordered = new ArrayList<>();
      while (!waiting.isEmpty()) {
        List<String> ready =
            waiting.stream()
                .filter(t -> needs.get(t).stream().noneMatch(waiting::contains))
                .toList();
        if (ready.isEmpty()) {
          throw new IllegalStateException("tables that point at each other in a ring: " + waiting);
        }
        for (String table : ready) {
          ordered.add(new TableShape(table, columns(table)));
          waiting.remove(table);
        }
      }
      return ordered;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** How the rows of a table point to each other; empty when they do not. */
  Optional<Self> self(String table) {
    try (ResultSet keys = data.getImportedKeys(connection.getCatalog(), schema(), table)) {
      while (keys.next()) {
        if (table.equals(keys.getString("PKTABLE_NAME"))) {
          return Optional.of(
              new Self(keys.getString("FKCOLUMN_NAME"), keys.getString("PKCOLUMN_NAME")));
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Columns whose next value the database counts itself. */
  Map<String, String> counted() {
    Map<String, String> found = new TreeMap<>();
    try (ResultSet columns = data.getColumns(connection.getCatalog(), schema(), "%", "%")) {
      while (columns.next()) {
        if ("YES".equals(columns.getString("IS_AUTOINCREMENT"))
            && !NOT_CONTENT.contains(columns.getString("TABLE_NAME"))) {
          found.put(columns.getString("TABLE_NAME"), columns.getString("COLUMN_NAME"));
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
    return found;
  }

  private Set<String> names() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet tables = data.getTables(connection.getCatalog(), schema(), "%", TABLES)) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    names.removeAll(NOT_CONTENT);
    return names;
  }

  private Set<String> pointsTo(String table) throws SQLException {
    Set<String> others = new HashSet<>();
    try (ResultSet keys = data.getImportedKeys(connection.getCatalog(), schema(), table)) {
      while (keys.next()) {
        others.add(keys.getString("PKTABLE_NAME"));
      }
    }
    others.remove(table);
    return others;
  }

  private List<TableShape.Column> columns(String table) throws SQLException {
    List<TableShape.Column> found = new ArrayList<>();
    String pattern = table.replace("_", data.getSearchStringEscape() + "_");
    try (ResultSet columns = data.getColumns(connection.getCatalog(), schema(), pattern, "%")) {
      while (columns.next()) {
        String name = columns.getString("COLUMN_NAME");
        found.add(
            new TableShape.Column(
                name, ColumnKind.of(columns.getString("TYPE_NAME"), table + "." + name)));
      }
    }
    found.sort(Comparator.comparing(TableShape.Column::name));
    return found;
  }

  private String schema() throws SQLException {
    return connection.getSchema();
  }

  private static IllegalStateException unreadable(SQLException e) {
    return new IllegalStateException("cannot read which tables there are: " + e.getMessage(), e);
  }
}
