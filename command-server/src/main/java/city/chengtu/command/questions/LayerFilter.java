package city.chengtu.command.questions;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Cql2;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.FilterException;
import java.util.List;
import java.util.Optional;

/** Filters of questions: read, checked against what the asker sees, put together with an area. */
final class LayerFilter {
  private LayerFilter() {}

  /**
   * @param layer as its asker sees it: a hidden field is an unknown one
   * @param field which member of the question it is
   * @return null when nothing is asked
   * @throws Refusal 400 when it is no filter for the layer
   */
  static Filter read(LayerAsk asked, Layer layer, String field) {
    if (asked.filter() == null || asked.filter().isBlank()) {
      return null;
    }
    try {
      Filter filter =
          "cql2-json".equals(asked.filterLang())
              ? Cql2.ofJson(asked.filter())
              : Cql2.ofText(asked.filter());
      return filter.checkedFor(layer);
    } catch (FilterException e) {
      String where = e.position() == null || e.position().isEmpty() ? "" : e.position() + ": ";
      throw Refusal.invalid(field, "invalid-filter", where + e.getMessage());
    }
  }

  /**
   * @param filter null for none
   * @return null when there is neither filter nor area
   */
  static Filter with(Filter filter, Area area, Layer layer) {
    Optional<Filter> place = area.filter().map(f -> f.checkedFor(layer));
    if (filter == null) {
      return place.orElse(null);
    }
    return place.<Filter>map(p -> new Filter.And(List.of(filter, p))).orElse(filter);
  }
}
