package city.chengtu.command.server;

import city.chengtu.command.geoserver.GeoServerSettings;
import city.chengtu.gis.mapserver.StoreConnection;
import city.chengtu.gis.store.PublishedViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings of publishing to a GeoServer, checked together. */
final class GeoServerOptions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

  private GeoServerOptions() {}

  /**
   * Empty when none is set.
   *
   * @throws IllegalArgumentException naming the setting that is badly set
   */
  static Optional<GeoServerSettings> of(Settings settings) {
    if (settings.get(Settings.GEOSERVER_URL).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GeoServerSettings(
            url(settings),
            settings.get(Settings.GEOSERVER_USER),
            password(settings),
            name(settings, Settings.GEOSERVER_WORKSPACE),
            new StoreConnection(
                settings.get(Settings.GEOSERVER_DB_HOST),
                settings.get(Settings.GEOSERVER_DB_PORT),
                settings.get(Settings.GEOSERVER_DB_NAME),
                PublishedViews.SCHEMA,
                name(settings, Settings.GEOSERVER_DB_USER),
                settings.get(Settings.GEOSERVER_DB_PASSWORD)),
            settings.get(Settings.GEOSERVER_ROLE),
            settings.get(Settings.GEOSERVER_READERS),
            settings.get(Settings.GEOSERVER_EVERY)));
  }

  private static URI url(Settings settings) {
    try {
      URI uri = URI.create(settings.get(Settings.GEOSERVER_URL));
      if (uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("setting geoserver.url is no URL", e);
    }
    throw new IllegalArgumentException(
        "setting geoserver.url must be a URL as https://maps.example.org/geoserver");
  }

  /** Names go into addresses and SQL as they are. */
  private static String name(Settings settings, Setting<String> setting) {
    String name = settings.get(setting);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "setting " + setting.key() + ": letters, digits, _ and -, as " + setting.otherwise());
    }
    return name;
  }

  private static String password(Settings settings) {
    String file = settings.get(Settings.GEOSERVER_PASSWORD_FILE);
    if (file.isEmpty()) {
      return settings.get(Settings.GEOSERVER_PASSWORD);
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("setting geoserver.password-file: cannot read " + file, e);
    }
  }

  /** The SQL that makes the role the GeoServer reads with; the owner of the views runs it. */
  static String roleSql(String role) {
    return """
    -- 由数据库管理员以运行城图的数据库用户执行一次；口令请改。
    -- Run once, as the database user that Chengtu runs with; put a password in. The role reads the published views and nothing else.
    create role %1$s login password 'CHANGE-ME' nosuperuser nocreatedb nocreaterole connection limit 20;
    create schema if not exists %2$s;
    grant usage on schema %2$s to %1$s;
    grant select on all tables in schema %2$s to %1$s;
    alter default privileges in schema %2$s grant select on tables to %1$s;
    alter role %1$s set default_transaction_read_only = on;
    alter role %1$s set statement_timeout = '30s';
    """
        .formatted(role, PublishedViews.SCHEMA);
  }
}
