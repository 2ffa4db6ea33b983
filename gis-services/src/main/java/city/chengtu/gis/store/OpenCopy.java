package city.chengtu.gis.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The one COPY that may be open on a delivery's connection: rows flow without waiting for an answer
 * to each batch. While it is open nothing else can be asked there: {@link #end} first.
 */
final class OpenCopy implements AutoCloseable {
  private final Connection connection;
  private final ChangeSet set;
  private CopyRows rows;
  private LayerTable table;
  private UnaryOperator<RuntimeException> failure;

  OpenCopy(Connection connection, ChangeSet set) {
    this.connection = connection;
    this.set = set;
  }

  boolean isInto(LayerTable wanted) {
    return table == wanted;
  }

  /**
   * Adds rows to the table, after what went into another is there.
   *
   * @param said what a refusal by the database is told as
   */
  void add(
      LayerTable into,
      Instant at,
      List<LayerTable.Versioned> fresh,
      UnaryOperator<RuntimeException> said) {
    if (!isInto(into)) {
      end();
      failure = said;
      table = into;
      run(() -> rows = into.beginCopy(connection, set, at));
    }
    run(() -> rows.add(fresh));
  }

  /** Waits until everything is in the table; does nothing when nothing is open. */
  void end() {
    if (table == null) {
      return;
    }
    run(() -> rows.end());
    forget();
  }

  private void forget() {
    rows = null;
    table = null;
  }

  private interface Step {
    void run() throws SQLException;
  }

  private void run(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      throw failure.apply(table.cannotAdd(e));
    }
  }

  /** Drops what is not yet ended, so that the transaction can be. */
  @Override
  public void close() {
    try {
      if (rows != null) {
        rows.close();
      }
    } catch (SQLException e) {
      throw table.cannotAdd(e);
    } finally {
      forget();
    }
  }
}
