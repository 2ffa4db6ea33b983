package city.chengtu.command.printing;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * What stands around the map: title, frame with its coordinates, legend, scale bar, north, sources,
 * notes, watermark.
 */
final class Margin {
  private static final double LINE = 4.4 * Sheet.MM;
  private static final double COLUMN = 52 * Sheet.MM;
  private static final double FACTS = 96 * Sheet.MM;
  private static final int LEGEND_ROWS = 6;

  /** A row of the legend. */
  record Row(Look look, String title) {}

  private final Sheet sheet;
  private final PdfPen pen;
  private final GlyphFonts fonts;
  private final PrintWords words;

  Margin(Sheet sheet, PdfPen pen, GlyphFonts fonts, PrintWords words) {
    this.sheet = sheet;
    this.pen = pen;
    this.fonts = fonts;
    this.words = words;
  }

  void title(String text) {
    Envelope frame = sheet.frame();
    double size = 16;
    double width = fonts.width(text, size);
    double fitted = Math.min(size, size * frame.getWidth() / Math.max(1, width));
    pen.fillWith(Rgb.BLACK);
    fonts.write(
        pen,
        text,
        fitted,
        frame.centre().x - fonts.width(text, fitted) / 2,
        frame.getMaxY() + 6 * Sheet.MM,
        0);
  }

  void frame() {
    Envelope f = sheet.frame();
    pen.line(Rgb.BLACK, 0.8);
    pen.rectangle(f.getMinX(), f.getMinY(), f.getWidth(), f.getHeight()).stroke();
    pen.fillWith(Rgb.GREY);
    corner(f.getMinX(), f.getMaxY(), f.getMinX(), f.getMaxY() + 1.5 * Sheet.MM, false);
    corner(f.getMaxX(), f.getMaxY(), f.getMaxX(), f.getMaxY() + 1.5 * Sheet.MM, true);
    corner(f.getMinX(), f.getMinY(), f.getMinX(), f.getMinY() - 3 * Sheet.MM, false);
    corner(f.getMaxX(), f.getMinY(), f.getMaxX(), f.getMinY() - 3 * Sheet.MM, true);
  }

  private void corner(double x, double y, double textX, double textY, boolean right) {
    Coordinate at = sheet.lonLat(x, y);
    String text = String.format(Locale.ROOT, "%.6f°E %.6f°N", at.x, at.y);
    fonts.write(pen, text, 6, right ? textX - fonts.width(text, 6) : textX, textY, 0);
  }

  /** Scale, projection, datum, moment, maker, approval number. */
  void facts(List<String> lines) {
    double y = Sheet.FOOT - 9 * Sheet.MM;
    pen.fillWith(Rgb.BLACK);
    for (String line : lines) {
      double size = Math.min(7, 7 * FACTS / Math.max(1, fonts.width(line, 7)));
      fonts.write(pen, line, size, sheet.frame().getMinX(), y, 0);
      y -= LINE;
    }
  }

  /** What was left out of the map, said on it. */
  void notes(List<String> notes) {
    double y = 5 * Sheet.MM;
    pen.fillWith(Rgb.of("#b3261e"));
    String line = String.join("  ", notes);
    double width = fonts.width(line, 7);
    double size = Math.min(7, 7 * sheet.frame().getWidth() / Math.max(1, width));
    fonts.write(pen, line, size, sheet.frame().getMinX(), y, 0);
  }

  void legend(List<Row> rows) {
    double left = sheet.frame().getMinX() + FACTS + 6 * Sheet.MM;
    double right = sheet.frame().getMaxX() - 18 * Sheet.MM;
    int columns = Math.max(1, (int) ((right - left) / COLUMN));
    int room = columns * LEGEND_ROWS;
    double top = Sheet.FOOT - 9 * Sheet.MM;
    pen.fillWith(Rgb.BLACK);
    fonts.write(pen, words.legend(), 8, left, top, 0);
    boolean all = rows.size() <= room;
    int shown = all ? rows.size() : room - 1;
    for (int i = 0; i < shown; i++) {
      int column = i / LEGEND_ROWS;
      row(rows.get(i), left + column * COLUMN, top - (i % LEGEND_ROWS + 1) * LINE);
    }
    if (!all) {
      String more = String.format(Locale.ROOT, words.moreLegend(), rows.size() - shown);
      pen.fillWith(Rgb.of("#b3261e"));
      int column = shown / LEGEND_ROWS;
      fonts.write(pen, more, 6.5, left + column * COLUMN, top - LEGEND_ROWS * LINE, 0);
    }
  }

