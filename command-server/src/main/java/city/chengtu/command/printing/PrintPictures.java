package city.chengtu.command.printing;

import city.chengtu.command.journal.Actor;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;

/** The layers that other servers draw, for maps on paper. */
@FunctionalInterface
public interface PrintPictures {
  /** There are none. */
  PrintPictures NONE = (actor, layer) -> Optional.empty();

  /** Empty when there is no such layer for this actor. */
  Optional<PictureLayer> find(Actor actor, String layer);

  /** A layer of pictures. */
  interface PictureLayer {
    Layer layer();

    /**
     * An area in spherical Mercator (EPSG:3857). Fails when its server does not answer; blocks
     * nobody.
     *
     * @param degrees lon,lat
     * @param width pixels
     */
    Future<BufferedImage> area(Envelope degrees, int width, int height);
  }
}
