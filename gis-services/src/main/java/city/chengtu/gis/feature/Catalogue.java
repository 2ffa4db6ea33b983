package city.chengtu.gis.feature;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.locationtech.jts.geom.Envelope;

/**
 * The one list of everything the map can show: themes, and per layer where its features are read.
 * The store puts its layers in; the server adds those that live. Whoever changes a layer says so
 * here, and whoever keeps copies (tiles) listens.
 */
public final class Catalogue {
  private final ConcurrentMap<String, Theme> themes = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, FeatureSource> sources = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Layer> pictures = new ConcurrentHashMap<>();
  private final List<LayerListener> listeners = new CopyOnWriteArrayList<>();

  public void add(Theme theme) {
    themes.put(theme.id(), theme);
  }

  /**
   * Adds a layer, or puts a new definition in the place of an old one of the same id.
   *
   * @throws IllegalArgumentException when the layer's theme is not there
   */
  public void add(FeatureSource source) {
    Layer layer = source.layer();
    if (!themes.containsKey(layer.theme())) {
      throw new IllegalArgumentException(
          "layer '" + layer.id() + "' names the unknown theme '" + layer.theme() + "'");
    }
    sources.put(layer.id(), source);
  }

  /**
   * Adds a layer of which there are pictures only: somebody else draws it, its features are not
   * ours to read. It is listed by {@link #pictures()} alone.
   */
  public void addPicture(Layer layer) {
    pictures.put(layer.id(), layer);
  }

  /** Takes a layer out, whichever kind it is; nothing happens when it is not there. */
  public void remove(String layer) {
    sources.remove(layer);
    pictures.remove(layer);
  }

  /** The layers of which there are pictures only, lowest in drawing order first. */
  public List<Layer> pictures() {
    return pictures.values().stream()
        .sorted(Comparator.comparingInt((Layer l) -> l.style().order()).thenComparing(Layer::id))
        .toList();
  }

  public Optional<FeatureSource> find(String layer) {
    return Optional.ofNullable(sources.get(layer));
  }

  /**
   * @throws NoSuchElementException when there is no such layer
   */
  public FeatureSource get(String layer) {
    return find(layer).orElseThrow(() -> new NoSuchElementException("no layer '" + layer + "'"));
  }

  /** All layers, lowest in drawing order first. */
  public List<FeatureSource> list() {
    return sources.values().stream()
        .sorted(
            Comparator.comparingInt((FeatureSource s) -> s.layer().style().order())
                .thenComparing(s -> s.layer().id()))
        .toList();
  }

  public List<Theme> themes() {
    return themes.values().stream()
        .sorted(Comparator.comparingInt(Theme::order).thenComparing(Theme::id))
        .toList();
  }

  public void onChange(LayerListener listener) {
    listeners.add(listener);
  }

  /**
   * Tells all listeners that a layer has changed within the extent; call it after the change is
   * committed.
   */
  public void changed(String layer, Envelope extent) {
    listeners.forEach(listener -> listener.changed(layer, extent.copy()));
  }
}
