package city.chengtu.gis.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Connections to the embedded store on which a commit is whole on disk or not there at all.
 *
 * <p>H2 writes a picture of its tables to the file one table after the other, and nothing keeps
 * another transaction from committing in between: it then stands in the picture with some of its
 * tables and not with others. Its own write, a moment later, puts that right, unless the process is
 * killed between the two (github.com/h2database/h2database/issues/2080; seen in every seventh kill
 * under eight writers). Here a commit holds the lock that H2 holds while it takes such a picture,
 * so the two never overlap. It costs speed among many writers: each commit then writes to the file
 * by itself, where one picture served several (docs/performance.md).
 *
 * <p>To know each commit, auto-commit is done here: H2 is always told to wait for one. Statements
 * that change tables themselves commit by themselves and so run under the lock as a whole.
 */
final class EmbeddedConnections implements DataSource {
  private static final List<String> NEVER_COMMIT =
      List.of("select", "insert", "update", "delete", "merge", "with", "values", "explain", "call");

  /** Nobody else comes in while the first one clears up after a process that was killed. */
  private static final Object OPENING = new Object();

  private final JdbcDataSource h2 = new JdbcDataSource();

  EmbeddedConnections(JdbcAddress address) {
    h2.setURL(address.url());
    h2.setUser(address.user());
    h2.setPassword(address.password());
  }

  @Override
  public Connection getConnection() throws SQLException {
    synchronized (OPENING) {
      Connection first = h2.getConnection();
      try {
        HalfWrittenRows.takeOut(first);
      } catch (SQLException | RuntimeException e) {
        first.close();
        throw e;
      }
      return guarded(first);
    }
  }

  @Override
  public Connection getConnection(String user, String password)
      throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("the embedded store has one user");
  }

  private static Connection guarded(Connection connection) throws SQLException {
    Session session = connection.unwrap(JdbcConnection.class).getSession();
    // One reached over the network, or one without a file, has no pictures of ours to guard.
    if (!(session instanceof SessionLocal local)
        || local.getDatabase().getStore().getMvStore().getFileStore() == null) {
      return connection;
    }
    connection.setAutoCommit(false);
    return new Guard(connection, local.getDatabase().getStore().getMvStore()).connection();
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /** One connection. Its calls come from one thread at a time, as the pool has it. */
  private static final class Guard implements InvocationHandler {
    private final Connection h2;
    private final MVStore store;
    private boolean autoCommit = true;

    Guard(Connection h2, MVStore store) {
      this.h2 = h2;
      this.store = store;
    }

    Connection connection() {
      return proxy(Connection.class, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return switch (method.getName()) {
        case "commit" -> {
          commit();
          yield null;
        }
        case "getAutoCommit" -> autoCommit;
        case "setAutoCommit" -> {
          setAutoCommit((Boolean) arguments[0]);
          yield null;
        }
        default -> {
          Object answer = call(h2, method, arguments);
          yield answer instanceof Statement s ? watched(s, method, arguments) : answer;
        }
      };
    }

    private void setAutoCommit(boolean now) throws SQLException {
      if (now && !autoCommit) {
        commit();
      }
      autoCommit = now;
    }

    private Statement watched(Statement statement, Method method, Object[] arguments) {
      String prepared = method.getName().startsWith("prepare") ? (String) arguments[0] : null;
      InvocationHandler handler =
          (proxy, called, with) ->
              called.getName().startsWith("execute")
                  ? execute(statement, prepared, called, with)
                  : call(statement, called, with);
      if (statement instanceof CallableStatement) {
        return proxy(CallableStatement.class, handler);
      }
      return statement instanceof PreparedStatement
          ? proxy(PreparedStatement.class, handler)
          : proxy(Statement.class, handler);
    }

    private Object execute(Statement on, String prepared, Method method, Object[] arguments)
        throws SQLException {
      // a batch of texts is only ever made of inserts; one of tables would commit unguarded
      String sql = prepared != null || arguments == null ? prepared : String.valueOf(arguments[0]);
      boolean plain = sql == null || startsWith(sql, NEVER_COMMIT);
      Object answer;
      try {
        answer = plain ? call(on, method, arguments) : alone(() -> call(on, method, arguments));
      } catch (SQLException e) {
        if (autoCommit) {
          h2.rollback();
        }
        throw e;
      }
      if (autoCommit) {
        if (sql != null && onlyReads(sql)) {
          h2.commit(); // nothing to write: no need to wait for those who do
        } else {
          commit();
        }
      }
      return answer;
    }

    private void commit() throws SQLException {
      alone(
          () -> {
            h2.commit();
            return null;
          });
    }

    /**
     * While nothing else commits or writes to the file. Cost: one wait for a fair lock, and a
     * picture of the tables for each commit, a third of a millisecond.
     */
    private <T> T alone(Work<T> work) throws SQLException {
      Outcome<T> outcome = new Outcome<>();
      try {
        store.executeFilestoreOperation(() -> outcome.of(work));
      } catch (MVStoreException e) {
        throw new SQLException(
            "the store is closed: " + e.getMessage(), "90098", ErrorCode.DATABASE_IS_CLOSED, e);
      }
      return outcome.get();
    }
  }

  /** What came of work that must not throw: H2 would take it for a fault of its own and close. */
  private static final class Outcome<T> {
    private T value;
    private SQLException failure;
    private RuntimeException fault;

    void of(Work<T> work) {
      try {
        value = work.run();
      } catch (SQLException e) {
        failure = e;
      } catch (RuntimeException e) {
        fault = e;
      }
    }

    T get() throws SQLException {
      if (failure != null) {
        throw failure;
      }
      if (fault != null) {
        throw fault;
      }
      return value;
    }
  }

  private static boolean startsWith(String sql, List<String> words) {
    String text = sql.stripLeading();
    return words.stream().anyMatch(w -> text.regionMatches(true, 0, w, 0, w.length()));
  }

  /** A read that locks rows, or that reads what a change gives back, is none. */
  private static boolean onlyReads(String sql) {
    if (!startsWith(sql, List.of("select", "values", "explain"))) {
      return false;
    }
    String text = sql.toLowerCase(Locale.ROOT);
    return !text.contains("for update") && !text.contains(" table");
  }

  private static Object call(Object on, Method method, Object[] arguments) throws SQLException {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            EmbeddedConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return h2.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return h2.isWrapperFor(type);
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return h2.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    h2.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    h2.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return h2.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }
}
