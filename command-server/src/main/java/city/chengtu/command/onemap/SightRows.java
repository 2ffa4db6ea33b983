package city.chengtu.command.onemap;

import city.chengtu.command.access.Sight;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.filter.Comparison;
import city.chengtu.gis.filter.Expression;
import city.chengtu.gis.filter.Filter;
import city.chengtu.gis.filter.FilterException;
import city.chengtu.gis.filter.SpatialRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows an actor may see, as a condition for the store: so that the others need not be read, and
 * are not counted. Each row that is read is asked of the policy all the same.
 */
public final class SightRows {
  private static final Logger LOG = LoggerFactory.getLogger(SightRows.class);
  private static final String ORGANISATION = "organisation";
  private static final String GEOMETRY = "geometry";

  private SightRows() {}

  /**
   * @param whole the layer with the fields that the actor does not see too
   * @return empty when all rows show, or when the store cannot be asked
   */
  public static Optional<Filter> of(MapSight sight, Layer whole) {
    if (sight.all()) {
      return Optional.empty();
    }
    Sight rows = sight.rows();
    List<Filter> ways = new ArrayList<>();
    if (rows.organisation().isPresent()) {
      if (whole.field(ORGANISATION).isEmpty()) {
        return Optional.empty(); // no field the store could ask
      }
      ways.add(
          new Filter.Compare(
              Comparison.EQUAL,
              Expression.Property.of(ORGANISATION),
              Expression.Text.of(rows.organisation().get())));
    }
    rows.area()
        .map(
            area ->
                new Filter.Spatial(
                    SpatialRelation.INTERSECTS,
                    Expression.Property.of(GEOMETRY),
                    Expression.Shape.of(area)))
        .ifPresent(ways::add);
    Filter any = ways.size() == 1 ? ways.get(0) : new Filter.Or(ways);
    try {
      return Optional.of(any.checkedFor(whole));
    } catch (FilterException e) {
      LOG.warn("the area of an account cannot be asked for in {}: {}", whole.id(), e.getMessage());
      return Optional.empty(); // an area that is drawn badly: each row is asked one by one
    }
  }
}
