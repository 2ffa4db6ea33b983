package city.chengtu.gis.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * The only place where the two stores may differ outside the vendor migrations. SQL is one text for
 * both; see the README beside this class for the rules that keep it so.
 */
public enum Dialect {
  H2("h2") {
    @Override
    void bindJson(PreparedStatement statement, int position, String json) throws SQLException {
      // As text, H2 would store a JSON string that holds JSON, not the object itself.
      statement.setBytes(position, json.getBytes(StandardCharsets.UTF_8));
    }
  },
  POSTGRESQL("postgresql") {
    @Override
    void bindJson(PreparedStatement statement, int position, String json) throws SQLException {
      statement.setObject(position, json, Types.OTHER);
    }
  };

  private final String folder;

  Dialect(String folder) {
    this.folder = folder;
  }

  /**
   * @throws IllegalArgumentException when the URL is of neither store
   */
  static Dialect of(String jdbcUrl) {
    if (jdbcUrl.startsWith("jdbc:h2:")) {
      return H2;
    }
    if (jdbcUrl.startsWith("jdbc:postgresql:")) {
      return POSTGRESQL;
    }
    throw new IllegalArgumentException("neither H2 nor PostgreSQL: " + jdbcUrl);
  }

  /** Name of the store's own folder of migrations. */
  String folder() {
    return folder;
  }

  /** True when several server processes may share the database; an H2 file belongs to one. */
  public boolean shareable() {
    return this == POSTGRESQL;
  }

  abstract void bindJson(PreparedStatement statement, int position, String json)
      throws SQLException;
}
