package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * One file of a ledger: JSON lines, each handed to the system before the next, so that a killed
 * process leaves whole lines. Safe for several threads.
 */
final class LedgerFile implements AutoCloseable {
  private final Path path;
  private final Writer out;

  /** Opens the file for more lines; a last line torn by a kill is ended first. */
  LedgerFile(Path path) {
    this.path = path;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      boolean torn = isTorn(path);
      out =
          Files.newBufferedWriter(
              path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (torn) {
        out.write("\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  private static boolean isTorn(Path path) throws IOException {
    if (!Files.exists(path) || Files.size(path) == 0) {
      return false;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(file.length() - 1);
      return file.read() != '\n';
    }
  }

  /** A line with the time of this machine and what {@code fill} adds. */
  void write(Consumer<ObjectNode> fill) {
    write(System.currentTimeMillis(), fill);
  }

  /**
   * @param at when it was true, milliseconds since 1970
   */
  void write(long at, Consumer<ObjectNode> fill) {
    ObjectNode line = StateJson.mapper().createObjectNode().put("at", at);
    fill.accept(line);
    append(line.toString());
  }

  private synchronized void append(String line) {
    try {
      out.write(line + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }
}
