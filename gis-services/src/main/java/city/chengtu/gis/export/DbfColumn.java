package city.chengtu.gis.export;

import city.chengtu.gis.feature.Field;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A column of a dBASE III table. Its width is found while the rows are written: each text is kept
 * by the bytes it has, at most 254.
 */
final class DbfColumn {
  static final int NAME_BYTES = 10;
  static final int TEXT_BYTES = 254;
  private static final int NUMBER_WIDTH = 24;

  /** Name in the layer, and in the table. */
  final String field;

  final String name;
  final char type;
  private final Charset charset;
  private int width = 1;
  private int decimals;
  private long cut;

  DbfColumn(String field, String name, Field.Type type, Charset charset) {
    this.field = field;
    this.name = name;
    this.charset = charset;
    this.type =
        switch (type) {
          case TEXT, TIMESTAMP -> 'C';
          case INTEGER, NUMBER -> 'N';
          case BOOLEAN -> 'L';
          case DATE -> 'D';
        };
  }

  /** The identity, then the fields; names cut to ten bytes and unique without regard to case. */
  static List<DbfColumn> of(List<Field> fields, Charset charset) {
    Set<String> taken = new HashSet<>();
    List<DbfColumn> columns = new ArrayList<>();
    columns.add(new DbfColumn("id", unique("id", charset, taken), Field.Type.TEXT, charset));
    for (Field field : fields) {
      columns.add(
          new DbfColumn(field.name(), unique(field.name(), charset, taken), field.type(), charset));
    }
    return columns;
  }

  private static String unique(String wanted, Charset charset, Set<String> taken) {
    String name = cut(wanted, NAME_BYTES, charset);
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      String end = "_" + i;
      name = cut(wanted, NAME_BYTES - end.length(), charset) + end;
    }
    return name;
  }

  /** As many whole characters as fit. */
  static String cut(String text, int bytes, Charset charset) {
    int end = Math.min(text.length(), bytes);
    while (text.substring(0, end).getBytes(charset).length > bytes) {
      end--;
    }
    boolean halved =
        end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, halved ? end - 1 : end);
  }

  /** The value as it stands in the table; empty for none. */
  byte[] bytes(Object value) {
    byte[] bytes = value == null ? new byte[0] : encoded(value);
    width = Math.max(width, bytes.length);
    return bytes;
  }

  private byte[] encoded(Object value) {
    return switch (type) {
      case 'L' -> new byte[] {(byte) (Boolean.TRUE.equals(value) ? 'T' : 'F')};
      case 'D' -> value.toString().replace("-", "").getBytes(charset);
      case 'N' -> number(value).getBytes(charset);
      default -> text(value.toString());
    };
  }

  private byte[] text(String text) {
    byte[] whole = text.getBytes(charset);
    if (whole.length <= TEXT_BYTES) {
      return whole;
    }
    cut++;
    return cut(text, TEXT_BYTES, charset).getBytes(charset);
  }

  /** Without an exponent, which many readers of dBASE do not know, as long as it fits. */
  private String number(Object value) {
    String plain =
        value instanceof Double d ? new BigDecimal(d.toString()).toPlainString() : value.toString();
    String fitting =
        plain.length() <= NUMBER_WIDTH
            ? plain
            : String.format(Locale.ROOT, "%.15e", ((Number) value).doubleValue());
    int point = fitting.indexOf('.');
    if (point >= 0 && !fitting.contains("e")) {
      decimals = Math.max(decimals, fitting.length() - point - 1);
    }
    return fitting;
  }

  int width() {
    return type == 'D' ? 8 : type == 'L' ? 1 : width;
  }

  int decimals() {
    return type == 'N' ? Math.min(15, decimals) : 0;
  }

  /** How many texts did not fit. */
  long cut() {
    return cut;
  }

  /** The value in a field of the column's width: numbers to the right, the rest to the left. */
  byte[] padded(byte[] bytes) {
    byte[] field = new byte[width()];
    Arrays.fill(field, (byte) (type == 'L' && bytes.length == 0 ? '?' : ' '));
    int from = type == 'N' ? field.length - bytes.length : 0;
    System.arraycopy(bytes, 0, field, from, bytes.length);
    return field;
  }
}
