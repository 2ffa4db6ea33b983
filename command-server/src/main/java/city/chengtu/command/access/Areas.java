package city.chengtu.command.access;

import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Where the divisions 区划 of the city lie. The server wires it to the boundaries layer; access
 * itself knows no layers.
 */
public interface Areas {
  /** No boundaries loaded: whoever is bound to an area sees nothing by it. */
  Areas NONE = code -> Optional.empty();

  /**
   * The polygon of a division, lon/lat; empty when there is none. May read the database: its answer
   * is kept until {@link #version} moves.
   */
  Optional<Geometry> find(String divisionCode);

  /** Moves whenever a boundary changes. Asked at every decision: must be a look into memory. */
  default long version() {
    return 0;
  }
}
