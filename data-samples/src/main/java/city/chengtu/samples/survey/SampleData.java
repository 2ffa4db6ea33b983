package city.chengtu.samples.survey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the YAML files of this module. */
public final class SampleData {
  private static final String ROOT = "/city/chengtu/samples/";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SampleData() {}

  /**
   * @param path below this module's own folder of resources, e.g. {@code reference/dispatch.yaml};
   *     from the root when it begins with a slash
   * @throws IllegalArgumentException when there is no such file
   */
  public static JsonNode read(String path) {
    try (InputStream in =
        SampleData.class.getResourceAsStream(path.startsWith("/") ? path : ROOT + path)) {
      if (in == null) {
        throw new IllegalArgumentException("the sample has no file '" + path + "'");
      }
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return MAPPER.valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  static <T> T as(JsonNode node, Class<T> type) {
    return MAPPER.convertValue(node, type);
  }

  /** The list under a key of a file, each entry as a record. */
  public static <T> List<T> list(String path, String key, Class<T> type) {
    JsonNode items = read(path).path(key);
    if (!items.isArray()) {
      throw new IllegalStateException(path + " must have a list '" + key + "'");
    }
    List<T> list = new ArrayList<>();
    for (JsonNode item : items) {
      list.add(MAPPER.convertValue(item, type));
    }
    return list;
  }
}
