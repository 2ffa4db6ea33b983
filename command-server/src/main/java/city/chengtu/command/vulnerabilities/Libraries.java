package city.chengtu.command.vulnerabilities;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The libraries in a folder of jars: by the list written at build time ({@code libraries.txt}
 * beside the folder), and by what Maven has written into the jars, which also names libraries
 * packed into others.
 *
 * @param found each once
 * @param unknown jars whose coordinates nobody has written down
 */
public record Libraries(List<Library> found, List<String> unknown) {
  private static final Pattern LISTED =
      Pattern.compile(
          "\\s*([^:\\s]+):([^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(?:compile|runtime).*");

  private static final Pattern WRITTEN =
      Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");

  public Libraries {
    found = List.copyOf(found);
    unknown = List.copyOf(unknown);
  }

  /**
   * @throws IOException naming what cannot be read
   */
  public static Libraries in(Path folder) throws IOException {
    Map<String, Library> all = new LinkedHashMap<>();
    Map<String, Library> listed = listed(folder.resolveSibling("libraries.txt"));
    listed.values().forEach(l -> all.put(l.name() + ":" + l.version(), l));
    List<String> unknown = new ArrayList<>();
    for (Path jar : jars(folder)) {
      String file = String.valueOf(jar.getFileName());
      List<Library> inside = written(jar);
      inside.forEach(l -> all.putIfAbsent(l.name() + ":" + l.version(), l));
      if (inside.isEmpty() && !listed.containsKey(file)) {
        unknown.add(file);
      }
    }
    return new Libraries(List.copyOf(all.values()), unknown);
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** By file name, {@code artifact-version.jar}. */
  private static Map<String, Library> listed(Path list) throws IOException {
    Map<String, Library> found = new LinkedHashMap<>();
    if (Files.exists(list)) {
      for (String line : Files.readAllLines(list)) {
        Matcher m = LISTED.matcher(line);
        if (m.matches()) {
          String file = m.group(2) + "-" + m.group(3) + ".jar";
          found.put(file, new Library(m.group(1), m.group(2), m.group(3), file));
        }
      }
    }
    return found;
  }

  private static List<Library> written(Path jar) throws IOException {
    List<Library> found = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry :
          zip.stream().filter(e -> WRITTEN.matcher(e.getName()).matches()).toList()) {
        Properties p = new Properties();
        try (InputStream in = zip.getInputStream(entry)) {
          p.load(in);
        }
        String group = p.getProperty("groupId");
        String artifact = p.getProperty("artifactId");
        String version = p.getProperty("version");
        if (group != null && artifact != null && version != null) {
          found.add(
              new Library(
                  group.strip(), artifact.strip(), version.strip(), "" + jar.getFileName()));
        }
      }
    }
    return found;
  }
}
