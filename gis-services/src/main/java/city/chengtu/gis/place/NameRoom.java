package city.chengtu.gis.place;

import city.chengtu.gis.feature.Layer;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many entries the names of all layers may have together. When they become too many, the codes
 * of the largest layers give way: a manhole's number is typed seldom, and whole, and is then found
 * by its identity. Names give way last, and both are told. For the one thread that reads names.
 */
final class NameRoom {
  private static final Logger LOG = LoggerFactory.getLogger(NameRoom.class);

  /**
   * An entry takes 73 bytes, three times that while a layer is read anew: with this share of the
   * heap a million entries fit where the rest of a server does, in 320 MB.
   */
  private static final long HEAP_BYTES_AN_ENTRY = 256;

  private final long most;
  private final Map<String, LayerNames> names;
  private final Set<String> withoutCodes = ConcurrentHashMap.newKeySet();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();

  /**
   * @param names as they are read; those of a layer may be replaced here by fewer
   */
  NameRoom(long most, Map<String, LayerNames> names) {
    this.most = most;
    this.names = names;
  }

  /** What the process's heap has room for. */
  static long ofHeap() {
    return Runtime.getRuntime().maxMemory() / HEAP_BYTES_AN_ENTRY;
  }

  /** By what the layer's features are found. */
  PlaceFields fields(Layer layer) {
    PlaceFields all = PlaceFields.of(layer);
    return withoutCodes.contains(layer.id()) ? all.withoutCodes() : all;
  }

  /** Entries that this layer may have beside the others. */
  long left(String layer) {
    long others =
        names.values().stream()
            .filter(known -> !known.layer().equals(layer))
            .mapToLong(LayerNames::count)
            .sum();
    return most - others;
  }

  /**
   * Makes room by leaving out the codes of the layer that has most entries.
   *
   * @param layer that is being read
   * @param fields by which it is
   * @param records it has so far
   * @return the layer that gave way, perhaps the one being read, which must then be begun anew;
   *     empty when there is nothing left but names
   */
  Optional<String> make(String layer, PlaceFields fields, int records) {
    Optional<LayerNames> largest =
        names.values().stream()
            .filter(known -> !known.layer().equals(layer) && known.fields().hasCodes())
            .max(Comparator.comparingInt(LayerNames::count).thenComparing(LayerNames::layer));
    boolean itself =
        fields.hasCodes() && largest.filter(known -> known.count() > records).isEmpty();
    Optional<String> giving =
        itself ? Optional.of(layer) : largest.filter(l -> l.count() > 0).map(LayerNames::layer);
    giving.ifPresent(
        shed -> {
          withoutCodes.add(shed);
          LOG.warn(
              "place search keeps {} entries at most: codes of layer {} are left out, found by"
                  + " identity only; a larger heap keeps them",
              most,
              shed);
          names.computeIfPresent(
              shed, (id, known) -> id.equals(layer) ? known : known.withoutCodes());
        });
    return giving;
  }

  /** Names themselves are too many. */
  void cut(String layer) {
    if (cut.add(layer)) {
      LOG.error(
          "place search keeps {} entries at most: names of layer {} are left out; give the server"
              + " a larger heap",
          most,
          layer);
    }
  }

  /** A layer's names that were kept come in, as far as there is room. */
  void admit(LayerNames kept) {
    names.putIfAbsent(kept.layer(), kept);
    if (!kept.fields().hasCodes()) {
      withoutCodes.add(kept.layer());
    }
    while (left("") < 0 && make("", kept.fields().withoutCodes(), 0).isPresent()) { // until it fits
      LOG.debug("made room for the kept names of layer {}", kept.layer());
    }
    if (left("") < 0) {
      names.remove(kept.layer());
    }
  }
}
