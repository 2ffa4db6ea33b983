package city.chengtu.gis.feature;

import org.locationtech.jts.geom.Envelope;

/** Told after a layer has changed, on the thread that changed it: keep it short. */
@FunctionalInterface
public interface LayerListener {
  /**
   * @param layer id of the layer
   * @param extent lon,lat degrees: holds every old and new geometry of the change; a null envelope
   *     means unknown, thus everywhere
   */
  void changed(String layer, Envelope extent);
}
