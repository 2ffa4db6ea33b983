package city.chengtu.command.bench;

import city.chengtu.gis.tile.TileAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.locationtech.jts.geom.Envelope;

/**
 * The least there is to do: one statement that makes the whole answer in the database, on a kept
 * connection, prepared once. No rights, no order, no links, no HTTP. One thread at a time.
 */
final class RawSql implements AutoCloseable {
  /** From here on tiles carry all fields, as the server's do. */
  private static final int DETAIL = 14;

  private final Connection connection;
  private final PreparedStatement statement;

  private RawSql(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  static RawSql features(DataSource source, String layer) throws SQLException {
    return of(
        source.getConnection(),
        """
        select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(f.feature), '[]'))::text
        from (select json_build_object('type', 'Feature', 'id', id, 'geometry', ST_AsGeoJSON(geom)::json,
                'properties', props) as feature
              from layer_%s
              where valid_to is null and geom && ST_MakeEnvelope(?, ?, ?, ?, 4326) limit ?) f
        """
            .formatted(layer));
  }

  static RawSql tiles(Connection connection, String layer, int zoom) throws SQLException {
    String fields = zoom >= DETAIL ? "id, props" : "props->>'kind' as kind";
    return of(
        connection,
        """
        select ST_AsMVT(t, '%s', 4096, 'geom') from (
          select %s, ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope(?, ?, ?), 4096, 128, true) as geom
          from layer_%s where valid_to is null and rank <= ?
            and geom && ST_Transform(ST_TileEnvelope(?, ?, ?, margin => 0.03125), 4326)) t
        """
            .formatted(layer, fields, layer));
  }

  private static RawSql of(Connection connection, String sql) throws SQLException {
    return new RawSql(connection, connection.prepareStatement(sql));
  }

  byte[] features(Envelope box, int limit) throws SQLException, IOException {
    statement.setDouble(1, box.getMinX());
    statement.setDouble(2, box.getMinY());
    statement.setDouble(3, box.getMaxX());
    statement.setDouble(4, box.getMaxY());
    statement.setInt(5, limit);
    return one();
  }

  byte[] tile(TileAddress tile) throws SQLException, IOException {
    for (int first = 1; first <= 5; first += 4) {
      statement.setInt(first, tile.z());
      statement.setInt(first + 1, tile.x());
      statement.setInt(first + 2, tile.y());
    }
    statement.setInt(4, tile.z());
    return one();
  }

  private byte[] one() throws SQLException, IOException {
    try (ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        throw new IOException("the database gave nothing");
      }
      return row.getBytes(1);
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
    connection.close();
  }
}
