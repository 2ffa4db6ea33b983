package city.chengtu.command.backup;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the data folder holds beside the store: the keys, and the settings. Keys sign the journal's
 * checkpoints and seal second factors; whoever has them and the store can act as the server.
 */
public final class DataFolder {
  private static final String KEYS = "keys/";
  private static final String SETTINGS = "settings.properties";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
  private static final Pattern SECRET =
      Pattern.compile("password|secret|phrase|token|credential", Pattern.CASE_INSENSITIVE);
  private static final String SECRET_PLACE = "(set it anew: secrets are not backed up)";

  private final Path folder;

  public DataFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @param keys whether the keys are wanted
   */
  public SortedMap<String, byte[]> files(boolean keys) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    Path settings = folder.resolve("chengtu.properties");
    if (Files.isRegularFile(settings)) {
      files.put(SETTINGS, withoutSecrets(settings));
    }
    Path keyFolder = folder.resolve("keys");
    if (keys && Files.isDirectory(keyFolder)) {
      try (Stream<Path> list = Files.list(keyFolder)) {
        for (Path file : list.filter(Files::isRegularFile).toList()) {
          if (NAME.matcher(file.getFileName().toString()).matches()) {
            files.put(KEYS + file.getFileName(), Files.readAllBytes(file));
          }
        }
      }
    }
    return files;
  }

  private static byte[] withoutSecrets(Path settings) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(settings)) {
      properties.load(reader);
    }
    StringWriter text = new StringWriter();
    for (String key :
        new TreeMap<>(Map.copyOf(properties)).keySet().stream().map(Object::toString).toList()) {
      Properties one = new Properties();
      one.setProperty(
          key,
          SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()
              ? SECRET_PLACE
              : properties.getProperty(key).replaceAll("(?i)(password=)[^&;]*", "$1***"));
      StringWriter line = new StringWriter();
      one.store(line, null);
      line.toString()
          .lines()
          .filter(l -> !l.startsWith("#"))
          .forEach(l -> text.append(l).append('\n'));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Puts the files of a back-up in their places. A key that differs from one that is there replaces
   * it; the old one stays beside it.
   *
   * @return what was done, one line each
   */
  public List<String> put(SortedMap<String, byte[]> files) throws IOException {
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith(KEYS)) {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        done.add(put(keys.resolve(safe(file.getKey().substring(KEYS.length()))), file.getValue()));
      } else if (file.getKey().equals(SETTINGS)) {
        done.add(put(folder.resolve("chengtu.properties.restored"), file.getValue()));
      }
    }
    return done;
  }

  private static String safe(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new DamagedBackupException("a key cannot be called " + name, null);
    }
    return name;
  }

  private static String put(Path file, byte[] content) throws IOException {
    String more = "";
    if (Files.exists(file)) {
      if (Arrays.equals(Files.readAllBytes(file), content)) {
        return file + ": the same as before";
      }
      Path old = file.resolveSibling(file.getFileName() + ".before-" + System.currentTimeMillis());
      Files.move(file, old);
      more = "; the one that was there is " + old.getFileName();
    }
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, content, StandardOpenOption.WRITE);
    return file + more;
  }
}
