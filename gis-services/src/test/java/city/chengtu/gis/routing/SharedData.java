package city.chengtu.gis.routing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real data beside the project; a test that needs it is skipped, saying so, where it is absent. */
public final class SharedData {
  private SharedData() {}

  /** The file or folder, e.g. {@code osm/beijing-haidian.osm.gz}. */
  public static Path get(String name) {
    Optional<Path> file = folder().map(folder -> folder.resolve(name)).filter(Files::exists);
    if (file.isEmpty()) {
      System.out.println("skipped: no shared data " + name + " (set CHENGTU_SHARED_DATA)");
    }
    Assumptions.assumeTrue(file.isPresent(), "no shared data " + name);
    return file.orElseThrow();
  }

  private static Optional<Path> folder() {
    String named = System.getenv("CHENGTU_SHARED_DATA");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), dir -> dir != null, Path::getParent)
        .map(dir -> dir.resolve("shared/data"))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
