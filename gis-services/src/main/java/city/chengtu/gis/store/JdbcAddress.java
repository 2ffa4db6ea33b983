package city.chengtu.gis.store;

import java.nio.file.Path;
import java.util.Locale;

/** Where a database answers and as whom we sign in. */
record JdbcAddress(String url, String user, String password) {
  static final int H2_LOCK_TIMEOUT_MILLIS = 5_000;

  /**
   * What makes H2 take PostgreSQL's SQL. WRITE_DELAY=0: a commit is in the operating system's hands
   * before it is acknowledged, so that killing the process loses nothing. DB_CLOSE_ON_EXIT=FALSE:
   * we close it ourselves, after the server has come to rest.
   */
  /** A command has some fifteen statements; by default H2 remembers eight and parses the rest. */
  private static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=256;LOCK_TIMEOUT="
          + H2_LOCK_TIMEOUT_MILLIS;

  private static final String H2_USER = "chengtu";

  static JdbcAddress h2File(Path file, int cacheMib) {
    PatientFiles.register();
    String kib = ";CACHE_SIZE=" + 1024 * cacheMib;
    return of("jdbc:h2:" + PatientFiles.SCHEME + ":" + file.toAbsolutePath() + kib, null, null);
  }

  static JdbcAddress of(String url, String user, String password) {
    if (!url.startsWith("jdbc:h2:")) {
      return new JdbcAddress(url, user, password);
    }
    // H2 refuses an option given twice, so a URL that already sets the mode is taken as it is.
    String full = url.toUpperCase(Locale.ROOT).contains(";MODE=") ? url : url + H2_OPTIONS;
    return new JdbcAddress(full, user == null ? H2_USER : user, password == null ? "" : password);
  }

  boolean isPostgresql() {
    return Dialect.of(url) == Dialect.POSTGRESQL;
  }

  /** Passwords stay out of logs. */
  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&;]*", "$1***");
  }
}
