package city.chengtu.plans.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The text of one plan file.
 *
 * @param name file name without folders, shown in findings
 */
public record PlanSource(String name, String text) {
  private static final String LIBRARY = "/city/chengtu/plans/library/";

  /**
   * Every {@code .yaml} file of a folder, by name. UTF-8.
   *
   * @throws UncheckedIOException when the folder or a file cannot be read, or a file is not UTF-8
   *     (named in the message)
   */
  public static List<PlanSource> folder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<PlanSource> sources = new ArrayList<>();
      for (Path file :
          files
              .filter(f -> f.getFileName().toString().endsWith(".yaml"))
              .sorted(Comparator.comparing(f -> f.getFileName().toString()))
              .toList()) {
        sources.add(new PlanSource(file.getFileName().toString(), text(file)));
      }
      return List.copyOf(sources);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the plans in " + folder, e);
    }
  }

  /** The plans that come with the product, from its jar. */
  public static List<PlanSource> builtIn() {
    URL library = PlanSource.class.getResource(LIBRARY);
    if (library == null) {
      throw new IllegalStateException(
          "the plan library is missing from the class path: " + LIBRARY);
    }
    return at(library);
  }

  /** The files of a library folder, which may lie on the disk or in a jar. */
  static List<PlanSource> at(URL library) {
    try {
      URI uri = library.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return folder(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(jarFile(uri), Map.of())) {
        return folder(jar.getPath(addressInJar(uri)));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the plan library has no usable address: " + library, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the plan library in " + library, e);
    }
  }

  /**
   * Opened by path, not by URI: a file system of our own cannot clash with one that somebody else
   * opened on this jar.
   */
  private static Path jarFile(URI jarUri) {
    String address = jarUri.getRawSchemeSpecificPart();
    return Path.of(URI.create(address.substring(0, address.indexOf("!/"))));
  }

  private static String addressInJar(URI jarUri) {
    String address = jarUri.getSchemeSpecificPart();
    return address.substring(address.indexOf("!/") + 1);
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new IOException(file.getFileName() + " is not UTF-8", e);
    }
  }
}
