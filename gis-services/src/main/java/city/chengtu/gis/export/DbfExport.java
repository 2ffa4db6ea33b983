package city.chengtu.gis.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A dBASE III table. The rows are kept in a file until the widths of the columns are known: with
 * the widest there could be, a million rows of ten texts would be 2.5 GB.
 */
final class DbfExport implements Closeable {
  private static final int VERSION = 3;
  private static final int HEAD = 32;
  private static final int COLUMN = 32;
  private static final byte END_OF_HEAD = 0x0D;
  private static final byte END = 0x1A;

  private final List<DbfColumn> columns;
  private final Charset charset;
  private final Path spool;
  private final DataOutputStream out;
  private int rows;

  DbfExport(List<DbfColumn> columns, Charset charset, Path folder) throws IOException {
    this.columns = columns;
    this.charset = charset;
    this.spool = Files.createTempFile(folder, "download", ".rows");
    this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)));
  }

  /**
   * @param values one for each column
   */
  void write(Object... values) throws IOException {
    for (int i = 0; i < values.length; i++) {
      byte[] bytes = columns.get(i).bytes(values[i]);
      out.writeByte(bytes.length);
      out.write(bytes);
    }
    rows++;
  }

  void send(OutputStream target, LocalDate today) throws IOException {
    out.close();
    target.write(head(today));
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(spool)))) {
      for (int row = 0; row < rows; row++) {
        target.write(' '); // not deleted
        for (DbfColumn column : columns) {
          target.write(column.padded(in.readNBytes(in.readUnsignedByte())));
        }
      }
    }
    target.write(END);
  }

  private byte[] head(LocalDate today) {
    int size = HEAD + COLUMN * columns.size() + 1;
    int row = 1 + columns.stream().mapToInt(DbfColumn::width).sum();
    ByteBuffer head = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) VERSION);
    head.put((byte) (today.getYear() - 1900));
    head.put((byte) today.getMonthValue()).put((byte) today.getDayOfMonth());
    head.putInt(rows).putShort((short) size).putShort((short) row);
    head.put(29, (byte) (charset.name().equals("UTF-8") ? 0 : 0x4D)); // code page 936
    head.position(HEAD);
    for (DbfColumn column : columns) {
      int from = head.position();
      head.put(column.name.getBytes(charset));
      head.position(from + 11);
      head.put((byte) column.type).putInt(0);
      head.put((byte) column.width()).put((byte) column.decimals());
      head.position(from + COLUMN);
    }
    return head.put(END_OF_HEAD).array();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      Files.deleteIfExists(spool);
    }
  }
}
