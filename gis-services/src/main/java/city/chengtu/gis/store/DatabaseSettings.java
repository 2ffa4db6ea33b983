package city.chengtu.gis.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Which store to open.
 *
 * @param store "h2" (one file in the data folder), "private" (a PostGIS cluster of our own in the
 *     data folder) or a JDBC URL of H2 or PostgreSQL
 * @param dataFolder where files of ours may lie; made when missing
 * @param poolSize connections, thus statements at work at once; size the worker pool with it
 * @param user database account for a JDBC URL; null when the URL says it
 * @param patience how long the database lets a session of ours stand still inside a transaction,
 *     and wait for a lock; an answer may take three times as long. Null for work that takes its
 *     time, as imports and upgrades. PostgreSQL only: nobody shares an embedded store
 * @param cacheMib MiB of memory for the embedded store's pages
 */
public record DatabaseSettings(
    String store,
    Path dataFolder,
    int poolSize,
    String user,
    String password,
    Duration patience,
    int cacheMib) {
  public static final String H2 = "h2";
  public static final String PRIVATE = "private";

  /** The memory for pages unless told otherwise, in MiB. */
  public static final int DEFAULT_CACHE = 64;

  private static final List<String> URLS = List.of("jdbc:h2:", "jdbc:postgresql:");

  public DatabaseSettings {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(dataFolder, "dataFolder");
    if (!store.equals(H2) && !store.equals(PRIVATE) && URLS.stream().noneMatch(store::startsWith)) {
      throw new IllegalArgumentException(
          "db must be 'h2', 'private' or a URL beginning jdbc:h2: or jdbc:postgresql: — got '"
              + store
              + "'");
    }
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize must be at least 1: " + poolSize);
    }
    if (cacheMib < 1) {
      throw new IllegalArgumentException("cacheMib must be at least 1: " + cacheMib);
    }
  }

  public static DatabaseSettings of(String store, Path dataFolder, int poolSize) {
    return new DatabaseSettings(store, dataFolder, poolSize, null, null);
  }

  public DatabaseSettings(
      String store, Path dataFolder, int poolSize, String user, String password) {
    this(store, dataFolder, poolSize, user, password, null, DEFAULT_CACHE);
  }

  public DatabaseSettings withPatience(Duration time) {
    return new DatabaseSettings(store, dataFolder, poolSize, user, password, time, cacheMib);
  }

  public DatabaseSettings withLogin(String newUser, String newPassword) {
    return new DatabaseSettings(
        store, dataFolder, poolSize, newUser, newPassword, patience, cacheMib);
  }

  public DatabaseSettings withCache(int mib) {
    return new DatabaseSettings(store, dataFolder, poolSize, user, password, patience, mib);
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return "DatabaseSettings[store="
        + store.replaceAll("(?i)(password=)[^&;]*", "$1***")
        + ", dataFolder="
        + dataFolder
        + ", poolSize="
        + poolSize
        + "]";
  }
}
