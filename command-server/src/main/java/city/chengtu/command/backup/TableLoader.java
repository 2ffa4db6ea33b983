package city.chengtu.command.backup;

import city.chengtu.gis.store.Dialect;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import org.jdbi.v3.core.Handle;

/** Fills one empty table with rows of a back-up. */
final class TableLoader {
  private static final int BATCH = 1_000;

  /** A batch is sent when its lines reach this many bytes: pictures are large. */
  private static final long BATCH_BYTES = 8_000_000;

  private final TableShape shape;
  private final RowText text;
  private final PreparedStatement statement;
  private int waiting;
  private long waitingBytes;

  /**
   * @param shape of the table as it is in the store, whose names go into the statement
   */
  TableLoader(Handle handle, TableShape shape, Dialect dialect) {
    this.shape = shape;
    this.text = new RowText(shape, dialect);
    try {
      this.statement =
          handle
              .getConnection()
              .prepareStatement(
                  "insert into \""
                      + shape.name()
                      + "\" ("
                      + shape.columnList()
                      + ") values ("
                      + String.join(", ", Collections.nCopies(shape.columns().size(), "?"))
                      + ")");
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  void add(byte[] line, int length) throws IOException {
    try {
      text.bind(line, length, statement);
      statement.addBatch();
      waiting++;
      waitingBytes += length;
      if (waiting == BATCH || waitingBytes >= BATCH_BYTES) {
        send();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  void end() {
    try {
      send();
      statement.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void send() throws SQLException {
    if (waiting > 0) {
      statement.executeBatch();
      waiting = 0;
      waitingBytes = 0;
    }
  }

  private IllegalStateException failed(SQLException e) {
    SQLException reason = e.getNextException() == null ? e : e.getNextException();
    return new IllegalStateException(
        "table " + shape.name() + " cannot be filled: " + reason.getMessage(), e);
  }
}
