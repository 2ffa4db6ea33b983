package city.chengtu.command.vulnerabilities;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A copy of the OSV database, of which only what concerns the given libraries is kept. */
public final class OsvDatabase {
  private static final int LARGEST_ADVISORY = 16 << 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, List<Advisory>> byPackage = new HashMap<>();
  private final Set<String> wanted;
  private int read;

  private OsvDatabase(Set<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * @param place a zip file, or a folder with JSON files at any depth
   * @throws IOException naming the file that cannot be read; a database half read finds nothing
   */
  public static OsvDatabase read(Path place, List<Library> libraries) throws IOException {
    OsvDatabase database =
        new OsvDatabase(libraries.stream().map(Library::name).collect(Collectors.toSet()));
    if (Files.isDirectory(place)) {
      database.readFolder(place);
    } else {
      database.readZip(place);
    }
    if (database.read == 0) {
      throw new IOException(place + " holds no advisories (*.json in OSV form)");
    }
    return database;
  }

  private void readFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        add(in, file.toString());
      }
    }
  }

  private void readZip(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".json")).toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          add(in, file + " " + entry.getName());
        }
      }
    }
  }

  private void add(InputStream in, String where) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_ADVISORY + 1);
    if (bytes.length > LARGEST_ADVISORY) {
      throw new IOException(where + " is larger than any advisory");
    }
    JsonNode tree;
    try {
      tree = MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new IOException(where + " is not JSON", e);
    }
    if (!tree.path("id").isTextual()) {
      throw new IOException(where + " is no advisory in OSV form: it has no id");
    }
    read++;
    Advisory advisory = new Advisory(tree);
    if (!advisory.isWithdrawn()) {
      advisory.packages().stream()
          .filter(wanted::contains)
          .forEach(p -> byPackage.computeIfAbsent(p, k -> new ArrayList<>()).add(advisory));
    }
  }

  /** How many advisories the copy holds. */
  public int size() {
    return read;
  }

  List<Advisory> about(Library library) {
    return byPackage.getOrDefault(library.name(), List.of());
  }
}
