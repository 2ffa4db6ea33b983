package city.chengtu.command.prove.witness;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a folder of ledgers as far as they went when this was made, also while they are written on.
 * A line that a kill has torn is not a line, nor is one that is only half written yet.
 */
public final class LedgerReader {
  private static final int BUFFER = 1 << 16;
  private final Path folder;
  private final Map<Path, Long> lengths = new TreeMap<>();

  /**
   * @param prefix of the files' names, as {@code writer-}
   */
  public LedgerReader(Path folder, String prefix) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(f -> f.getFileName().toString().startsWith(prefix)).toList()) {
        lengths.put(file, Files.size(file));
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("cannot read the ledgers in " + folder, e);
  }

  /** Each line, file after file, in the order in which it was written. */
  public void forEach(Consumer<JsonNode> line) {
    lengths.forEach(
        (file, length) -> {
          try {
            read(file, length, line);
          } catch (IOException e) {
            throw unreadable(e);
          }
        });
  }

  private static void read(Path file, long length, Consumer<JsonNode> line) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      for (long n = 0; n < length; n++) {
        int b = in.read();
        if (b < 0) {
          return;
        }
        if (b == '\n') {
          parse(part.toString(StandardCharsets.UTF_8), line);
          part.reset();
        } else {
          part.write(b);
        }
      }
    }
  }

  private static void parse(String text, Consumer<JsonNode> line) {
    JsonNode node;
    try {
      node = StateJson.mapper().readTree(text);
    } catch (JsonProcessingException torn) {
      return; // by a kill: what it began to say was never relied on
    }
    if (node != null && node.isObject()) {
      line.accept(node);
    }
  }
}
