package city.chengtu.command.questions;

import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.RowEstimate;
import city.chengtu.gis.filter.Filter;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of one layer a question finds, a page at a time, in order of id: those that fulfil
 * its filter, meet its area, and show to its asker. Memory is that of a page.
 */
final class LayerRows {
  private static final int STEP = 1_000;
  private static final int SMALL = 2_000;

  private final Opened opened;
  private final Area area;
  private final FeatureQuery query;
  private String after;
  private boolean ended;

  /**
   * @param filter checked for the layer as its asker sees it; null for all
   * @param after the identity to begin behind; null for the first
   */
  LayerRows(Opened opened, Filter filter, Area area, String after) {
    this.opened = opened;
    this.area = area;
    this.after = after;
    this.query =
        FeatureQuery.of(opened.id())
            .within(area.box())
            .withFilter(LayerFilter.with(filter, area, opened.source().layer()));
  }

  boolean ended() {
    return ended;
  }

  /** Where to go on behind what was given. */
  String after() {
    return after;
  }

  /** The next features, at most so many; often fewer, also none, before the end. */
  List<Feature> next(int most) {
    List<Feature> rows = opened.source().read(query.withAfter(after).withLimit(STEP));
    // A live source may give a short page and have more.
    ended = opened.source().layer().live() ? rows.isEmpty() : rows.size() < STEP;
    List<Feature> shown = new ArrayList<>(rows.size());
    for (Feature feature : rows) {
      if (opened.sight().shows(feature)) {
        shown.add(feature);
      }
    }
    List<Feature> found = area.reached(shown);
    if (found.size() > most) {
      found = found.subList(0, most);
      after = found.get(most - 1).id();
      ended = false;
    } else if (!rows.isEmpty()) {
      after = rows.get(rows.size() - 1).id();
    }
    return found;
  }

  /** How many there are; of a layer that shows in part, only what shows is counted. */
  RowEstimate estimate(int most) {
    if (opened.sight().all() && area.reach() == null) {
      return opened.source().estimate(query, most);
    }
    int enough = Math.min(most, SMALL);
    int counted = 0;
    while (!ended && counted < enough) {
      counted += next(STEP).size();
    }
    return new RowEstimate(counted, ended);
  }
}
