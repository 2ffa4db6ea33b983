package city.chengtu.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
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
  private final Map<String, String> texts = new TreeMap<>();

  private ClientFiles() {}

  static ClientFiles built() {
    ClientFiles files = new ClientFiles();
    Path root = root();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String address = "/" + root.relativize(path).toString().replace('\\', '/');
        files.texts.put(address, Files.readString(path, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the built client", e);
    }
    return files;
  }

  private static Path root() {
    URL index = ClientFiles.class.getResource("/" + CLIENT + "/index.html");
    if (index == null) {
      throw new IllegalStateException("the client is not built: no index.html on the class path");
    }
    try {
      return Path.of(index.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("class path with a bad address: " + index, e);
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
    if (!address.startsWith("/webjars/")) {
      return texts.get(address);
    }
    try (InputStream in = ClientFiles.class.getResourceAsStream("/" + WEBJARS + address)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + address, e);
    }
  }
}
