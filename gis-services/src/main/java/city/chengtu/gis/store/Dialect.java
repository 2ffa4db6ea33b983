package city.chengtu.gis.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/**
 * The only place where the two stores may differ outside the vendor migrations. SQL is one text for
 * both; see the README beside this class for the rules that keep it so.
 */
public enum Dialect {
  H2("h2") {
    @Override
    public <T, X extends Exception> T readSpace(Handle handle, HandleCallback<T, X> read) throws X {
      return H2SpatialReads.run(handle, read);
    }

    @Override
    String geometryOut(String column) {
      // The bare column is EWKB already; a function would take it apart and put it together again.
      return column;
    }

    @Override
    String analyze(String table) {
      return "analyze table " + table;
    }

    @Override
    void bindJson(PreparedStatement statement, int position, String json) throws SQLException {
      // As text, H2 would store a JSON string that holds JSON, not the object itself.
      statement.setBytes(position, json.getBytes(StandardCharsets.UTF_8));
    }
  },
  POSTGRESQL("postgresql") {
    @Override
    String geometryOut(String column) {
      return "ST_AsEWKB(" + column + ")";
    }

    @Override
    String analyze(String table) {
      return "analyze " + table;
    }

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

  /**
   * Runs a read that asks a spatial index (<code>geom && box</code>); every such read goes through
   * here, so that it does not fail beside a writer. The read may run several times: it must have no
   * other effect.
   */
  public <T, X extends Exception> T readSpace(Handle handle, HandleCallback<T, X> read) throws X {
    return read.withHandle(handle);
  }

  /** Expression that gives a geometry column as EWKB through getBytes. */
  abstract String geometryOut(String column);

  /** Statement that lets the planner know what a table holds after a bulk load. */
  abstract String analyze(String table);

  abstract void bindJson(PreparedStatement statement, int position, String json)
      throws SQLException;
}
