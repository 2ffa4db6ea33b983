package city.chengtu.command.geoserver;

import city.chengtu.gis.mapserver.StoreConnection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the GeoServer is and how it reaches our database.
 *
 * @param url of the GeoServer, as https://maps.example/geoserver
 * @param password of its administrator
 * @param role of ours with whose eyes layers are published: whole layers and fields it sees
 * @param readers GeoServer's roles that may read what is not shared unconditionally
 * @param every how often all is looked at again
 */
public record GeoServerSettings(
    URI url,
    String user,
    String password,
    String workspace,
    StoreConnection connection,
    String role,
    List<String> readers,
    Duration every) {
  public GeoServerSettings {
    readers = List.copyOf(readers);
  }

  /** Never a password. */
  @Override
  public String toString() {
    return url + " " + workspace;
  }
}
