package city.chengtu.gis.export;

import city.chengtu.gis.coordinate.CoordinateSystems;
import city.chengtu.gis.feature.Layer;
import java.nio.charset.Charset;
import java.util.Objects;
import org.locationtech.jts.geom.Geometry;

/**
 * What is written and how.
 *
 * @param layer with the fields that are written
 * @param charset of text, where the format leaves a choice (CSV, Shapefile)
 */
public record Export(Layer layer, ExportSystem system, Charset charset, Watermark watermark) {
  private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

  public Export {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(charset, "charset");
    Objects.requireNonNull(watermark, "watermark");
  }

  /**
   * A stored geometry in the system asked for, east first.
   *
   * @throws IllegalArgumentException when it lies where the system has no coordinates
   */
  Geometry placed(Geometry lonLat) {
    return system.degrees() ? lonLat : SYSTEMS.fromLonLat(lonLat, system.epsg());
  }
}
