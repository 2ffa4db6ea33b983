package city.chengtu.gis.tile;

import city.chengtu.gis.feature.FeatureRow;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What one kind of viewer may see. Viewers with the same key share cached tiles, so the key must
 * tell apart all that the rights decision tells apart.
 *
 * @param visible which features this viewer may see
 * @param hidden fields left out
 */
public record TileView(String key, Predicate<FeatureRow> visible, Set<String> hidden) {
  private enum Every implements Predicate<FeatureRow> {
    FEATURE;

    @Override
    public boolean test(FeatureRow feature) {
      return true;
    }
  }

  /** Sees everything. */
  public static final TileView ALL = ofAll("all", Set.of());

  public TileView {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(visible, "visible");
    hidden = Set.copyOf(hidden);
  }

  /** Of viewers who see every feature: none has to be looked at for that. */
  public static TileView ofAll(String key, Set<String> hidden) {
    return new TileView(key, Every.FEATURE, hidden);
  }

  /** True when every feature is visible. */
  boolean all() {
    return visible == Every.FEATURE;
  }
}
