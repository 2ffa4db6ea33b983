package city.chengtu.gis.ingest.geopackage;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * One feature table of a GeoPackage. The file is opened read only and never changed; only plain
 * tables are read, because a view can be made to run for ever.
 */
public final class GeoPackageSource implements Source {
  private final Connection connection;
  private final SourceCard card;
  private final String table;
  private final String geometryColumn;
  private final String keyColumn;
  private final List<SourceField> fields;
  private final SourceLimits limits;

  private GeoPackageSource(
      Connection connection, String name, String table, List<String> tables, SourceLimits limits)
      throws SQLException, SourceException {
    this.connection = connection;
    this.table = table;
    this.limits = limits;
    requireTable(name, table);
    String[] drawn = geometryColumn(table);
    this.geometryColumn = drawn[0];
    List<SourceField> columns = new ArrayList<>();
    String key = null;
    try (PreparedStatement info =
        connection.prepareStatement("select name, type, pk from pragma_table_info(?)")) {
      info.setString(1, table);
      try (ResultSet rs = info.executeQuery()) {
        while (rs.next()) {
          if (rs.getInt(3) > 0) {
            key = rs.getString(1);
          } else if (!rs.getString(1).equals(geometryColumn)) {
            columns.add(new SourceField(rs.getString(1), type(rs.getString(2))));
          }
        }
      }
    }
    if (columns.size() > limits.columns()) {
      throw new SourceException(name + ": table " + table + " has " + columns.size() + " columns");
    }
    this.keyColumn = key;
    this.fields = List.copyOf(columns);
    this.card =
        new SourceCard(
            "GeoPackage", table, tables, null, system(drawn[1]), fields, null, List.of());
  }

