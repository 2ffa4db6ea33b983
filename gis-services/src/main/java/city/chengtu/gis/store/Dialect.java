package city.chengtu.gis.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.value.ValueGeometry;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.postgresql.PGStatement;

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
    void beginMoment(Handle handle) {
      // H2's "repeatable read" still lets new rows appear; only this one is one moment of all
      // tables.
      handle.execute("set session characteristics as transaction isolation level snapshot");
      // Otherwise H2 builds the whole result before it gives the first row.
      handle.execute("set lazy_query_execution true");
      handle.begin();
    }

    @Override
    void endMoment(Handle handle) {
      handle.rollback();
      handle.execute("set lazy_query_execution false");
      handle.execute("set session characteristics as transaction isolation level read committed");
    }

    @Override
    public long otherSessions(Handle handle) {
      return 0; // the file's lock has kept them out
    }

    @Override
    public String geometryOut(String column) {
      // The bare column is EWKB already; a function would take it apart and put it together again.
      return column;
    }

    @Override
    public String analyze(String table) {
      return "analyze table " + table;
    }

    @Override
    String analyze(String table, String columns) {
      return analyze(table);
    }

    @Override
    void bindGeometry(PreparedStatement statement, int position, byte[] ewkb) throws SQLException {
      // As bytes, H2 would take them apart anew for each row that is compared with them.
      statement.setObject(position, ValueGeometry.getFromEWKB(ewkb));
    }

    @Override
    boolean makesIndexesWithin() {
      return false; // making one ends the transaction
    }

    @Override
    void insert(
        Connection connection,
        String table,
        List<LayerTable.Versioned> rows,
        ChangeSet set,
        Instant at)
        throws SQLException {
      InsertRows.insert(this, connection, table, rows, set, at);
    }

    @Override
    public void bindJson(PreparedStatement statement, int position, String json)
        throws SQLException {
      // As text, H2 would store a JSON string that holds JSON, not the object itself.
      statement.setBytes(position, json.getBytes(StandardCharsets.UTF_8));
    }
  },
  POSTGRESQL("postgresql") {
    @Override
    StatementCustomizer planningAnew() {
      return new StatementCustomizer() {
        @Override
        public void beforeExecution(PreparedStatement statement, StatementContext context)
            throws SQLException {
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        }
      };
    }

    @Override
    void beginMoment(Handle handle) {
      handle.begin();
      handle.execute("set transaction isolation level repeatable read, read only");
    }

    @Override
    void endMoment(Handle handle) {
      handle.rollback();
    }

    @Override
    public long otherSessions(Handle handle) {
      return handle
          .select(
              "select count(*) from pg_stat_activity where datname = current_database()"
                  + " and application_name = ?",
              SpatialDatabase.SERVER)
          .mapTo(Long.class)
          .one();
    }

    @Override
    public String geometryOut(String column) {
      return "ST_AsEWKB(" + column + ")";
    }

    @Override
    public String analyze(String table) {
      return "analyze " + table;
    }

    @Override
    String analyze(String table, String columns) {
      return "analyze " + table + " (" + columns + ")";
    }

    @Override
    Optional<Long> plannedRows(Function<String, Query> bound, String select) {
      return bound.apply("explain " + select).mapTo(String.class).stream()
          .map(PLAN_ROWS::matcher)
          .filter(Matcher::find)
          .map(found -> Long.valueOf(found.group(1)))
          .findFirst();
    }

    @Override
    void bindGeometry(PreparedStatement statement, int position, byte[] ewkb) throws SQLException {
      statement.setBytes(position, ewkb);
    }

    @Override
    boolean makesIndexesWithin() {
      return true;
    }

    @Override
    void insert(
        Connection connection,
        String table,
        List<LayerTable.Versioned> rows,
        ChangeSet set,
        Instant at)
        throws SQLException {
      if (rows.size() < COPY_FROM) {
        InsertRows.insert(this, connection, table, rows, set, at);
      } else {
        try (CopyRows copy = CopyRows.begin(connection, table, set, at)) {
          copy.add(rows);
          copy.end();
        }
      }
    }

    @Override
    boolean copies(int rows) {
      return rows >= COPY_FROM;
    }

    @Override
    public void bindJson(PreparedStatement statement, int position, String json)
        throws SQLException {
      statement.setObject(position, json, Types.OTHER);
    }
  };

  /** Fewer rows are not worth the round trips that a COPY takes. */
  private static final int COPY_FROM = 50;

  private static final Pattern PLAN_ROWS = Pattern.compile("rows=(\\d+)");
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

  /** The store's name: "h2" or "postgresql"; also that of its own folder of migrations. */
  public String folder() {
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

  /** Begins a transaction that sees all tables as they are at its first statement. */
  abstract void beginMoment(Handle handle);

  abstract void endMoment(Handle handle);

  /** How many connections servers hold to this database, besides those opened for maintenance. */
  public abstract long otherSessions(Handle handle);

  /** Expression that gives a geometry column as EWKB through getBytes. */
  public abstract String geometryOut(String column);

  /** Statement that lets the planner know what a table holds after a bulk load. */
  public abstract String analyze(String table);

  /** As {@link #analyze(String)}; only these columns matter. */
  abstract String analyze(String table, String columns);

  /** True when making an index is part of the transaction it happens in. */
  abstract boolean makesIndexesWithin();

  /** Adds rows to a layer's table by the store's fastest way, in the connection's transaction. */
  abstract void insert(
      Connection connection,
      String table,
      List<LayerTable.Versioned> rows,
      ChangeSet set,
      Instant at)
      throws SQLException;

  /** True when so many rows at once are worth a COPY that stays open for more. */
  boolean copies(int rows) {
    return false;
  }

  /**
   * How many rows the store's planner expects of a statement; empty when it does not say.
   *
   * @param bound makes a statement of a text and binds its values
   */
  Optional<Long> plannedRows(Function<String, Query> bound, String select) {
    return Optional.empty();
  }

  /**
   * For statements whose best plan hangs on the values bound: PostgreSQL would plan them once for
   * all values from the sixth time on, takes a box for one of thirteen rows then, and works the
   * bound shape out anew for each row. Costs 0.2 ms a statement.
   */
  StatementCustomizer planningAnew() {
    return new StatementCustomizer() {};
  }

  abstract void bindGeometry(PreparedStatement statement, int position, byte[] ewkb)
      throws SQLException;

  public abstract void bindJson(PreparedStatement statement, int position, String json)
      throws SQLException;
}