  private void row(Row row, double x, double y) {
    Look look = row.look();
    double middle = y + 2.2;
    if (look.fill() != null) {
      pen.fillWith(look.fill().onWhite(look.cover()));
    }
    if (look.line() != null) {
      pen.line(look.line(), Math.min(3, look.width()), look.dash());
    }
    if (look.radius() > 0 && look.fill() != null && look.cover() >= 1) {
      pen.circle(x + 9, middle, Math.max(1.2, look.radius()));
      pen.word(look.line() == null ? "f" : "B");
    } else if (look.fill() != null) {
      pen.rectangle(x, middle - 4, 18, 8).word(look.line() == null ? "f" : "B");
    } else if (look.line() != null) {
      pen.moveTo(x, middle).lineTo(x + 18, middle).stroke();
    }
    pen.fillWith(Rgb.BLACK);
    double room = COLUMN - 26;
    double size = Math.min(6.5, 6.5 * room / Math.max(1, fonts.width(row.title(), 6.5)));
    fonts.write(pen, row.title(), size, x + 23, y, 0);
  }

  /** Four fields of a round length, together at most 60 mm. */
  void scaleBar() {
    double most = 60 * Sheet.MM / sheet.pointsPerGroundMetre() / 4;
    double power = Math.pow(10, Math.floor(Math.log10(most)));
    double metres = most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    double step = metres * sheet.pointsPerGroundMetre();
    double x = sheet.frame().getMinX();
    double y = 12 * Sheet.MM;
    pen.line(Rgb.BLACK, 0.5);
    for (int i = 0; i < 4; i++) {
      pen.fillWith(i % 2 == 0 ? Rgb.BLACK : Rgb.WHITE);
      pen.rectangle(x + i * step, y, step, 3).word("B");
    }
    pen.fillWith(Rgb.BLACK);
    boolean far = 4 * metres >= 1000;
    for (int i = 0; i <= 4; i += 2) {
      String text = number(far ? i * metres / 1000 : i * metres);
      if (i == 4) {
        text += " " + (far ? words.kilometres() : words.metres());
      }
      fonts.write(pen, text, 6, x + i * step - (i == 0 ? 0 : 3), y + 5, 0);
    }
  }

  /** An arrow to true north. */
  void north() {
    double x = sheet.frame().getMaxX() - 8 * Sheet.MM;
    double y = Sheet.FOOT - 22 * Sheet.MM;
    pen.save().place(x, y, sheet.plane().convergence());
    pen.fillWith(Rgb.BLACK).line(Rgb.BLACK, 0.6);
    pen.moveTo(0, 26).lineTo(7, -6).lineTo(0, 0).close().word("B");
    pen.fillWith(Rgb.WHITE);
    pen.moveTo(0, 26).lineTo(-7, -6).lineTo(0, 0).close().word("B");
    pen.restore();
    pen.fillWith(Rgb.BLACK);
    fonts.write(pen, "N", 9, x - 3, y + 29, 0);
    double width = fonts.width(words.trueNorth(), 6);
    fonts.write(pen, words.trueNorth(), 6, x - width / 2, y - 13, 0);
  }

  /** Who took the sheet, and when, all over the map: faint, under nothing. */
  void watermark(String text, String state) {
    Envelope f = sheet.frame();
    pen.save().rectangle(f.getMinX(), f.getMinY(), f.getWidth(), f.getHeight()).clip();
    pen.state(state).fillWith(Rgb.BLACK);
    double apart = 70 * Sheet.MM;
    for (double y = f.getMinY() + 20 * Sheet.MM; y < f.getMaxY(); y += apart) {
      for (double x = f.getMinX() + 8 * Sheet.MM; x < f.getMaxX(); x += 1.5 * apart) {
        fonts.write(pen, text, 11, x, y, 30);
      }
    }
    pen.restore();
  }

  private static String number(double value) {
    return NumberFormat.getInstance(Locale.US).format(value);
  }
}
