package city.chengtu.gis.store;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL + PostGIS cluster of our own in one folder, run from the binaries found on this
 * machine. It listens on 127.0.0.1 only, outlives this process, and the next start adopts it.
 */
public final class PrivatePostgres {
  private static final String USER = "chengtu";
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int NOBODY = 65534;

  private final Path bin;
  private final Path folder;
  private final List<String> runAs;
  private final List<String> settings;
  private int port;

  private PrivatePostgres(Path bin, Path folder, List<String> runAs, List<String> settings) {
    this.bin = bin;
    this.folder = folder;
    this.runAs = runAs;
    this.settings = settings;
  }

  /**
   * The newest folder of PostgreSQL programs that has PostGIS with it; PG_BIN, when set, is tried
   * first.
   */
  public static Optional<Path> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("PG_BIN")).map(Path::of);
    Stream<Path> path =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of);
    return Stream.of(named, debianVersions(), path)
        .flatMap(s -> s)
        .filter(PrivatePostgres::hasPostgis)
        .findFirst();
  }

  /**
   * Starts the cluster in the folder, or adopts it when it runs already; makes it on the first
   * call.
   *
   * @param settings further server settings, e.g. "fsync=off" in tests
   * @throws IllegalStateException when there is no PostGIS here or it does not start, saying what
   *     to do
   */
  public static PrivatePostgres start(Path folder, List<String> settings) {
    Path bin =
        find()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "db 'private' needs PostgreSQL with PostGIS on this machine (Debian/Ubuntu: apt install postgresql postgresql-postgis), or set PG_BIN to its bin folder"));
    try {
      Path home = Files.createDirectories(folder.toAbsolutePath());
      PrivatePostgres cluster =
          new PrivatePostgres(bin.toRealPath(), home, unprivileged(home), settings);
      cluster.restart();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + folder, e);
    }
  }

  /** Makes the database of that name when it is missing. */
  public void createDatabase(String name) {
    database(name);
  }

  /** The database of that name, made when missing. */
  JdbcAddress database(String name) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(statement, name)) {
        statement.execute("create database " + statement.enquoteIdentifier(name, true));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot make the database " + name + ": " + e.getMessage(), e);
    }
    return address(name);
  }

  JdbcAddress address(String database) {
    return new JdbcAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password());
  }

  /**
   * A copy of this cluster in another folder, started as its streaming standby 流复制备库.
   *
   * @param name by which {@link #waitFor} knows it, letters and digits
   */
  public PrivatePostgres standby(Path copy, String name) {
    Path home = copy.toAbsolutePath();
    PrivatePostgres standby = new PrivatePostgres(bin, home, runAs, settings);
    try {
      Files.createDirectories(home);
      copyPassword(standby);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the standby in " + copy, e);
    }
    String from =
        "host=127.0.0.1 port=%d user=%s passfile='%s' application_name=%s"
            .formatted(port, USER, home.resolve("pgpass"), name);
    int code =
        run(
            "pg_basebackup",
            "-D",
            standby.data().toString(),
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
            "-d",
            from);
    if (code != 0) {
      throw new IllegalStateException("pg_basebackup into " + copy + " failed with code " + code);
    }
    return start(copy, settings);
  }

  private void copyPassword(PrivatePostgres copy) throws IOException {
    secret(copy.folder.resolve("password"), password());
    secret(copy.folder.resolve("pgpass"), "*:*:*:" + USER + ":" + password() + "\n");
    copy.handOver();
  }

  private static void secret(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  /** The folder must belong to the account that runs PostgreSQL. */
  private void handOver() {
    if (runAs.contains("setpriv")) {
      exitCode(List.of(), "chown", "-R", NOBODY + ":" + NOBODY, folder.toString());
    }
  }

  /**
   * From here on a commit is acknowledged only when the standby of that name has it on its disk;
   * null: no standby is waited for.
   */
  public void waitFor(String standby) {
    administer(
        "alter system set synchronous_standby_names = '" + (standby == null ? "" : standby) + "'");
    administer("select pg_reload_conf()");
  }

  /** Standbys that stream now, of all names. */
  public List<String> standbys() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select application_name from pg_stat_replication where state = 'streaming'")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot ask for standbys: " + e.getMessage(), e);
    }
  }

  /** Makes a standby the primary; returns when it takes writes. */
  public void promote() {
    administer("select pg_promote()");
  }

  private void administer(String statement) {
    try (Connection connection = connect("postgres");
        Statement s = connection.createStatement()) {
      s.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(statement + ": " + e.getMessage(), e);
    }
  }

  /** Where it listens now, on 127.0.0.1. */
  public int port() {
    return port;
  }

  public static String user() {
    return USER;
  }

  /** True when it takes connections. */
  public boolean runs() {
    return answers();
  }

  /** Kills the server as a power cut would: no goodbye, no flush. */
  public void crash() {
    Optional<ProcessHandle> server = process();
    List<ProcessHandle> all = new ArrayList<>();
    server.ifPresent(
        s -> {
          all.add(s); // first, or it would start its children anew
          s.children().forEach(all::add);
        });
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private Optional<ProcessHandle> process() {
    try {
      return ProcessHandle.of(
          Long.parseLong(Files.readAllLines(data().resolve("postmaster.pid")).get(0).trim()));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      // no such file, or not written yet: it does not run
      return Optional.empty();
    }
  }

  /** Starts it again after {@link #crash} or {@link #stop}. */
  public void restart() {
    try (FileChannel channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        FileLock held = channel.lock()) {
      bringUp(held);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL in " + folder, e);
    }
  }

  /** Stops the cluster, ending whatever it is doing. */
  public void stop() {
    run("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "stop");
  }

  private Connection connect(String database) throws SQLException {
    JdbcAddress address = address(database);
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  private static boolean exists(Statement statement, String name) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select 1 from pg_database where datname = " + statement.enquoteLiteral(name))) {
      return found.next();
    }
  }

  private static Stream<Path> debianVersions() {
    String[] versions = Optional.ofNullable(DEBIAN.toFile().list()).orElse(new String[0]);
    Comparator<String> newestFirst =
        Comparator.comparingInt(v -> v.matches("\\d+") ? -Integer.parseInt(v) : 0);
    return Stream.of(versions).sorted(newestFirst).map(v -> DEBIAN.resolve(v).resolve("bin"));
  }

  private static boolean hasPostgis(Path bin) {
    try {
      Path real = bin.resolve("initdb").toRealPath().getParent();
      Path version = real.getParent().getFileName();
      return Stream.of("../../../../share/postgresql/" + version, "../share/postgresql", "../share")
          .anyMatch(
              share -> Files.exists(real.resolve(share).resolve("extension/postgis.control")));
    } catch (IOException e) {
      // No initdb there: this is simply not a PostgreSQL folder.
      return false;
    }
  }

  /**
   * PostgreSQL refuses to run as root. A user namespace needs no second account and no change of
   * owner; containers that forbid it fall back to "nobody", who must then own the folder.
   */
  private static List<String> unprivileged(Path home) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    List<String> namespace = List.of("unshare", "--user", "--map-user=1000", "--map-group=1000");
    if (exitCode(namespace, "true") == 0) {
      return namespace;
    }
    exitCode(List.of(), "chown", "-R", NOBODY + ":" + NOBODY, home.toString());
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  private void bringUp(FileLock held) throws IOException {
    if (!held.isValid()) {
      throw new IllegalStateException("lost the lock on " + folder);
    }
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      initialise();
    }
    // A killed server may linger as a zombie and hold postmaster.pid until it is reaped: try again
    // for a while.
    for (int attempt = 0; attempt < 60; attempt++) {
      if (answers() || (launch() && answers())) {
        return;
      }
      pause();
    }
    throw new IllegalStateException("PostgreSQL did not start, see " + folder.resolve("log"));
  }

  private void initialise() throws IOException {
    Path password = folder.resolve("password");
    secret(password, UUID.randomUUID().toString());
    handOver();
    // -k: page checksums, without which a standby cannot be rewound.
    int code =
        run(
            "initdb",
            "-D",
            data().toString(),
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile=" + password,
            "-k",
            "-E",
            "UTF8",
            "--locale=C.UTF-8");
    if (code != 0) {
      throw new IllegalStateException(
          "initdb in "
              + folder
              + " failed with code "
              + code
              + "; every parent folder must be open to the account that runs it");
    }
  }

  private boolean launch() throws IOException {
    port = freePort();
    StringBuilder options =
        new StringBuilder(
            "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''");
    settings.forEach(s -> options.append(" -c ").append(s));
    return run(
            "pg_ctl",
            "-D",
            data().toString(),
            "-w",
            "-t",
            "60",
            "-l",
            folder.resolve("log").toString(),
            "-o",
            options.toString(),
            "start")
        == 0;
  }

  /** The port it had before, when nobody has taken it: a standby knows its primary by it. */
  private int freePort() throws IOException {
    if (port > 0) {
      try (ServerSocket same = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return same.getLocalPort();
      } catch (BindException taken) {
        // then another one
      }
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /**
   * True when the server named in postmaster.pid takes connections; a living process alone proves
   * nothing.
   */
  private boolean answers() {
    try {
      port = Integer.parseInt(Files.readAllLines(data().resolve("postmaster.pid")).get(3).trim());
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was starting", e);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** Of {@link #user}. */
  public String password() {
    try {
      return Files.readString(folder.resolve("password"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the cluster's password file in " + folder, e);
    }
  }

  private int run(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(bin.resolve(program).toString()));
    command.addAll(List.of(arguments));
    return exitCode(runAs, command.toArray(String[]::new));
  }

  private static int exitCode(List<String> prefix, String... command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(List.of(command));
    try {
      // Not inherited: the server would keep our terminal open after we are gone.
      Process process =
          new ProcessBuilder(whole)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(90, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      // The program itself is missing; the shell says 127 then.
      return 127;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
