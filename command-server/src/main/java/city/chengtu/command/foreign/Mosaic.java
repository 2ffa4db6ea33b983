package city.chengtu.command.foreign;

import city.chengtu.gis.tile.TileAddress;
import io.vertx.core.buffer.Buffer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A view put together from tiles of the web-map pyramid: for what lies shifted, and for programs
 * that ask for other areas than tiles.
 *
 * @param view Mercator
 * @param tiles what it takes, row by row
 */
record Mosaic(View view, List<TileAddress> tiles) {
  private static final int MOST = 36;

  /** Larger tiles than this are not decoded: a small file can hold a huge picture. */
  private static final int LARGEST_SIDE = 1_024;

  private static final int LARGEST_MAP = 4_096;

  Mosaic {
    tiles = List.copyOf(tiles);
  }

  /** With tiles of the zoom that shows as much as the view, or less when it would be too many. */
  static Mosaic of(View view, int minZoom, int maxZoom) {
    double metresPerPixel = (view.maxX() - view.minX()) / view.width();
    double exact = Math.log(2 * View.HALF / (View.TILE * metresPerPixel)) / Math.log(2);
    int zoom = Math.max(minZoom, Math.min(maxZoom, (int) Math.rint(exact)));
    List<TileAddress> tiles = covering(view, zoom);
    while (tiles.size() > MOST && zoom > 0) {
      tiles = covering(view, --zoom);
    }
    return new Mosaic(view, zoom < minZoom ? List.of() : tiles);
  }

  private static List<TileAddress> covering(View view, int zoom) {
    double size = 2 * View.HALF / (1 << zoom);
    int last = (1 << zoom) - 1;
    int west = index((view.minX() + View.HALF) / size, last);
    int east = index(Math.nextDown((view.maxX() + View.HALF) / size), last);
    int north = index((View.HALF - view.maxY()) / size, last);
    int south = index(Math.nextDown((View.HALF - view.minY()) / size), last);
    List<TileAddress> tiles = new ArrayList<>();
    for (int y = north; y <= south && tiles.size() <= MOST; y++) {
      for (int x = west; x <= east && tiles.size() <= MOST; x++) {
        tiles.add(new TileAddress(zoom, x, y));
      }
    }
    return tiles;
  }

  private static int index(double place, int last) {
    return (int) Math.max(0, Math.min(last, Math.floor(place)));
  }

  /**
   * Draws the tiles into the view; PNG. Blocking, busy.
   *
   * @param pictures those that came, by their tile
   * @throws IOException when one of them cannot be read
   */
  Picture draw(Map<TileAddress, Picture> pictures) throws IOException {
    BufferedImage whole =
        new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = whole.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    double across = view.width() / (view.maxX() - view.minX());
    double down = view.height() / (view.maxY() - view.minY());
    long oldest = 0;
    boolean stale = false;
    for (Map.Entry<TileAddress, Picture> entry : pictures.entrySet()) {
      View tile = View.of(entry.getKey());
      int left = (int) Math.rint((tile.minX() - view.minX()) * across);
      int right = (int) Math.rint((tile.maxX() - view.minX()) * across);
      int top = (int) Math.rint((view.maxY() - tile.maxY()) * down);
      int bottom = (int) Math.rint((view.maxY() - tile.minY()) * down);
      g.drawImage(
          decoded(entry.getValue().bytes(), LARGEST_SIDE),
          left,
          top,
          right - left,
          bottom - top,
          null);
      oldest = Math.max(oldest, entry.getValue().ageSeconds());
      stale |= entry.getValue().stale();
    }
    g.dispose();
    return new Picture(PictureType.PNG, png(whole), oldest, stale);
  }

  /**
   * The same picture as PNG. Blocking, busy.
   *
   * @throws IOException when it cannot be read
   */
  static Picture asPng(Picture picture) throws IOException {
    return picture.type() == PictureType.PNG
        ? picture
        : new Picture(
            PictureType.PNG,
            png(decoded(picture.bytes(), LARGEST_MAP)),
            picture.ageSeconds(),
            picture.stale());
  }

  /**
   * The picture as points of colour. Blocking, busy.
   *
   * @throws IOException when it cannot be read
   */
  static BufferedImage image(Picture picture) throws IOException {
    return decoded(picture.bytes(), LARGEST_MAP);
  }

  private static Buffer png(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException("this Java platform writes no PNG");
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static BufferedImage decoded(Buffer bytes, int largest) throws IOException {
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.getBytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("a picture is of a kind that cannot be read here");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if (reader.getWidth(0) > largest || reader.getHeight(0) > largest) {
          throw new IOException("a picture is larger than " + largest + " pixels");
        }
        return reader.read(0);
      } catch (RuntimeException e) { // the JDK's readers meet broken pictures with these too
        throw new IOException("a picture cannot be read: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }
}
