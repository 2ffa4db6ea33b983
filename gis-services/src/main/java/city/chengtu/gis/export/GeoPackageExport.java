package city.chengtu.gis.export;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKBWriter;

/**
 * A GeoPackage (OGC 12-128r18, 1.3) with one table of features. Made in a file, then sent. The
 * watermark is in the metadata tables (annex F.8) and in the description of the contents.
 */
public final class GeoPackageExport implements ExportWriter {
  private static final int APPLICATION = 0x47504B47; // "GPKG"
  private static final int VERSION = 10_300;
  private static final int COMMIT_AFTER = 20_000;
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Export export;
  private final OutputStream target;
  private final Path file;
  private final String table;
  private final Connection connection;
  private final PreparedStatement insert;
  private final WKBWriter wkb = new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, false);
  private final Envelope extent = new Envelope();
  private boolean several;
  private long rows;

  /**
   * @param folder where the file may be made; taken away on close
   */
  public GeoPackageExport(OutputStream target, Export export, Path folder) throws IOException {
    this.export = export;
    this.target = target;
    this.table = export.layer().id();
    this.file = Files.createTempFile(folder, "download", ".gpkg");
    try {
      this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      make();
      this.insert = connection.prepareStatement(insertSql());
    } catch (SQLException e) {
      Files.deleteIfExists(file);
      throw new IOException("cannot make a GeoPackage", e);
    }
  }

  private void make() throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.execute("pragma journal_mode = off");
      sql.execute("pragma synchronous = off");
      sql.execute("pragma application_id = " + APPLICATION);
      sql.execute("pragma user_version = " + VERSION);
      for (String text : GeoPackageTables.all()) {
        sql.execute(text);
      }
      sql.execute(tableSql());
    }
    connection.setAutoCommit(false);
  }

  private String tableSql() {
    StringBuilder sql =
        new StringBuilder("create table ")
            .append(name(table))
            .append(" (fid integer primary key autoincrement not null, geom blob, ")
            .append(name(columns().get(0)))
            .append(" text not null");
    List<Field> fields = export.layer().fields();
    for (int i = 0; i < fields.size(); i++) {
      sql.append(", ").append(name(columns().get(i + 1))).append(' ').append(type(fields.get(i)));
    }
    return sql.append(')').toString();
  }

  /** Names of the columns: the identity, then the fields; SQLite knows no upper and lower case. */
  private List<String> columns() {
    Set<String> taken = new HashSet<>(Set.of("fid", "geom"));
    List<String> names = new ArrayList<>();
    names.add(unique("id", taken));
    export.layer().fields().forEach(f -> names.add(unique(f.name(), taken)));
    return names;
  }

  private static String unique(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private static String name(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static String type(Field field) {
    return switch (field.type()) {
      case TEXT, TIMESTAMP -> "text";
      case INTEGER -> "integer";
      case NUMBER -> "double";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
    };
  }

  private String insertSql() {
    return "insert into "
        + name(table)
        + " values (null, ?, ?"
        + ", ?".repeat(export.layer().fields().size())
        + ")";
  }

  @Override
  public void write(Feature feature, Map<String, Object> properties) throws IOException {
    try {
      Geometry geometry = whole(export.placed(feature.geometry()));
      extent.expandToInclude(geometry.getEnvelopeInternal());
      insert.setBytes(1, blob(geometry));
      insert.setString(2, feature.id());
      int at = 3;
      for (Field field : export.layer().fields()) {
        bind(at, field, properties.get(field.name()));
        at++;
      }
      insert.executeUpdate();
      rows++;
      if (rows % COMMIT_AFTER == 0) {
        connection.commit();
      }
    } catch (SQLException e) {
      throw new IOException("cannot write into the GeoPackage", e);
    }
  }

  /** Lines and areas are written as multi, so that the column has one type. */
  private Geometry whole(Geometry geometry) {
    if (geometry instanceof LineString line) {
      return FACTORY.createMultiLineString(new LineString[] {line});
    }
    if (geometry instanceof Polygon polygon) {
      return FACTORY.createMultiPolygon(new Polygon[] {polygon});
    }
    several |= export.layer().geometry() == GeometryKind.POINT && geometry.getNumGeometries() > 1;
    return export.layer().geometry() == GeometryKind.POINT && geometry.getNumGeometries() == 1
        ? geometry.getGeometryN(0)
        : geometry;
  }

  /** The header of clause 2.1.3 with an envelope, then well-known binary. */
  private byte[] blob(Geometry geometry) {
    byte[] body = wkb.write(geometry);
    boolean empty = geometry.isEmpty();
    Envelope box = geometry.getEnvelopeInternal();
    ByteBuffer out =
        ByteBuffer.allocate((empty ? 8 : 40) + body.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'G').put((byte) 'P').put((byte) 0);
    out.put((byte) (empty ? 0b0001_0001 : 0b0000_0011)).putInt(export.system().code());
    if (!empty) {
      out.putDouble(box.getMinX()).putDouble(box.getMaxX());
      out.putDouble(box.getMinY()).putDouble(box.getMaxY());
    }
    return out.put(body).array();
  }

  private void bind(int at, Field field, Object value) throws SQLException {
    if (value == null) {
      insert.setNull(at, Types.NULL);
    } else if (value instanceof Boolean truth) {
      insert.setInt(at, truth ? 1 : 0);
    } else if (value instanceof Double number) {
      insert.setDouble(at, number);
    } else if (value instanceof Number number && field.type() == Field.Type.NUMBER) {
      insert.setDouble(at, number.doubleValue());
    } else if (value instanceof Number number) {
      insert.setLong(at, number.longValue());
    } else {
      insert.setString(at, value.toString());
    }
  }

  @Override
  public void finish() throws IOException {
    try {
      new GeoPackageTables(connection, export)
          .describe(table, geometryType(), extent.isNull() ? null : extent);
      connection.commit();
      insert.close();
      connection.close();
    } catch (SQLException e) {
      throw new IOException("cannot end the GeoPackage", e);
    }
    Files.copy(file, target);
  }

  private String geometryType() {
    return switch (export.layer().geometry()) {
      case POINT -> several ? "GEOMETRY" : "POINT";
      case LINE -> "MULTILINESTRING";
      case POLYGON -> "MULTIPOLYGON";
    };
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("cannot close the GeoPackage", e);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
