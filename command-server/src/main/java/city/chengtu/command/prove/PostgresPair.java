package city.chengtu.command.prove;

import city.chengtu.gis.store.PrivatePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two private PostGIS clusters, the second a synchronous streaming standby of the first, in two
 * seats. Which seat holds the primary changes with each fail-over; each node reaches each seat
 * through a link of its own.
 */
final class PostgresPair {
  static final String DATABASE = "chengtu";
  private static final int DISK_MEGABYTES = 320;
  private static final Duration CATCH_UP = Duration.ofSeconds(30);
  private static final List<String> SETTINGS =
      List.of(
          "shared_buffers=32MB",
          "min_wal_size=32MB",
          "max_wal_size=64MB",
          "wal_keep_size=64MB",
          "wal_sender_timeout=3s",
          "max_connections=80");

  private final List<Seat> seats;
  private final List<List<Link>> links = new ArrayList<>();
  private final Ending ending;
  private int primary;

  /** A place for a cluster: its folder, on a small disk of its own where that is permitted. */
  private static final class Seat {
    private final String name;
    private final Path folder;
    private final Volume disk;
    private int generation;
    private volatile PrivatePostgres cluster;

    Seat(String name, Path folder, Ending ending) throws IOException {
      this.name = name;
      this.folder = folder;
      this.disk = Volume.mount(folder, DISK_MEGABYTES, ending);
    }

    Path next() {
      return folder.resolve("cluster-" + ++generation);
    }
  }

  private PostgresPair(List<Seat> seats, Ending ending) {
    this.seats = seats;
    this.ending = ending;
  }

  /** Makes and starts both clusters. Takes about 5 s. */
  static PostgresPair start(Path folder, Ending ending) throws IOException {
    PostgresPair pair =
        new PostgresPair(
            List.of(
                new Seat("s1", folder.resolve("seat-1"), ending),
                new Seat("s2", folder.resolve("seat-2"), ending)),
            ending);
    ending.add(pair::stop);
    Seat first = pair.seats.get(0);
    first.cluster = PrivatePostgres.start(first.next(), SETTINGS);
    first.cluster.createDatabase(DATABASE);
    pair.makeStandby();
    return pair;
  }

  private Seat holder() {
    return seats.get(primary);
  }

  private Seat other() {
    return seats.get(1 - primary);
  }

  /** What a node's {@code --db} shall say: both seats, the primary wherever it is. */
  String urlForNode(String node) throws IOException {
    List<Link> own = doors(node);
    links.add(own);
    return url(own);
  }

  /** For those who look on from outside: nothing slows or cuts this one. */
  String urlForWitness() throws IOException {
    return url(doors("witness"));
  }

  private List<Link> doors(String name) throws IOException {
    List<Link> own = new ArrayList<>();
    for (Seat seat : seats) {
      Link link = Link.open(name + "-" + seat.name, () -> seat.cluster.port());
      ending.add(link::close);
      own.add(link);
    }
    return own;
  }

  private static String url(List<Link> doors) {
    return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/%s?targetServerType=primary&hostRecheckSeconds=1"
        .formatted(doors.get(0).port(), doors.get(1).port(), DATABASE);
  }

  String user() {
    return PrivatePostgres.user();
  }

  String password() {
    return seats.get(0).cluster.password();
  }

  /** The primary is killed; nobody takes over. */
  void crash() {
    holder().cluster.crash();
  }

  /** Starts the primary again after a crash. */
  void restart() {
    holder().cluster.restart();
    awaitStandby();
  }

  boolean runs() {
    return holder().cluster.runs();
  }

  /** The primary is killed and does not come back; the standby takes over. */
  void failOver() {
    holder().cluster.crash();
    other().cluster.promote();
    primary = 1 - primary;
  }

  /** A new standby in the free seat, from nothing. */
  void makeStandby() {
    Seat seat = other();
    try {
      delete(seat.folder);
      seat.cluster = holder().cluster.standby(seat.next(), seat.name);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a standby", e);
    }
    awaitStandby();
    holder().cluster.waitFor(seat.name);
  }

  private void awaitStandby() {
    if (!Waiting.until(CATCH_UP, () -> holder().cluster.standbys().contains(other().name))) {
      throw new IllegalStateException("the standby does not stream");
    }
  }

  /** The small disk of the primary; null where mounting is not permitted. */
  Volume disk() {
    return holder().disk;
  }

  void slow(int node, long millis) {
    links.get(node).forEach(l -> l.slow(millis));
  }

  void cut(int node) {
    links.get(node).forEach(Link::cut);
  }

  void healLinks() {
    links.forEach(own -> own.forEach(Link::heal));
  }

  private void stop() {
    for (Seat seat : seats) {
      if (seat.cluster != null) {
        seat.cluster.crash(); // its data is thrown away, there is nothing to say goodbye to
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }
}
