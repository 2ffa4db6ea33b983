package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;

/**
 * What the asker may see. Asked for every answer, so that nothing is found that would not be shown.
 */
public interface PlaceSight {
  /** False when the asker sees nothing of the layer: it is not searched. */
  boolean layer(String layer);

  /** False when the field is kept from the asker: nothing is found by it, nor is it shown. */
  boolean field(String layer, String field);

  /** Whether the asker sees this feature of a layer that it sees some of. */
  boolean feature(String layer, String id);

  /** The same for a feature at hand. */
  boolean feature(Feature feature);

  /** Everything. */
  static PlaceSight all() {
    return new PlaceSight() {
      @Override
      public boolean layer(String layer) {
        return true;
      }

      @Override
      public boolean field(String layer, String field) {
        return true;
      }

      @Override
      public boolean feature(String layer, String id) {
        return true;
      }

      @Override
      public boolean feature(Feature feature) {
        return true;
      }
    };
  }
}
