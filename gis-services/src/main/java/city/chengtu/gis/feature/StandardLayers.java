package city.chengtu.gis.feature;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The themes and layers every city starts with, read from {@code layers.json} beside this class.
 * They seed the database's catalogue; what an administrator changes there stays changed.
 */
public final class StandardLayers {
  private static final LayerJson.CatalogueFile FILE =
      LayerJson.readFile(
          Objects.requireNonNull(
              StandardLayers.class.getResourceAsStream("layers.json"), "layers.json"));
  private static final Map<String, Layer> BY_ID =
      FILE.layers().stream().collect(Collectors.toUnmodifiableMap(Layer::id, Function.identity()));

  private StandardLayers() {}

  /** Parents before their children. */
  public static List<Theme> themes() {
    return List.copyOf(FILE.themes());
  }

  public static List<Layer> list() {
    return List.copyOf(FILE.layers());
  }

  /**
   * @throws NoSuchElementException when no standard layer has this id
   */
  public static Layer get(String id) {
    Layer layer = BY_ID.get(id);
    if (layer == null) {
      throw new NoSuchElementException("no standard layer '" + id + "'");
    }
    return layer;
  }
}
