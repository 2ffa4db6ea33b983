package city.chengtu.command.backup;

import city.chengtu.command.journal.StateJson;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads a back-up from its beginning to its end, once, and proves that it is whole. Names and sizes
 * in it are not believed: a table must be one of the header, a file must be one of the known kind.
 */
final class BackupReader {
  private static final int BUFFER = 64 * 1024;
  private static final int MAX_JSON = 16_000_000;
  private static final int MAX_FILE = 1_000_000;
  private static final int MAX_FILES = 100;
  private static final Pattern FILE =
      Pattern.compile("(keys/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}|settings\\.properties)");

  /** Hears what is in the back-up, in its order; nothing is proven before {@link #end}. */
  interface Visitor {
    void header(BackupHeader header) throws IOException;

    void table(TableShape shape) throws IOException;

    void row(byte[] line, int length) throws IOException;

    void tableEnd(TableShape shape) throws IOException;

    void file(String name, byte[] content) throws IOException;

    /** All is there and as it was written. */
    void end(StoreDigest digest) throws IOException;
  }

  private final Visitor visitor;
  private final SortedMap<String, TableSum> sums = new TreeMap<>();
  private final SortedMap<String, String> files = new TreeMap<>();
  private final Set<String> awaited = new HashSet<>();
  private BackupHeader header;
  private String headerHash;
  private boolean ended;

  private BackupReader(Visitor visitor) {
    this.visitor = visitor;
  }

  /**
   * @throws DamagedBackupException when it is cut short, altered or no back-up at all
   */
  static void read(InputStream in, Visitor visitor) throws IOException {
    BackupReader reader = new BackupReader(visitor);
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(in, BUFFER), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        reader.entry(entry.getName(), new BufferedInputStream(zip, BUFFER));
      }
      reader.requireEnd();
      while (in.read() >= 0) {
        // the zip's directory: not needed, but in a sealed back-up its end proves that all is there
        in.skip(Long.MAX_VALUE);
      }
    } catch (ZipException | EOFException e) {
      throw new DamagedBackupException("the back-up is damaged or cut short: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      if (reader.header == null) {
        throw new DamagedBackupException("this is no back-up of Chengtu: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private void entry(String name, InputStream in) throws IOException {
    if (ended) {
      throw new DamagedBackupException("something stands after the back-up's end: " + name, null);
    }
    if (header == null) {
      readHeader(name, in);
    } else if (name.equals(BackupWriter.END)) {
      readEnd(in);
    } else if (name.startsWith(BackupWriter.TABLES)) {
      readTable(name, in);
    } else {
      readFile(name, in);
    }
  }

  private void readHeader(String name, InputStream in) throws IOException {
    if (!name.equals(BackupWriter.HEADER)) {
      throw new DamagedBackupException("this is no back-up of Chengtu", null);
    }
    byte[] json = limited(in, MAX_JSON, name);
    headerHash = HexFormat.of().formatHex(TableSum.sha256().digest(json));
    header = read(json, BackupHeader.class).checked();
    header.tables().forEach(t -> awaited.add(t.name()));
    visitor.header(header);
  }

  private void readTable(String name, InputStream in) throws IOException {
    String table = name.substring(BackupWriter.TABLES.length()).replace(BackupWriter.LINES, "");
    TableShape shape =
        header.tables().stream()
            .filter(t -> t.name().equals(table) && awaited.remove(table))
            .findFirst()
            .orElseThrow(
                () -> new DamagedBackupException("an entry nobody expects: " + name, null));
    visitor.table(shape);
    TableSum.Adder adder = new TableSum.Adder();
    LineReader lines = new LineReader(in, RowText.MAX_LINE, table);
    while (lines.next()) {
      adder.add(lines.bytes(), lines.length());
      visitor.row(lines.bytes(), lines.length());
    }
    sums.put(table, adder.sum());
    visitor.tableEnd(shape);
  }

  private void readFile(String name, InputStream in) throws IOException {
    if (!FILE.matcher(name).matches() || files.size() == MAX_FILES) {
      throw new DamagedBackupException("an entry nobody expects: " + name, null);
    }
    byte[] content = limited(in, MAX_FILE, name);
    files.put(name, HexFormat.of().formatHex(TableSum.sha256().digest(content)));
    visitor.file(name, content);
  }

  private void readEnd(InputStream in) throws IOException {
    BackupEnd end = read(limited(in, MAX_JSON, BackupWriter.END), BackupEnd.class);
    StoreDigest found = new StoreDigest(sums);
    java.util.List<String> differences = found.differences(new StoreDigest(end.tables()));
    if (!differences.isEmpty() || !awaited.isEmpty()) {
      throw new DamagedBackupException(
          "the back-up was altered: " + (differences.isEmpty() ? awaited : differences), null);
    }
    if (!end.header().equals(headerHash) || !end.files().equals(files)) {
      throw new DamagedBackupException("the back-up was altered: its header or its files", null);
    }
    ended = true;
    visitor.end(found);
  }

  private void requireEnd() {
    if (header == null) {
      throw new DamagedBackupException("this is no back-up of Chengtu", null);
    }
    if (!ended) {
      throw new DamagedBackupException("the back-up is cut short: its end is missing", null);
    }
  }

  private static byte[] limited(InputStream in, int limit, String name) throws IOException {
    byte[] content = in.readNBytes(limit + 1);
    if (content.length > limit) {
      throw new DamagedBackupException(name + " is larger than it can be", null);
    }
    return content;
  }

  private static <T> T read(byte[] json, Class<T> type) throws IOException {
    try {
      return StateJson.mapper().readValue(json, type);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new DamagedBackupException(
          "an entry of the back-up cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** Lines of at most so many bytes, one at a time, in one array. */
  private static final class LineReader {
    private final InputStream in;
    private final int limit;
    private final String table;
    private byte[] line = new byte[1_024];
    private int length;

    LineReader(InputStream in, int limit, String table) {
      this.in = in;
      this.limit = limit;
      this.table = table;
    }

    boolean next() throws IOException {
      length = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b == '\n') {
          return true;
        }
        if (length == line.length) {
          grow();
        }
        line[length++] = (byte) b;
      }
      if (length > 0) {
        throw new DamagedBackupException("table " + table + " ends in the middle of a row", null);
      }
      return false;
    }

    private void grow() {
      if (length >= limit) {
        throw new DamagedBackupException(
            "a row of table " + table + " is larger than it can be", null);
      }
      line = Arrays.copyOf(line, (int) Math.min(limit, line.length * 2L));
    }

    byte[] bytes() {
      return line;
    }

    int length() {
      return length;
    }
  }
}
