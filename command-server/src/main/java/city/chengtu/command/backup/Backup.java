package city.chengtu.command.backup;

import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.JournalHead;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SortedMap;
import org.jdbi.v3.core.Handle;

/** Writes a whole store as it is at one moment, while others write. */
public final class Backup {
  private final SpatialDatabase database;
  private final Migrations migrations;
  private final Chain chain;
  private final String madeBy;
  private final Clock clock;

  /**
   * @param chain how the journal is hashed
   * @param madeBy version of this program
   */
  public Backup(
      SpatialDatabase database, Migrations migrations, Chain chain, String madeBy, Clock clock) {
    this.database = database;
    this.migrations = migrations;
    this.chain = chain;
    this.madeBy = madeBy;
    this.clock = clock;
  }

  /** What a back-up holds. */
  public record Made(BackupHeader header, StoreDigest digest) {}

  /**
   * Writes the back-up and closes what it is written to. Blocking, one pass over all rows; memory
   * for one row.
   *
   * @param files further files by name, see {@link DataFolder}
   */
  public Made write(OutputStream out, SortedMap<String, byte[]> files, Progress progress) {
    return Moment.of(database, (handle, tables) -> write(handle, tables, out, files, progress));
  }

  private Made write(
      Handle handle,
      List<TableShape> tables,
      OutputStream out,
      SortedMap<String, byte[]> files,
      Progress progress) {
    BackupHeader header = header(handle, tables);
    try (BackupWriter writer = new BackupWriter(out)) {
      writer.header(BackupWriter.json(header));
      for (TableShape table : tables) {
        writer.table(table.name());
        copy(handle, table, writer, progress);
        writer.tableEnd();
      }
      for (var file : files.entrySet()) {
        writer.file(file.getKey(), file.getValue());
      }
      writer.end();
      return new Made(header, writer.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the back-up cannot be written: " + e.getMessage(), e);
    }
  }

  private void copy(Handle handle, TableShape table, BackupWriter writer, Progress progress) {
    long[] rows = {0};
    new TableReader(handle, table, database.dialect())
        .read(
            line -> {
              writer.row(line, line.length);
              progress.rows(table.name(), ++rows[0]);
            });
  }

  private BackupHeader header(Handle handle, List<TableShape> tables) {
    JournalHead head = JournalHead.of(handle);
    return new BackupHeader(
        BackupHeader.FORMAT,
        BackupHeader.VERSION,
        madeBy,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        database.dialect().folder(),
        new BackupHeader.Head(head.position(), head.hash(), chain.name()),
        migrations.shared(),
        tables);
  }
}
