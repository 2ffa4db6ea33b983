package city.chengtu.gis.ingest.shapefile;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import city.chengtu.gis.ingest.source.TextEncoding;
import city.chengtu.gis.ingest.source.TextSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dBASE III/IV table: a header, then rows of fixed width. Memo fields are named and left out. */
final class DbfReader implements AutoCloseable {
  private static final int FIELD = 32;
  private static final int END_OF_FIELDS = 0x0d;
  private static final byte DELETED = '*';

  private final LittleBytes in;
  private final Header header;
  private final TextEncoding encoding;
  private long row;

  /**
   * @param language the "language driver" byte: what the writer's code page was
   */
  record Header(long rows, int width, int language, List<Column> columns) {}

  /** A column; its name still as bytes, because the encoding is found later. */
  @SuppressWarnings("ArrayRecordComponent")
  record Column(byte[] name, char type, int from, int length, int decimals) {
    Field.Type fieldType() {
      return switch (type) {
        case 'N', 'F' -> decimals == 0 && length <= 18 ? Field.Type.INTEGER : Field.Type.NUMBER;
        case 'I', '+' -> Field.Type.INTEGER;
        case 'O' -> Field.Type.NUMBER;
        case 'L' -> Field.Type.BOOLEAN;
        case 'D' -> Field.Type.DATE;
        default -> Field.Type.TEXT;
      };
    }
  }

  /** A row's values, or that it is marked as deleted. */
  record Row(boolean deleted, Map<String, Object> values, List<Fault> faults) {}

  private DbfReader(LittleBytes in, Header header, TextEncoding encoding) {
    this.in = in;
    this.header = header;
    this.encoding = encoding;
  }

  static Header header(Content dbf, SourceLimits limits) throws IOException {
    try (LittleBytes in = new LittleBytes(dbf.open(), dbf.name())) {
      return header(in, dbf.name(), limits);
    }
  }

  private static Header header(LittleBytes in, String name, SourceLimits limits)
      throws IOException {
    ByteBuffer start = in.block(FIELD, "the header");
    int headerLength = Short.toUnsignedInt(start.getShort(8));
    int width = Short.toUnsignedInt(start.getShort(10));
    long rows = Integer.toUnsignedLong(start.getInt(4));
    int language = Byte.toUnsignedInt(start.get(29));
    ByteBuffer rest = in.block(Math.max(0, headerLength - FIELD), "the list of fields");
    List<Column> columns = new ArrayList<>();
    int from = 1;
    while (rest.remaining() >= FIELD && rest.get(rest.position()) != END_OF_FIELDS) {
      byte[] field = new byte[FIELD];
      rest.get(field);
      char type = (char) Byte.toUnsignedInt(field[11]);
      int length = Byte.toUnsignedInt(field[16]);
      int decimals = Byte.toUnsignedInt(field[17]);
      if (type == 'C') {
        length += decimals << 8; // how FoxPro says more than 255
        decimals = 0;
      }
      columns.add(new Column(name(field), type, from, length, decimals));
      from += length;
    }
    if (columns.size() > limits.columns()) {
      throw new SourceException(
          name + ": has " + columns.size() + " fields, the most is " + limits.columns());
    }
    if (columns.isEmpty() || from > width) {
      throw new SourceException(
          "%s: is no dBASE table: %d fields fill %d bytes, a row has %d"
              .formatted(name, columns.size(), from, width));
    }
    return new Header(rows, width, language, columns);
  }

  private static byte[] name(byte[] field) {
    int length = 0;
    while (length < 11 && field[length] != 0) {
      length++;
    }
    return Arrays.copyOf(field, length);
  }

  /** Opens at the first row. */
  static DbfReader open(Content dbf, TextEncoding encoding, SourceLimits limits)
      throws IOException {
    LittleBytes in = new LittleBytes(dbf.open(), dbf.name());
    try {
      return new DbfReader(in, header(in, dbf.name(), limits), encoding);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** Field names as text, each once. */
  static List<SourceField> fields(Header header, TextEncoding encoding) {
    Map<String, SourceField> fields = new LinkedHashMap<>();
    for (Column column : header.columns()) {
      String plain = encoding.decode(column.name(), 0, column.name().length).value().trim();
      String name = plain;
      for (int i = 2; fields.containsKey(name); i++) {
        name = plain + "_" + i;
      }
      fields.put(name, new SourceField(name, column.fieldType()));
    }
    return List.copyOf(fields.values());
  }

  /** The next row; null after the last. Fewer rows than the header says end it too. */
  Row next(List<SourceField> fields) throws IOException {
    if (row >= header.rows()) {
      return null;
    }
    byte[] bytes = in.bytesOrEnd(header.width());
    if (bytes.length == 0) {
      return null;
    }
    row++;
    Map<String, Object> values = new LinkedHashMap<>();
    List<Fault> faults = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i).name();
      values.put(name, value(name, header.columns().get(i), bytes, faults));
    }
    return new Row(bytes[0] == DELETED, values, faults);
  }

