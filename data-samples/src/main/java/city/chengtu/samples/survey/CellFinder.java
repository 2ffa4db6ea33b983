package city.chengtu.samples.survey;

import city.chengtu.samples.ground.Cell;
import city.chengtu.samples.ground.CityPlan;
import city.chengtu.samples.ground.Lattice;
import city.chengtu.samples.ground.Spot;
import java.util.Optional;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Location;

/**
 * Which unit grid holds a place. The chart answers nearly always; beside a bend the map's straight
 * edges may put a place a few centimetres into the neighbour, so the polygons themselves have the
 * last word.
 */
public final class CellFinder {
  private final CityPlan plan;

  public CellFinder(CityPlan plan) {
    this.plan = plan;
  }

  public Optional<Cell> find(Spot spot) {
    Coordinate place = plan.warp().lonLat(spot);
    Lattice lattice = plan.lattice();
    int column = lattice.columnAt(spot.u());
    int row = lattice.rowAt(spot.v());
    Optional<Cell> here = inside(column, row, place);
    for (int c = column - 1; c <= column + 1 && here.isEmpty(); c++) {
      for (int r = row - 1; r <= row + 1 && here.isEmpty(); r++) {
        if (c >= 0 && r >= 0 && c < lattice.columns() && r < lattice.rows()) {
          here = inside(c, r, place);
        }
      }
    }
    return here;
  }

  private Optional<Cell> inside(int column, int row, Coordinate place) {
    for (Cell cell : plan.cells(column, row)) {
      boolean near = cell.polygon().getEnvelopeInternal().contains(place);
      if (near
          && PointLocation.locateInRing(place, cell.polygon().getExteriorRing().getCoordinates())
              != Location.EXTERIOR) {
        return Optional.of(cell);
      }
    }
    return Optional.empty();
  }
}
