package city.chengtu.command.printing;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.printing.PrintPictures.PictureLayer;
import city.chengtu.gis.feature.Layer;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.locationtech.jts.geom.Envelope;

/**
 * The pictures of an order, by layer. They are fetched before the printer is taken and without a
 * thread that waits: a slow server delays the one sheet that wants it, and that for a bounded time.
 *
 * @param layers those that the actor may see
 * @param images those that came in time
 * @param area what they show, lon,lat
 */
record OrderedPictures(
    Map<String, Layer> layers, Map<String, BufferedImage> images, Envelope area) {
  static final OrderedPictures NONE = new OrderedPictures(Map.of(), Map.of(), new Envelope());

  /** A picture takes four bytes a pixel, and as much again while it is put on the sheet. */
  private static final int MOST = 4;

  private static final int LONGEST_SIDE = 1_600;

  /**
   * @param time after which the sheet is drawn without those that have not come
   * @throws Refusal 400 when there are too many
   */
  static Future<OrderedPictures> fetch(
      PrintPictures source, Actor actor, PrintOrder order, Sheet sheet, Duration time) {
    Map<String, PictureLayer> found = new LinkedHashMap<>();
    for (int i = 0; i < order.layers().size(); i++) {
      PrintOrder.PrintedLayer each = order.layers().get(i);
      Optional<PictureLayer> picture = source.find(actor, each.id());
      picture.ifPresent(layer -> found.put(each.id(), layer));
      if (found.size() > MOST) {
        throw Refusal.invalid(
            "layers/" + i, "too-many-pictures", "a sheet holds at most " + MOST + " of pictures");
      }
      if (picture.isPresent() && each.filter() != null && !each.filter().isBlank()) {
        throw Refusal.invalid(
            "layers/" + i + "/filter", "invalid-filter", "a picture cannot be filtered");
      }
    }
    if (found.isEmpty()) {
      return Future.succeededFuture(NONE);
    }
    Envelope area = sheet.degrees();
    Map<String, Layer> layers = new LinkedHashMap<>();
    found.forEach((id, picture) -> layers.put(id, picture.layer()));
    if (order.moment().isPresent()) {
      return Future.succeededFuture(new OrderedPictures(layers, Map.of(), area));
    }
    int[] size = size(area);
    Map<String, BufferedImage> images = new LinkedHashMap<>();
    List<Future<Void>> all = new ArrayList<>();
    found.forEach(
        (id, picture) ->
            all.add(
                picture
                    .area(area, size[0], size[1])
                    .timeout(time.toMillis(), TimeUnit.MILLISECONDS)
                    .onSuccess(image -> keep(images, id, image))
                    .<Void>mapEmpty()
                    .otherwiseEmpty())); // what did not come is said on the sheet
    return Future.join(all).map(done -> new OrderedPictures(layers, copy(images), area));
  }

  private static void keep(Map<String, BufferedImage> images, String id, BufferedImage image) {
    synchronized (images) {
      images.put(id, image);
    }
  }

  /** One that comes after its time changes no sheet. */
  private static Map<String, BufferedImage> copy(Map<String, BufferedImage> images) {
    synchronized (images) {
      return Map.copyOf(images);
    }
  }

  private static int[] size(Envelope area) {
    double width = Math.toRadians(area.getWidth());
    double height = Warp.mercator(area.getMaxY()) - Warp.mercator(area.getMinY());
    double longest = Math.max(width, height);
    return new int[] {
      (int) Math.max(1, Math.round(LONGEST_SIDE * width / longest)),
      (int) Math.max(1, Math.round(LONGEST_SIDE * height / longest))
    };
  }
}
