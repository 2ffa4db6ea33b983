package city.chengtu.gis.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows of a layer by PostgreSQL's COPY in its binary form: for many rows a fraction of what inserts
 * cost. Form: PostgreSQL manual, COPY, "Binary Format". From {@link #begin} to {@link #end} nothing
 * else can be asked on the connection; closed without an end, the rows are dropped.
 */
final class CopyRows implements AutoCloseable {
  private static final byte[] HEAD = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int COLUMNS = 9;
  private static final int SEND_FROM = 1 << 16;

  private final CopyIn copy;
  private final byte[] author;
  private final UUID set;
  private final long from;
  private byte[] bytes = new byte[SEND_FROM * 2];
  private int length;

  private CopyRows(CopyIn copy, ChangeSet set, Instant at) {
    this.copy = copy;
    this.author = set.author().getBytes(StandardCharsets.UTF_8);
    this.set = set.id();
    this.from = ChronoUnit.MICROS.between(EPOCH, at);
  }

  /** Begins to add rows in the connection's transaction. */
  static CopyRows begin(Connection connection, String table, ChangeSet set, Instant at)
      throws SQLException {
    String sql = "copy " + table + " (" + LayerTable.COLUMNS + ") from stdin with (format binary)";
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    CopyRows rows = new CopyRows(copy, set, at);
    rows.append(HEAD);
    return rows;
  }

  void add(List<LayerTable.Versioned> rows) throws SQLException {
    for (LayerTable.Versioned row : rows) {
      row(row);
    }
  }

  /** Sends what is left and waits until the database has all of it. */
  void end() throws SQLException {
    shorts(-1);
    send();
    copy.endCopy();
  }

  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }

  private void row(LayerTable.Versioned versioned) throws SQLException {
    LayerTable.Row row = versioned.row();
    shorts(COLUMNS);
    field(row.feature().id().getBytes(StandardCharsets.UTF_8));
    ints(Integer.BYTES);
    ints(Math.toIntExact(versioned.version()));
    ints(Long.BYTES);
    longs(from);
    ints(2 * Long.BYTES);
    longs(set.getMostSignificantBits());
    longs(set.getLeastSignificantBits());
    field(author);
    ints(Short.BYTES);
    shorts(row.feature().rank());
    ints(1 + row.properties().length);
    room(1);
    bytes[length++] = 1; // the version of jsonb's own form
    append(row.properties());
    field(row.digest().getBytes(StandardCharsets.US_ASCII));
    field(row.ewkb());
    if (length >= SEND_FROM) {
      send();
    }
  }

  private void send() throws SQLException {
    copy.writeToCopy(bytes, 0, length);
    length = 0;
  }

  private void field(byte[] content) {
    ints(content.length);
    append(content);
  }

  private void append(byte[] content) {
    room(content.length);
    System.arraycopy(content, 0, bytes, length, content.length);
    length += content.length;
  }

  private void shorts(int value) {
    room(Short.BYTES);
    bytes[length++] = (byte) (value >> 8);
    bytes[length++] = (byte) value;
  }

  private void ints(int value) {
    shorts(value >> 16);
    shorts(value);
  }

  private void longs(long value) {
    ints((int) (value >> 32));
    ints((int) value);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