  private Object value(String name, Column column, byte[] row, List<Fault> faults) {
    return switch (column.type()) {
      case 'N', 'F' -> number(name, column, ascii(column, row), faults);
      case 'I', '+' ->
          (long) ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getInt(column.from());
      case 'O' -> ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getDouble(column.from());
      case 'L' -> logical(ascii(column, row));
      case 'D' -> date(ascii(column, row));
      case 'M', 'G', 'P', 'B' -> null;
      default -> text(name, column, row, faults);
    };
  }

  private static String ascii(Column column, byte[] row) {
    int from = column.from();
    int to = from + column.length();
    while (to > from && isFilling(row[to - 1])) {
      to--;
    }
    while (from < to && isFilling(row[from])) {
      from++;
    }
    return new String(row, from, to - from, StandardCharsets.ISO_8859_1).replace('\0', ' ');
  }

  /** Blanks and what stands below them, as {@link String#trim} has it. */
  private static boolean isFilling(byte b) {
    return b >= 0 && b <= ' ';
  }

  private static Object number(String name, Column column, String text, List<Fault> faults) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      if (column.fieldType() == Field.Type.INTEGER && text.indexOf('.') < 0) {
        return Long.valueOf(text);
      }
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    String why =
        text.startsWith("*")
            ? "did not fit the field ('" + text + "')"
            : "is no number: '" + text + "'";
    faults.add(Fault.warning(name, "number-lost", "the value " + why + "; left empty"));
    return null;
  }

  private static Boolean logical(String text) {
    return switch (text) {
      case "T", "t", "Y", "y" -> true;
      case "F", "f", "N", "n" -> false;
      default -> null;
    };
  }

  private static String date(String text) {
    if (text.length() == 8 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.equals("00000000")
          ? null
          : text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6);
    }
    return text.replace("0", "").isEmpty() ? null : text;
  }

  private String text(String name, Column column, byte[] row, List<Fault> faults) {
    int length = length(column, row);
    if (length == 0) {
      return null;
    }
    TextEncoding.Decoded decoded = encoding.decode(row, column.from(), length);
    if (decoded.bad()) {
      faults.add(
          Fault.error(
              name,
              "text-undecodable",
              "the text is not " + encoding.label() + ": '" + decoded.value() + "'"));
    } else if (decoded.cut()) {
      faults.add(
          Fault.warning(
              name,
              "text-cut",
              "the text was cut within its last character; that one is left out"));
    }
    return decoded.value().strip();
  }

  /** Without the filling at its end, spaces or zero bytes. */
  private static int length(Column column, byte[] row) {
    int to = column.from() + column.length();
    while (to > column.from() && (row[to - 1] == ' ' || row[to - 1] == 0)) {
      to--;
    }
    return to - column.from();
  }

  /** Gathers text from the names and the first rows, to tell the encoding by. */
  static TextSample sample(Content dbf, SourceLimits limits) throws IOException {
    TextSample sample = new TextSample();
    try (LittleBytes in = new LittleBytes(dbf.open(), dbf.name())) {
      Header header = header(in, dbf.name(), limits);
      header.columns().forEach(c -> sample.add(c.name(), 0, c.name().length));
      for (long i = 0; i < header.rows() && !sample.isFull(); i++) {
        byte[] row = in.bytesOrEnd(header.width());
        if (row.length == 0) {
          break;
        }
        for (Column column : header.columns()) {
          if (column.type() == 'C') {
            int length = length(column, row);
            // A full field may end within a character; that must not count against an encoding.
            int whole = length == column.length() ? wholePart(row, column) : length;
            sample.add(row, column.from(), whole);
          }
        }
      }
    }
    return sample;
  }

  /** Up to and with the last plain ASCII byte. */
  private static int wholePart(byte[] row, Column column) {
    int to = column.from() + column.length();
    while (to > column.from() && row[to - 1] < 0) {
      to--;
    }
    return to - column.from();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
