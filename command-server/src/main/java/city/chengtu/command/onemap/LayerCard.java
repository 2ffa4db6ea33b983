package city.chengtu.command.onemap;

import city.chengtu.gis.feature.Layer;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * A layer as the catalogue lists it.
 *
 * @param featureCount how many features it has now; null when some of them are not for the reader
 * @param version moves with every change
 * @param extent west, south, east, north in degrees, holding every feature; null when unknown
 * @param picture null for a layer of features
 */
public record LayerCard(
    @JsonUnwrapped Layer layer,
    Long featureCount,
    long version,
    List<Double> extent,
    PictureInfo picture) {

  /** Null when there is none. */
  public static List<Double> box(Envelope e) {
    return e == null || e.isNull()
        ? null
        : List.of(e.getMinX(), e.getMinY(), e.getMaxX(), e.getMaxY());
  }
}
