package city.chengtu.command.backup;

import city.chengtu.gis.store.SpatialDatabase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All tables of a store at one moment. */
final class Moment {
  private static final int ATTEMPTS = 20;

  private Moment() {}

  /** Reads the tables; all of them are seen as they were at the same moment. */
  @FunctionalInterface
  interface Read<T> {
    T read(Handle handle, List<TableShape> tables);
  }

  /**
   * A table that is made while the moment begins would be half in it: H2 lists tables as they are
   * now and rows as they were. Then the moment begins anew.
   */
  static <T> T of(SpatialDatabase database, Read<T> read) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<TableShape> before =
          database.jdbi().withHandle(handle -> new StoreTables(handle).list());
      Optional<Holder<T>> done =
          database.atOneMoment(
              handle -> {
                handle.execute("select count(*) from journal_head");
                List<TableShape> now = new StoreTables(handle).list();
                return now.equals(before)
                    ? Optional.of(new Holder<>(read.read(handle, now)))
                    : Optional.empty();
              });
      if (done.isPresent()) {
        return done.get().value();
      }
    }
    throw new IllegalStateException("tables are being made all the time; try again later");
  }

  private record Holder<T>(T value) {}
}
