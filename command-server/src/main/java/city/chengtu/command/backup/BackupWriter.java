package city.chengtu.command.backup;

import city.chengtu.command.journal.StateJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a back-up: a zip of the header, one entry a table, further files, the end. */
final class BackupWriter implements AutoCloseable {
  static final String HEADER = "backup.json";
  static final String END = "end.json";
  static final String TABLES = "tables/";
  static final String LINES = ".jsonl";
  private static final int BUFFER = 64 * 1024;

  private final ZipOutputStream zip;
  private final SortedMap<String, TableSum> sums = new TreeMap<>();
  private final SortedMap<String, String> files = new TreeMap<>();
  private String header;
  private String table;
  private TableSum.Adder adder;

  BackupWriter(OutputStream out) {
    zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER), StandardCharsets.UTF_8);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  void header(byte[] json) throws IOException {
    header = hex(json);
    entry(HEADER, json);
  }

  /** Begins a table; its rows follow. */
  void table(String name) throws IOException {
    table = name;
    adder = new TableSum.Adder();
    zip.putNextEntry(new ZipEntry(TABLES + name + LINES));
  }

  void row(byte[] line, int length) throws IOException {
    adder.add(line, length);
    zip.write(line, 0, length);
    zip.write('\n');
  }

  void tableEnd() throws IOException {
    zip.closeEntry();
    sums.put(table, adder.sum());
  }

  void file(String name, byte[] content) throws IOException {
    files.put(name, hex(content));
    entry(name, content);
  }

  /** What was written so far. */
  StoreDigest digest() {
    return new StoreDigest(sums);
  }

  /** Says that this was all. */
  void end() throws IOException {
    entry(END, json(new BackupEnd(header, sums, files)));
    zip.finish();
  }

  /**
   * Closes what it writes to. A back-up that was not ended stays one that nobody takes for whole.
   */
  @Override
  public void close() throws IOException {
    zip.close();
  }

  void flush() throws IOException {
    zip.flush();
  }

  static byte[] json(Object state) {
    return StateJson.write(state).getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] content) {
    return HexFormat.of().formatHex(TableSum.sha256().digest(content));
  }

  private void entry(String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
