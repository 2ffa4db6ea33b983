package city.chengtu.gis.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.WKBReader;
import org.postgresql.util.PGobject;

/** Teaches Jdbi geometry, JSON and instants, so that rows map themselves on both stores. */
final class ColumnTypes implements JdbiPlugin {
  private final Dialect dialect;

  ColumnTypes(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(new GeometryArgument(dialect))
        .registerArgument(new ShapeArgument(dialect))
        .registerArgument(new JsonArgument(dialect))
        .registerArgument(new InstantArgument())
        .registerArrayType(String.class, "varchar")
        .registerArrayType(Long.class, "bigint")
        .registerArrayType(java.util.UUID.class, "uuid")
        .registerColumnMapper(Geometry.class, (rs, column, context) -> geometry(rs, column))
        .registerColumnMapper(Json.class, (rs, column, context) -> json(rs, column))
        .registerColumnMapper(Instant.class, (rs, column, context) -> instant(rs, column));
  }

  /**
   * Reads the bare geometry column and ST_AsEWKB alike: PostgreSQL gives the first as hexadecimal
   * text.
   */
  private static Geometry geometry(ResultSet rs, int column) throws SQLException {
    Object value = rs.getObject(column);
    if (value == null || value instanceof Geometry) {
      return (Geometry) value;
    }
    byte[] ewkb =
        value instanceof PGobject text ? WKBReader.hexToBytes(text.getValue()) : (byte[]) value;
    return GeometryBytes.read(ewkb);
  }

  private static Json json(ResultSet rs, int column) throws SQLException {
    String text = rs.getString(column);
    return text == null ? null : new Json(text);
  }

  private static Instant instant(ResultSet rs, int column) throws SQLException {
    OffsetDateTime value = rs.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  private static final class GeometryArgument extends AbstractArgumentFactory<Geometry> {
    private final Dialect dialect;

    GeometryArgument(Dialect dialect) {
      super(Types.BINARY);
      this.dialect = dialect;
    }

    @Override
    protected Argument build(Geometry value, ConfigRegistry config) {
      byte[] ewkb = GeometryBytes.write(value);
      return (position, statement, context) -> dialect.bindGeometry(statement, position, ewkb);
    }
  }

  private static final class ShapeArgument extends AbstractArgumentFactory<FilterValues.Shape> {
    private final GeometryArgument geometries;

    ShapeArgument(Dialect dialect) {
      super(Types.BINARY);
      this.geometries = new GeometryArgument(dialect);
    }

    @Override
    protected Argument build(FilterValues.Shape value, ConfigRegistry config) {
      return geometries.build(value.geometry(), config);
    }
  }

  private static final class JsonArgument extends AbstractArgumentFactory<Json> {
    private final Dialect dialect;

    JsonArgument(Dialect dialect) {
      super(Types.OTHER);
      this.dialect = dialect;
    }

    @Override
    protected Argument build(Json value, ConfigRegistry config) {
      return (position, statement, context) -> dialect.bindJson(statement, position, value.text());
    }
  }

  /**
   * Jdbi's own way goes through the machine's time zone and is ambiguous in the hour when summer
   * time ends.
   */
  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setObject(position, value.atOffset(ZoneOffset.UTC));
    }
  }
}
