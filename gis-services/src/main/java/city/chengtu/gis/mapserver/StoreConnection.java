package city.chengtu.gis.mapserver;

/**
 * How the GeoServer reaches our PostGIS: as a role that may read the published views and nothing
 * else.
 */
public record StoreConnection(
    String host, int port, String database, String schema, String user, String password) {
  /** Never the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database + "?schema=" + schema;
  }
}
