package city.chengtu.command.printing;

import java.awt.image.BufferedImage;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Brings a picture in spherical Mercator onto a sheet's plane: by its formulas at the knots of a
 * grid, and evenly in between, which at a sheet's size is exact to a fraction of a pixel.
 */
final class Warp {
  private static final int CELLS = 32;

  private final Sheet sheet;
  private final Envelope area;
  private final int width;
  private final int height;

  /**
   * @param area what the picture shows, lon,lat
   * @param side pixels of the longer side of the result
   */
  Warp(Sheet sheet, Envelope area, int side) {
    this.sheet = sheet;
    this.area = area;
    Envelope frame = sheet.frame();
    double longest = Math.max(frame.getWidth(), frame.getHeight());
    this.width = (int) Math.max(1, Math.round(side * frame.getWidth() / longest));
    this.height = (int) Math.max(1, Math.round(side * frame.getHeight() / longest));
  }

  /** The natural measure of Mercator's latitudes: radians for an Earth of radius 1. */
  static double mercator(double lat) {
    return Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2));
  }

  /** The frame's part of the picture; beyond the picture it is transparent. */
  BufferedImage draw(BufferedImage picture) {
    double[][] xs = new double[CELLS + 1][CELLS + 1];
    double[][] ys = new double[CELLS + 1][CELLS + 1];
    knots(picture, xs, ys);
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int j = 0; j < height; j++) {
      double down = (j + 0.5) * CELLS / height;
      for (int i = 0; i < width; i++) {
        double across = (i + 0.5) * CELLS / width;
        int x = (int) Math.floor(between(xs, across, down));
        int y = (int) Math.floor(between(ys, across, down));
        if (x >= 0 && y >= 0 && x < picture.getWidth() && y < picture.getHeight()) {
          drawn.setRGB(i, j, picture.getRGB(x, y));
        }
      }
    }
    return drawn;
  }

  private void knots(BufferedImage picture, double[][] xs, double[][] ys) {
    Envelope frame = sheet.frame();
    double top = mercator(area.getMaxY());
    double tall = top - mercator(area.getMinY());
    for (int j = 0; j <= CELLS; j++) {
      for (int i = 0; i <= CELLS; i++) {
        Coordinate at =
            sheet.lonLat(
                frame.getMinX() + frame.getWidth() * i / CELLS,
                frame.getMaxY() - frame.getHeight() * j / CELLS);
        xs[j][i] = (at.x - area.getMinX()) / area.getWidth() * picture.getWidth();
        ys[j][i] = (top - mercator(at.y)) / tall * picture.getHeight();
      }
    }
  }

  private static double between(double[][] knots, double across, double down) {
    int i = Math.min(CELLS - 1, (int) across);
    int j = Math.min(CELLS - 1, (int) down);
    double x = across - i;
    double y = down - j;
    double upper = knots[j][i] * (1 - x) + knots[j][i + 1] * x;
    double lower = knots[j + 1][i] * (1 - x) + knots[j + 1][i + 1] * x;
    return upper * (1 - y) + lower * y;
  }
}
