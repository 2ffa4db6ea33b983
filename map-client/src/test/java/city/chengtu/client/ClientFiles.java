package city.chengtu.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files as the server will find them: built client and WebJars, by the address of the page. */
final class ClientFiles {
  private static final String CLIENT = "META-INF/resources/client";
  private static final String WEBJARS = "META-INF/resources";
  private static final Path SOURCES = Path.of("src/main/resources", CLIENT);
  private final Map<String, String> texts = new TreeMap<>();

  private ClientFiles() {}

  /** What the sources name, as the build left it: a file deleted since is not counted. */
  static ClientFiles built() {
    ClientFiles files = new ClientFiles();
    try (Stream<Path> paths = Files.walk(SOURCES)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String address = "/" + SOURCES.relativize(path).toString().replace('\\', '/');
        files.texts.put(address, onClassPath(CLIENT + address));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the client's sources", e);
    }
    return files;
  }

  private static String onClassPath(String name) {
    try (InputStream in = ClientFiles.class.getResourceAsStream("/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** Address on the page → text, of our own files ending so. */
  Map<String, String> ending(String ending) {
    Map<String, String> found = new TreeMap<>();
    texts.forEach(
        (address, text) -> {
          if (address.endsWith(ending)) {
            found.put(address, text);
          }
        });
    return found;
  }

  String page() {
    return texts.get("/index.html");
  }

  /**
   * @param address as a browser asks for it, starting with a slash
   * @return the text, or null when the server would answer 404
   */
  String find(String address) {
    return address.startsWith("/webjars/") ? onClassPath(WEBJARS + address) : texts.get(address);
  }
}
