package city.chengtu.command.access;

import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Which rows of one kind an actor sees, for those who push it down into a query: a row shows when
 * {@code everything}, or it belongs to {@code organisation}, or it meets {@code area}. None of
 * these: no row shows.
 *
 * @param area polygon, lon/lat
 */
public record Sight(boolean everything, Optional<String> organisation, Optional<Geometry> area) {
  /** True when no row can show. */
  public boolean nothing() {
    return !everything && organisation.isEmpty() && area.isEmpty();
  }
}
