package city.chengtu.command.backup;

import city.chengtu.gis.store.Dialect;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/**
 * A row as one line of text: a JSON array, the same to the last byte whichever store, machine or
 * Java wrote it. Times are UTC; doubles are hexadecimal, because their decimal form depends on the
 * Java version; JSON values have their members in order and their numbers written out; geometries
 * are little-endian EWKB.
 */
final class RowText {
  /** Longest line that is read: an attachment at its upper limit, as Base64, and room beside it. */
  static final int MAX_LINE = 200_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_LINE).maxNestingDepth(2).build())
          .build();

  private static final JsonMapper CANONICAL =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final TableShape shape;
  private final Dialect dialect;

  RowText(TableShape shape, Dialect dialect) {
    this.shape = shape;
    this.dialect = dialect;
  }

  /** What to select so that {@link #write} can read it. */
  String selection() {
    StringBuilder list = new StringBuilder();
    for (TableShape.Column column : shape.columns()) {
      String name = '"' + column.name() + '"';
      list.append(list.isEmpty() ? "" : ", ")
          .append(column.kind() == ColumnKind.GEOMETRY ? dialect.geometryOut(name) : name);
    }
    return list.toString();
  }

  /** The line of the row the result stands on, without its end. */
  byte[] write(ResultSet row) throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartArray();
      for (int i = 0; i < shape.columns().size(); i++) {
        write(out, shape.columns().get(i), row, i + 1);
      }
      out.writeEndArray();
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, TableShape.Column column, ResultSet row, int at)
      throws SQLException, IOException {
    Object value = value(column.kind(), row, at);
    if (value == null || row.wasNull()) {
      out.writeNull();
    } else if (value instanceof Long whole) {
      out.writeNumber(whole);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else {
      out.writeString((String) value);
    }
  }

  private static Object value(ColumnKind kind, ResultSet row, int at)
      throws SQLException, IOException {
    return switch (kind) {
      case TEXT -> row.getString(at);
      case WHOLE -> row.getLong(at);
      case FLAG -> row.getBoolean(at);
      case DOUBLE -> Double.toHexString(row.getDouble(at) + 0.0); // one zero only
      case DECIMAL -> decimal(row.getBigDecimal(at));
      case TIME -> time(row.getObject(at, OffsetDateTime.class));
      case DATE -> text(row.getObject(at, LocalDate.class));
      case UUID -> text(row.getObject(at, UUID.class));
      case BYTES -> base64(row.getBytes(at));
      case GEOMETRY -> base64(geometry(row.getBytes(at)));
      case JSON -> json(row.getString(at));
    };
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  private static String decimal(BigDecimal value) {
    return value == null ? null : value.stripTrailingZeros().toString();
  }

  private static String time(OffsetDateTime value) {
    return value == null ? null : value.toInstant().toString();
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] geometry(byte[] ewkb) {
    if (ewkb == null) {
      return null;
    }
    try {
      return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true)
          .write(new WKBReader().read(ewkb));
    } catch (ParseException e) {
      throw new IllegalStateException("the store holds a geometry that is not EWKB", e);
    }
  }

  private static String json(String text) throws IOException {
    return text == null
        ? null
        : CANONICAL.writeValueAsString(CANONICAL.readValue(text, Object.class));
  }

  /**
   * Sets a statement's parameters, in the order of the columns.
   *
   * @throws DamagedBackupException when the line is not a row of this table
   */
  void bind(byte[] line, int length, PreparedStatement statement) throws SQLException {
    try (JsonParser in = FACTORY.createParser(line, 0, length)) {
      expect(in.nextToken() == JsonToken.START_ARRAY, "is no list");
      int at = 0;
      for (TableShape.Column column : shape.columns()) {
        JsonToken token = in.nextToken();
        expect(token != null && token.isScalarValue(), "is short of " + column.name());
        bind(statement, ++at, column.kind(), token == JsonToken.VALUE_NULL ? null : in.getText());
      }
      expect(in.nextToken() == JsonToken.END_ARRAY, "is too long");
    } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new DamagedBackupException(
          "a row of table " + shape.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void expect(boolean met, String what) {
    if (!met) {
      throw new DamagedBackupException("a row of table " + shape.name() + " " + what, null);
    }
  }

  private void bind(PreparedStatement statement, int at, ColumnKind kind, String text)
      throws SQLException {
    if (text == null) {
      statement.setNull(at, sqlType(kind));
      return;
    }
    switch (kind) {
      case TEXT -> statement.setString(at, text);
      case WHOLE -> statement.setLong(at, Long.parseLong(text));
      case FLAG -> statement.setBoolean(at, flag(text));
      case DOUBLE -> statement.setDouble(at, Double.parseDouble(text));
      case DECIMAL -> statement.setBigDecimal(at, new BigDecimal(text));
      case TIME -> statement.setObject(at, Instant.parse(text).atOffset(ZoneOffset.UTC));
      case DATE -> statement.setObject(at, LocalDate.parse(text));
      case UUID -> statement.setObject(at, UUID.fromString(text));
      case BYTES, GEOMETRY -> statement.setBytes(at, Base64.getDecoder().decode(text));
      case JSON -> dialect.bindJson(statement, at, text);
    }
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int sqlType(ColumnKind kind) {
    return switch (kind) {
      case TEXT -> Types.VARCHAR;
      case WHOLE -> Types.BIGINT;
      case FLAG -> Types.BOOLEAN;
      case DOUBLE -> Types.DOUBLE;
      case DECIMAL -> Types.NUMERIC;
      case TIME -> Types.TIMESTAMP_WITH_TIMEZONE;
      case DATE -> Types.DATE;
      case BYTES -> Types.BINARY;
      case UUID, GEOMETRY, JSON -> Types.NULL;
    };
  }
}
