package city.chengtu.gis.tile;

import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.ScaleRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes tiles from a feature source: at each zoom only the features whose rank has come, and no
 * more than a client can draw. Where there are too many the lesser ranks give way first, and the
 * tile says how many are missing.
 */
public final class TileMaker {
  private final int mostFeatures;

  public TileMaker(int mostFeatures) {
    if (mostFeatures < 1) {
      throw new IllegalArgumentException("mostFeatures must be at least 1: " + mostFeatures);
    }
    this.mostFeatures = mostFeatures;
  }

  /**
   * @param at the moment to show; null for now
   */
  public Tile make(FeatureSource source, TileAddress address, TileView view, Instant at) {
    return over(source, address, view, query -> query.asOf(at));
  }

  /**
   * @param time sets the time of a query
   */
  Tile over(
      FeatureSource source, TileAddress address, TileView view, UnaryOperator<FeatureQuery> time) {
    if (!source.layer().scales().contains(address.zoom())) {
      return Tile.of(new byte[0], 0, 0);
    }
    FeatureQuery query =
        time.apply(FeatureQuery.of(source.layer().id()))
            .within(address.envelope((double) TileEncoder.MARGIN / TileEncoder.EXTENT))
            .withMaxRank(Math.min(address.zoom(), ScaleRange.DEEPEST))
            .withLimit(mostFeatures + 1);
    List<FeatureRow> features = new ArrayList<>(source.unordered(query));
    long dropped = 0;
    if (features.size() > mostFeatures) {
      dropped = source.count(query) - mostFeatures;
      features = mostImportant(source, query, source.rows(query));
    }
    // so that equal content gives equal bytes; cheaper here than in a store that compares texts
    features.sort(Comparator.comparing(FeatureRow::id));
    TileEncoder encoder = new TileEncoder(source.layer(), address, view.hidden());
    for (FeatureRow row : features) {
      if (view.all() || view.visible().test(row)) {
        encoder.add(row);
      }
    }
    return Tile.of(encoder.finish(), encoder.drawn(), dropped);
  }

  /** The ranks that fit whole, filled up from the rest. */
  private List<FeatureRow> mostImportant(
      FeatureSource source, FeatureQuery query, List<FeatureRow> any) {
    int rank = query.maxRank() - 1;
    // Counted no further than it matters: each of these would else read a whole city's layer.
    while (rank >= 0
        && source.estimate(query.withMaxRank(rank), mostFeatures + 1).rows() > mostFeatures) {
      rank--;
    }
    List<FeatureRow> chosen = new ArrayList<>();
    if (rank >= 0) {
      chosen.addAll(source.rows(query.withMaxRank(rank)));
    }
    Set<String> ids = new HashSet<>();
    chosen.forEach(feature -> ids.add(feature.id()));
    any.stream()
        .filter(feature -> !ids.contains(feature.id()))
        .limit(mostFeatures - chosen.size())
        .forEach(chosen::add);
    return chosen;
  }
}
