package city.chengtu.command.backup;

import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import city.chengtu.gis.store.StoredLayers;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Fills an empty store from a back-up: tables as the program that made the back-up had them, all
 * rows in one transaction that is committed only when the back-up proved whole, then a digest of
 * what the store now holds, then the upgrade to this program's tables.
 */
public final class Restore {
  private final SpatialDatabase database;
  private final Migrations migrations;

  public Restore(SpatialDatabase database, Migrations migrations) {
    this.database = database;
    this.migrations = migrations;
  }

  /**
   * What was restored.
   *
   * @param files further files of the back-up by name; what to do with them is for the caller
   */
  public record Restored(
      BackupHeader header, StoreDigest digest, SortedMap<String, byte[]> files) {}

  /**
   * @throws IllegalStateException when the store is not empty
   * @throws IllegalArgumentException when a newer program made the back-up
   * @throws DamagedBackupException when the back-up is not whole; the store then has no rows
   */
  public Restored from(InputStream backup, Progress progress) throws IOException {
    if (!migrations.none()) {
      throw new IllegalStateException("the store is not empty");
    }
    Restored restored;
    try (Handle handle = database.jdbi().open()) {
      Filling filling = new Filling(handle, progress);
      BackupReader.read(backup, filling);
      restored = filling.restored();
    }
    countOn();
    prove(restored);
    migrations.migrate();
    return restored;
  }

  /** What the database holds is compared, not what was sent to it. */
  private void prove(Restored restored) {
    List<String> differences = StoreDigest.of(database).differences(restored.digest());
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "the store does not hold what the back-up holds: " + differences);
    }
  }

  /** New rows get numbers after those that were restored; and the planner hears what is there. */
  private void countOn() {
    database
        .jdbi()
        .useHandle(
            handle -> {
              StoreTables tables = new StoreTables(handle);
              for (Map.Entry<String, String> e : tables.counted().entrySet()) {
                String table = '"' + e.getKey() + '"';
                String column = '"' + e.getValue() + '"';
                long next =
                    handle
                            .select("select coalesce(max(" + column + "), 0) from " + table)
                            .mapTo(Long.class)
                            .one()
                        + 1;
                handle.execute(
                    "alter table " + table + " alter column " + column + " restart with " + next);
              }
              for (TableShape table : tables.list()) {
                handle.execute(database.dialect().analyze('"' + table.name() + '"'));
              }
            });
  }

  private final class Filling implements BackupReader.Visitor {
    private final Handle handle;
    private final Progress progress;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private Map<String, TableShape> present = Map.of();
    private BackupHeader header;
    private StoreDigest digest;
    private TableLoader loader;
    private String table;
    private long rows;

    Filling(Handle handle, Progress progress) {
      this.handle = handle;
      this.progress = progress;
    }

    @Override
    public void header(BackupHeader read) {
      header = read;
      List<String> unknown = read.migrations().stream().filter(v -> !migrations.knows(v)).toList();
      if (!unknown.isEmpty()) {
        throw new IllegalArgumentException(
            "the back-up was made by Chengtu "
                + read.madeBy()
                + ", which is newer: it has tables of V"
                + String.join(", V", unknown)
                + ", which this version does not know");
      }
      migrations.migrateOnly(read.migrations());
      makeLayers(read.tables());
      present = inStore();
      requireSame(read.tables());
      handle.begin();
      empty();
    }

    /** Tables of layers are not made by scripts. */
    private void makeLayers(List<TableShape> wanted) {
      Map<String, TableShape> there = inStore();
      for (TableShape t : wanted) {
        if (!there.containsKey(t.name())) {
          StoredLayers.makeTable(handle, database.dialect(), t.name());
        }
      }
    }

    private Map<String, TableShape> inStore() {
      return new StoreTables(handle)
          .list().stream().collect(Collectors.toMap(TableShape::name, Function.identity()));
    }

    private void requireSame(List<TableShape> wanted) {
      for (TableShape t : wanted) {
        if (!t.equals(present.get(t.name()))) {
          throw new DamagedBackupException(
              "table " + t.name() + " has other columns in the back-up than its version made",
              null);
        }
      }
    }

    /** Rows that the scripts themselves put in come with the back-up. */
    private void empty() {
      List<TableShape> all = new StoreTables(handle).list();
      for (int i = all.size() - 1; i >= 0; i--) {
        handle.execute("delete from \"" + all.get(i).name() + '"');
      }
    }

    @Override
    public void table(TableShape shape) {
      table = shape.name();
      rows = 0;
      loader = new TableLoader(handle, present.get(table), database.dialect());
    }

    @Override
    public void row(byte[] line, int length) throws IOException {
      loader.add(line, length);
      progress.rows(table, ++rows);
    }

    @Override
    public void tableEnd(TableShape shape) {
      loader.end();
    }

    @Override
    public void file(String name, byte[] content) {
      files.put(name, content);
    }

    @Override
    public void end(StoreDigest whole) {
      digest = whole;
      handle.commit();
    }

    Restored restored() {
      return new Restored(header, digest, files);
    }
  }
}
