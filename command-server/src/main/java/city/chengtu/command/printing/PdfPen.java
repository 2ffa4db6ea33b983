package city.chengtu.command.printing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the operators of a PDF content stream (ISO 32000-1, 8.5 and 9.4). Points from the lower
 * left corner. Bounded: a page that grows beyond the limit says so.
 */
final class PdfPen {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final int limit;

  PdfPen(int limit) {
    this.limit = limit;
  }

  boolean full() {
    return bytes.size() > limit;
  }

  byte[] content() {
    return bytes.toByteArray();
  }

  PdfPen save() {
    return word("q");
  }

  PdfPen restore() {
    return word("Q");
  }

  PdfPen moveTo(double x, double y) {
    return number(x).number(y).word("m");
  }

  PdfPen lineTo(double x, double y) {
    return number(x).number(y).word("l");
  }

  PdfPen curveTo(double x1, double y1, double x2, double y2, double x3, double y3) {
    return number(x1).number(y1).number(x2).number(y2).number(x3).number(y3).word("c");
  }

  PdfPen close() {
    return word("h");
  }

  PdfPen rectangle(double x, double y, double width, double height) {
    return number(x).number(y).number(width).number(height).word("re");
  }

  PdfPen clip() {
    return word("W").word("n");
  }

  PdfPen stroke() {
    return word("S");
  }

  /** Even-odd, so that rings inside are holes however they turn. */
  PdfPen fill() {
    return word("f*");
  }

  PdfPen line(Rgb colour, double width) {
    return line(colour, width, List.of());
  }

  PdfPen line(Rgb colour, double width, List<Double> dash) {
    number(colour.red()).number(colour.green()).number(colour.blue()).word("RG");
    number(width).word("w").word("1 j");
    text("[");
    for (double each : dash) {
      number(each);
    }
    return text("] 0 d\n");
  }

  PdfPen fillWith(Rgb colour) {
    return number(colour.red()).number(colour.green()).number(colour.blue()).word("rg");
  }

  /**
   * @param name of an entry of the page's ExtGState resources
   */
  PdfPen state(String name) {
    return text("/" + name + " gs\n");
  }

  /**
   * @param name of an entry of the page's Properties resources: what follows can be switched off by
   *     the reader
   */
  PdfPen beginLayer(String name) {
    return text("/OC /" + name + " BDC\n");
  }

  PdfPen endLayer() {
    return word("EMC");
  }

  /** Moves and turns what is drawn next. */
  PdfPen place(double x, double y, double degrees) {
    double sine = Math.sin(Math.toRadians(degrees));
    double cosine = Math.cos(Math.toRadians(degrees));
    return number(cosine).number(sine).number(-sine).number(cosine).number(x).number(y).word("cm");
  }

  /**
   * @param name of an entry of the page's XObject resources: a picture that fills the rectangle
   */
  PdfPen image(String name, double x, double y, double width, double height) {
    save().number(width).number(0).number(0).number(height).number(x).number(y).word("cm");
    return text("/" + name + " Do\n").restore();
  }

  /** A full circle. */
  PdfPen circle(double x, double y, double radius) {
    double bend = radius * 0.5523;
    moveTo(x + radius, y);
    curveTo(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    curveTo(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    curveTo(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    return curveTo(x + bend, y - radius, x + radius, y - bend, x + radius, y).close();
  }

  PdfPen word(String operator) {
    return text(operator + "\n");
  }

  PdfPen text(String raw) {
    bytes.writeBytes(raw.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Thousandths of a point: 0.35 µm on paper. */
  PdfPen number(double value) {
    long thousandths = Math.round(value * 1000);
    if (thousandths < 0) {
      bytes.write('-');
      thousandths = -thousandths;
    }
    text(Long.toString(thousandths / 1000));
    int rest = (int) (thousandths % 1000);
    if (rest > 0) {
      bytes.write('.');
      bytes.write('0' + rest / 100);
      bytes.write('0' + rest / 10 % 10);
      bytes.write('0' + rest % 10);
    }
    bytes.write(' ');
    return this;
  }
}
