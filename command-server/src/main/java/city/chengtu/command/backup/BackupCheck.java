package city.chengtu.command.backup;

import java.io.IOException;

/** Reads a back-up and keeps only what it says it is. */
class BackupCheck implements BackupReader.Visitor {
  private final Progress progress;
  private BackupHeader header;
  private StoreDigest digest;
  private String table;
  private long rows;

  BackupCheck(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void header(BackupHeader read) throws IOException {
    header = read;
  }

  @Override
  public void table(TableShape shape) throws IOException {
    table = shape.name();
    rows = 0;
  }

  @Override
  public void row(byte[] line, int length) throws IOException {
    progress.rows(table, ++rows);
  }

  @Override
  public void tableEnd(TableShape shape) throws IOException {}

  @Override
  public void file(String name, byte[] content) throws IOException {}

  @Override
  public void end(StoreDigest whole) throws IOException {
    digest = whole;
  }

  /** What the back-up holds, when it was read to its end. */
  Backup.Made made() {
    return new Backup.Made(header, digest);
  }
}
