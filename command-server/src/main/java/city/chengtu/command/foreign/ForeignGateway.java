package city.chengtu.command.foreign;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Workers;
import city.chengtu.command.foreign.ForeignRegistry.Chosen;
import city.chengtu.command.onemap.PictureShelf;
import city.chengtu.command.printing.PrintPictures;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.locationtech.jts.geom.Envelope;

/** The gateway's parts that doors share. */
public final class ForeignGateway {
  private final ForeignRegistry registry;
  private final PictureKeep keep;
  private final Pictures pictures;

  /**
   * @param painters where pictures are put together
   */
  public ForeignGateway(ForeignRegistry registry, GatewaySettings settings, Workers painters) {
    this.registry = registry;
    this.keep =
        new PictureKeep(settings.cacheBytes(), settings.fresh(), settings.keep(), System::nanoTime);
    this.pictures = new Pictures(keep, painters, settings);
  }

  ForeignRegistry registry() {
    return registry;
  }

  /** Its pictures for the catalogue. */
  public PictureShelf shelf(AccessPolicy policy) {
    ForeignMap map = new ForeignMap(registry, policy);
    return actor -> map.pictures(actor).stream().map(Chosen::listed).toList();
  }

  /** Its pictures for maps on paper. */
  public PrintPictures paper(AccessPolicy policy) {
    ForeignMap map = new ForeignMap(registry, policy);
    return (actor, layer) -> map.find(actor, layer).map(chosen -> new OnPaper(chosen, pictures));
  }

  private record OnPaper(Chosen chosen, Pictures pictures) implements PrintPictures.PictureLayer {
    @Override
    public Layer layer() {
      return chosen.card();
    }

    @Override
    public Future<BufferedImage> area(Envelope area, int width, int height) {
      View degrees =
          new View(
              false, area.getMinX(), area.getMinY(), area.getMaxX(), area.getMaxY(), width, height);
      return pictures
          .view(chosen.server(), chosen.layer(), degrees.other())
          .compose(picture -> pictures.image(chosen.server(), picture));
    }
  }

  Pictures pictures() {
    return pictures;
  }

  /** Pictures by how they were got, for the metrics. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("kept", keep.hits());
    counts.put("stale", keep.stale());
    counts.put("asked", registry.servers().stream().mapToLong(s -> s.health().answers()).sum());
    counts.put("failed", registry.servers().stream().mapToLong(s -> s.health().failures()).sum());
    counts.put("refused", registry.servers().stream().mapToLong(s -> s.health().refused()).sum());
    return counts;
  }

  /** 1 for a server that works. */
  public Map<String, Double> works() {
    return registry.works();
  }

  /** Memory that kept pictures take. */
  public long keptBytes() {
    return keep.bytes();
  }
}
