package city.chengtu.samples.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The words that names are made of: {@code city/words.yaml} beside this module's classes. */
public final class Words {
  private static final String RESOURCE = "/city/chengtu/samples/city/words.yaml";

  /** Prime to the number of stems, so that names next to each other do not look alike. */
  private static final long STRIDE = 1_103;

  private final Map<String, Object> root;
  private final List<String> heads;
  private final List<String> tails;

  private Words(Map<String, Object> root) {
    this.root = root;
    this.heads = list("stems.heads");
    this.tails = list("stems.tails");
  }

  public static Words load() {
    try (InputStream in = Words.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + RESOURCE);
      }
      return new Words(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** A made-up place name of two characters; the first heads times tails of them differ. */
  public String stem(long index) {
    long place = Math.floorMod(index * STRIDE, (long) heads.size() * tails.size());
    return heads.get((int) (place % heads.size())) + tails.get((int) (place / heads.size()));
  }

  public String word(String path) {
    return find(path).toString();
  }

  public double number(String path) {
    if (find(path) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalStateException(RESOURCE + ": '" + path + "' must be a number");
  }

  public List<String> list(String path) {
    if (find(path) instanceof List<?> items) {
      return items.stream().map(Object::toString).toList();
    }
    throw new IllegalStateException(RESOURCE + ": '" + path + "' must be a list");
  }

  private Object find(String path) {
    Object node = root;
    for (String key : path.split("\\.", -1)) {
      node = node instanceof Map<?, ?> map ? map.get(key) : null;
      if (node == null) {
        throw new IllegalStateException(RESOURCE + " has no '" + path + "'");
      }
    }
    return node;
  }
}
