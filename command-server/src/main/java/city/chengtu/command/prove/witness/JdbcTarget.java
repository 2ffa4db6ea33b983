package city.chengtu.command.prove.witness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Where the database is, for those who read it from outside.
 *
 * @param url JDBC
 * @param user null when the URL says it
 */
public record JdbcTarget(String url, String user, String password) {
  Connection connect() throws SQLException {
    return user == null
        ? DriverManager.getConnection(url)
        : DriverManager.getConnection(url, user, password);
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&;]*", "$1***");
  }
}