  /**
   * @param table which one; null for the only or first one
   */
  public static GeoPackageSource open(Path file, String table, SourceLimits limits)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    Connection connection = null;
    try {
      connection = connect(file, limits);
      List<String> tables = tables(connection);
      if (tables.isEmpty()) {
        throw new SourceException(name + ": holds no table of features");
      }
      String chosen = table == null ? tables.get(0) : table;
      if (!tables.contains(chosen)) {
        throw new SourceException(name + ": has no table '" + chosen + "', but " + tables);
      }
      GeoPackageSource source = new GeoPackageSource(connection, name, chosen, tables, limits);
      connection = null;
      return source;
    } catch (SQLException e) {
      throw new SourceException(name + ": is no readable GeoPackage: " + e.getMessage(), e);
    } finally {
      close(connection);
    }
  }

  private static Connection connect(Path file, SourceLimits limits) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.enableLoadExtension(false);
    Connection connection =
        DriverManager.getConnection(
            "jdbc:sqlite:" + file.toUri() + "?immutable=1", config.toProperties());
    try (Statement statement = connection.createStatement()) {
      SQLiteConnection sqlite = connection.unwrap(SQLiteConnection.class);
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, limits.rowBytes());
      sqlite.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
      statement.execute("pragma trusted_schema = off");
      statement.execute("pragma cell_size_check = on");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rs =
            statement.executeQuery(
                "select table_name from gpkg_contents where data_type = 'features' order by table_name")) {
      while (rs.next()) {
        tables.add(rs.getString(1));
      }
    }
    return tables;
  }

  private void requireTable(String name, String wanted) throws SQLException, SourceException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select sql from sqlite_master where type = 'table' and name = ?")) {
      statement.setString(1, wanted);
      try (ResultSet rs = statement.executeQuery()) {
        String sql = rs.next() ? rs.getString(1) : null;
        if (sql == null || sql.toLowerCase(Locale.ROOT).startsWith("create virtual")) {
          throw new SourceException(
              name
                  + ": '"
                  + wanted
                  + "' is no plain table (views and virtual tables are not read)");
        }
      }
    }
  }

  private String[] geometryColumn(String wanted) throws SQLException, SourceException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select column_name, srs_id from gpkg_geometry_columns where table_name = ?")) {
      statement.setString(1, wanted);
      try (ResultSet rs = statement.executeQuery()) {
        if (!rs.next()) {
          throw new SourceException("table '" + wanted + "' has no geometry column");
        }
        return new String[] {rs.getString(1), rs.getString(2)};
      }
    }
  }

  /** -1 and 0 mean "not known". */
  private SourceCard.StatedSystem system(String id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select organization, organization_coordsys_id, definition from gpkg_spatial_ref_sys"
                + " where srs_id = ? and srs_id > 0")) {
      statement.setString(1, id);
      try (ResultSet rs = statement.executeQuery()) {
        if (!rs.next()) {
          return null;
        }
        String where = "the table's spatial reference";
        return "EPSG".equalsIgnoreCase(rs.getString(1))
            ? new SourceCard.StatedSystem("EPSG:" + rs.getString(2), null, where)
            : new SourceCard.StatedSystem(null, rs.getString(3), where);
      }
    }
  }

  /** The types of GeoPackage 1.3, table 1. */
  private static Field.Type type(String sql) {
    String plain = sql.toUpperCase(Locale.ROOT).replaceAll("\\(.*", "").trim();
    return switch (plain) {
      case "BOOLEAN" -> Field.Type.BOOLEAN;
      case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER" -> Field.Type.INTEGER;
      case "FLOAT", "DOUBLE", "REAL" -> Field.Type.NUMBER;
      case "DATE" -> Field.Type.DATE;
      case "DATETIME" -> Field.Type.TIMESTAMP;
      default -> Field.Type.TEXT;
    };
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    String key = keyColumn == null ? "rowid" : keyColumn;
    StringBuilder sql =
        new StringBuilder("select ")
            .append(quoted(key))
            .append(", ")
            .append(quoted(geometryColumn));
    fields.forEach(f -> sql.append(", ").append(quoted(f.name())));
    sql.append(" from ").append(quoted(table)).append(" order by ").append(quoted(key));
    try (PreparedStatement statement = connection.prepareStatement(sql.toString());
        ResultSet rs = statement.executeQuery()) {
      for (long number = 1; rs.next(); number++) {
        if (!taker.take(row(number, rs))) {
          return;
        }
      }
    } catch (SQLException e) {
      throw new SourceException(card.part() + ": cannot be read on: " + e.getMessage(), e);
    }
  }

  /** Names cannot be bound; a doubled quote keeps any name a name. */
  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private SourceRow row(long number, ResultSet rs) throws SQLException {
    List<Fault> faults = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i).name(), value(fields.get(i), rs.getObject(i + 3), faults));
    }
    Geometry geometry = null;
    try {
      byte[] blob = rs.getBytes(2);
      geometry = blob == null ? null : GeoPackageGeometry.read(blob, limits);
    } catch (IllegalArgumentException e) {
      faults.add(Fault.error(null, "geometry-unreadable", e.getMessage()));
    }
    return new SourceRow(number, rs.getString(1), geometry, values, faults);
  }

  private static Object value(SourceField field, Object value, List<Fault> faults) {
    if (value instanceof byte[]) {
      faults.add(Fault.warning(field.name(), "binary-left-out", "the value is binary; left empty"));
      return null;
    }
    if (value instanceof Number n) {
      if (field.type() == Field.Type.BOOLEAN) {
        return n.longValue() != 0;
      }
      boolean whole = value instanceof Integer || value instanceof Long;
      return whole && field.type() != Field.Type.NUMBER
          ? (Object) n.longValue()
          : (Object) n.doubleValue();
    }
    return value == null ? null : value.toString();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("closing the GeoPackage: " + e.getMessage(), e);
    }
  }

  private static void close(Connection connection) throws IOException {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        throw new IOException("closing the GeoPackage: " + e.getMessage(), e);
      }
    }
  }
}
