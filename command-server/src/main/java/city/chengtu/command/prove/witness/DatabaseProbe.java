package city.chengtu.command.prove.witness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks the database on a connection of its own. Used on one thread. */
final class DatabaseProbe implements Probe {
  private static final int PATIENCE_SECONDS = 5;
  private final JdbcTarget target;
  private Connection connection;

  DatabaseProbe(JdbcTarget target) {
    this.target = target;
  }

  @Override
  public long head() throws SQLException {
    if (connection == null) {
      connection = target.connect();
    }
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(PATIENCE_SECONDS);
      try (ResultSet row = statement.executeQuery("select max(seq) from journal_entry")) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      close(); // the next look begins anew
      throw e;
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException gone) {
        connection = null; // with the database: there is nothing to give back
        return;
      }
      connection = null;
    }
  }
}
