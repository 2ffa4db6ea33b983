package city.chengtu.command.backup;

import java.io.IOException;
import java.util.SortedMap;

/** Writes what it reads, with further files before the end. */
final class BackupCopy extends BackupCheck {
  private final BackupWriter writer;
  private final SortedMap<String, byte[]> files;

  BackupCopy(BackupWriter writer, SortedMap<String, byte[]> files, Progress progress) {
    super(progress);
    this.writer = writer;
    this.files = files;
  }

  @Override
  public void header(BackupHeader read) throws IOException {
    super.header(read);
    writer.header(BackupWriter.json(read));
  }

  @Override
  public void table(TableShape shape) throws IOException {
    super.table(shape);
    writer.table(shape.name());
  }

  @Override
  public void row(byte[] line, int length) throws IOException {
    super.row(line, length);
    writer.row(line, length);
  }

  @Override
  public void tableEnd(TableShape shape) throws IOException {
    writer.tableEnd();
  }

  @Override
  public void file(String name, byte[] content) throws IOException {
    if (!files.containsKey(name)) {
      writer.file(name, content);
    }
  }

  @Override
  public void end(StoreDigest whole) throws IOException {
    super.end(whole);
    for (var file : files.entrySet()) {
      writer.file(file.getKey(), file.getValue());
    }
    writer.end();
  }
}
