package city.chengtu.command.prove.requests;

import city.chengtu.gis.store.SpatialDatabase;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A digest of every table, so that two moments can be compared. Left out are what asking alone
 * changes: sessions and when a token was used, receipts of refused commands, and the record of
 * refused sign-ins; and the rows that the right requests in between made.
 */
public final class StateDigest {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "access_session",
          "journal_head",
          "journal_checkpoint",
          "flyway_schema_history",
          "layer_use", // how often a layer was read
          "layer_quality"); // what a look at its rows found

  private static final Set<String> COUNTERS = Set.of("used_at", "failures");
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

  private StateDigest() {}

  /**
   * @param without ids: rows that hold one of them are not counted
   * @return number of rows and digest by table
   */
  public static Map<String, String> of(SpatialDatabase database, Set<String> without) {
    try (Connection connection = database.dataSource().getConnection()) {
      return of(connection, without);
    } catch (SQLException e) {
      throw new IllegalStateException("the tables cannot be read", e);
    }
  }

  private static Map<String, String> of(Connection connection, Set<String> without)
      throws SQLException {
    Map<String, String> digests = new TreeMap<>();
    for (String table : tables(connection)) {
      if (!LEFT_OUT.contains(table.toLowerCase(Locale.ROOT))) {
        digests.put(table.toLowerCase(Locale.ROOT), table(connection, table, without));
      }
    }
    return digests;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        tables.add(found.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private static String table(Connection connection, String table, Set<String> without)
      throws SQLException {
    BigInteger sum = BigInteger.ZERO;
    long rows = 0;
    // The name comes from the database's own list.
    try (Statement statement = connection.createStatement();
        ResultSet all = statement.executeQuery("select * from \"" + table + "\"")) {
      while (all.next()) {
        String row = row(all, table, without);
        if (row != null) {
          rows++;
          sum = sum.add(hash(row)).mod(MODULUS);
        }
      }
    }
    return rows + " rows, " + sum.toString(16);
  }

  /** A row as text; null when it does not count. */
  private static String row(ResultSet all, String table, Set<String> without) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
      String column = all.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
      String value = String.valueOf(all.getString(i));
      if (without.contains(value) || isRefusal(table, column, value)) {
        return null;
      }
      if (!COUNTERS.contains(column)) {
        text.append(column).append('=').append(value).append('\n');
      }
    }
    return text.toString();
  }

  private static boolean isRefusal(String table, String column, String value) {
    return (table.equalsIgnoreCase("command")
            && ((column.equals("state") && value.equals("refused"))
                || (column.equals("kind") && value.equals("session.refuse"))))
        || (table.equalsIgnoreCase("journal_entry")
            && column.equals("type")
            && value.equals("city.chengtu.session.refused"));
  }

  private static BigInteger hash(String row) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(row.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
