package city.chengtu.command.ogc;

import city.chengtu.command.journal.Refusal;
import city.chengtu.command.ogc.Collections.Opened;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.tile.TileAddress;
import city.chengtu.gis.tile.TileRange;
import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * The tiles of some layers on a tile matrix set, as their asker sees them, and where they end: at
 * the scales at which a layer is drawn, and at its extent where the asker may know it.
 *
 * @param matrices the set they are on
 * @param layers from the lowest to the topmost
 */
record TileSet(TileMatrixSet matrices, List<Drawn> layers) {
  /**
   * A layer of it.
   *
   * @param box where its features lie, lon,lat; null when that is not known or not told
   */
  record Drawn(Opened opened, Envelope box) {
    Layer layer() {
      return opened.layer();
    }
  }

  /** First level at which a layer is drawn. */
  int first(Layer layer) {
    return Math.max(0, layer.scales().minZoom() - matrices.grid().zoom(0));
  }

  /** Last one; less than the first when it is drawn at none of the set. */
  int last(Layer layer) {
    int last = Math.min(ScaleRange.DEEPEST, layer.scales().maxZoom()) - matrices.grid().zoom(0);
    return Math.min(last, matrices.deepest());
  }

  /** The tiles there are, level by level. */
  List<TileRange> limits() {
    List<TileRange> limits = new ArrayList<>();
    for (int z = 0; z <= matrices.deepest(); z++) {
      TileRange all = null;
      for (Drawn drawn : layers) {
        if (z >= first(drawn.layer()) && z <= last(drawn.layer())) {
          all = joined(all, TileRange.of(matrices.grid(), drawn.box(), z));
        }
      }
      if (all != null) {
        limits.add(all);
      }
    }
    return limits;
  }

  private static TileRange joined(TileRange a, TileRange b) {
    return a == null
        ? b
        : new TileRange(
            a.z(),
            Math.min(a.west(), b.west()),
            Math.min(a.north(), b.north()),
            Math.max(a.east(), b.east()),
            Math.max(a.south(), b.south()));
  }

  /** Where all of them lie; null when one of them does not tell. */
  Envelope box() {
    Envelope all = new Envelope();
    for (Drawn drawn : layers) {
      if (drawn.box() == null) {
        return null;
      }
      all.expandToInclude(drawn.box());
    }
    return all.isNull() ? null : all;
  }

  /**
   * @throws Refusal 404 when there is no such tile within the limits
   */
  TileAddress address(String matrix, String row, String column) {
    try {
      int z = Integer.parseInt(matrix);
      int y = Integer.parseInt(row);
      int x = Integer.parseInt(column);
      if (z >= 0
          && z <= matrices.deepest()
          && limits().stream().anyMatch(limit -> limit.z() == z && limit.contains(x, y))) {
        return new TileAddress(matrices.grid(), z, x, y);
      }
    } catch (NumberFormatException e) {
      throw Refusal.notFound("tile", matrix + "/" + row + "/" + column);
    }
    throw Refusal.notFound("tile", matrix + "/" + row + "/" + column);
  }

  /** The layers that are drawn at this level. */
  List<Drawn> at(int z) {
    return layers.stream()
        .filter(drawn -> z >= first(drawn.layer()) && z <= last(drawn.layer()))
        .toList();
  }
}
