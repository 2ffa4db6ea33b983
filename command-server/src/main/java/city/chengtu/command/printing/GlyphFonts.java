package city.chengtu.command.printing;

import java.awt.geom.GeneralPath;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDStream;

/**
 * The glyphs that a page uses, embedded as Type 3 fonts (ISO 32000-1, 9.6.5) of 255 characters
 * each, with a ToUnicode table: only what is used, from fonts of either outline, and every
 * character can be searched for and copied. (No library at hand cuts the CFF fonts that Debian's
 * Noto Sans CJK are made of: PDFBox refuses them, OpenPDF writes files that Acrobat does not open.)
 */
final class GlyphFonts {
  private static final int PER_FONT = 255;

  /** Name of the font's entry in the page's resources, and the character's code in it. */
  private record Place(int font, int code, double advance) {}

  private final PrintFont source;
  private final Map<Integer, Place> places = new HashMap<>();
  private final List<List<Integer>> characters = new ArrayList<>();

  GlyphFonts(PrintFont source) {
    this.source = source;
  }

  /** Points that the text takes at a size. */
  double width(String text, double size) {
    return text.codePoints().mapToDouble(c -> place(c).advance()).sum() * size / 1000;
  }

  /** Writes a line of text from its lower left, turned about it. */
  void write(PdfPen pen, String text, double size, double x, double y, double degrees) {
    double sine = Math.sin(Math.toRadians(degrees));
    double cosine = Math.cos(Math.toRadians(degrees));
    pen.word("BT");
    pen.number(cosine).number(sine).number(-sine).number(cosine).number(x).number(y).word("Tm");
    int font = -1;
    StringBuilder codes = new StringBuilder();
    for (int character : text.codePoints().toArray()) {
      Place place = place(character);
      if (place.font() != font) {
        show(pen, codes);
        font = place.font();
        pen.text("/T" + font + " ").number(size).word("Tf");
      }
      codes.append(String.format(Locale.ROOT, "%02x", place.code()));
    }
    show(pen, codes);
    pen.word("ET");
  }

  private static void show(PdfPen pen, StringBuilder codes) {
    if (!codes.isEmpty()) {
      pen.text("<" + codes + "> Tj\n");
      codes.setLength(0);
    }
  }

  private Place place(int character) {
    return places.computeIfAbsent(character, this::take);
  }

  private Place take(int character) {
    if (characters.isEmpty() || characters.get(characters.size() - 1).size() == PER_FONT) {
      characters.add(new ArrayList<>());
    }
    List<Integer> last = characters.get(characters.size() - 1);
    last.add(character);
    try {
      return new Place(characters.size() - 1, last.size(), source.advance(source.glyph(character)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot read the font", e);
    }
  }

  /** The fonts as entries of the page's resources; after all text is written. */
  COSDictionary resources(PDDocument document) throws IOException {
    COSDictionary fonts = new COSDictionary();
    for (int i = 0; i < characters.size(); i++) {
      fonts.setItem("T" + i, font(document, characters.get(i)));
    }
    return fonts;
  }

  private COSDictionary font(PDDocument document, List<Integer> used) throws IOException {
    COSDictionary programs = new COSDictionary();
    COSArray names = new COSArray();
    COSArray widths = new COSArray();
    names.add(COSInteger.ONE);
    for (int character : used) {
      String name = String.format(Locale.ROOT, "u%04X", character);
      names.add(COSName.getPDFName(name));
      widths.add(new COSFloat((float) place(character).advance()));
      programs.setItem(name, stream(document, program(character)));
    }
    COSDictionary encoding = new COSDictionary();
    encoding.setItem(COSName.TYPE, COSName.ENCODING);
    encoding.setItem(COSName.DIFFERENCES, names);
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE3);
    font.setItem("FontBBox", numbers(0, 0, 0, 0));
    font.setItem("FontMatrix", numbers(0.001f, 0, 0, 0.001f, 0, 0));
    font.setItem("CharProcs", programs);
    font.setItem(COSName.ENCODING, encoding);
    font.setInt(COSName.FIRST_CHAR, 1);
    font.setInt(COSName.LAST_CHAR, used.size());
    font.setItem(COSName.WIDTHS, widths);
    font.setItem(COSName.RESOURCES, new COSDictionary());
    font.setItem(
        COSName.TO_UNICODE, stream(document, unicode(used).getBytes(StandardCharsets.US_ASCII)));
    return font;
  }

  private static COSArray numbers(float... values) {
    COSArray array = new COSArray();
    for (float value : values) {
      array.add(new COSFloat(value));
    }
    return array;
  }

  private static PDStream stream(PDDocument document, byte[] bytes) throws IOException {
    return new PDStream(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
  }

  /** The glyph in thousandths; `d1` takes the colour of the text around it. */
  private byte[] program(int character) throws IOException {
    int glyph = source.glyph(character);
    GeneralPath path = source.outline(glyph);
    double scale = 1000.0 / source.perEm();
    Rectangle2D box = path.getBounds2D();
    PdfPen pen = new PdfPen(Integer.MAX_VALUE);
    pen.number(source.advance(glyph)).number(0);
    pen.number(box.getMinX() * scale).number(box.getMinY() * scale);
    pen.number(box.getMaxX() * scale).number(box.getMaxY() * scale).word("d1");
    outline(pen, path, scale);
    return pen.content();
  }

  private static void outline(PdfPen pen, GeneralPath path, double scale) {
    double[] p = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator it = path.getPathIterator(null); !it.isDone(); it.next()) {
      int kind = it.currentSegment(p);
      for (int i = 0; i < p.length; i++) {
        p[i] *= scale;
      }
      switch (kind) {
        case PathIterator.SEG_MOVETO -> pen.moveTo(p[0], p[1]);
        case PathIterator.SEG_LINETO -> pen.lineTo(p[0], p[1]);
        case PathIterator.SEG_QUADTO ->
            pen.curveTo(
                x + (p[0] - x) * 2 / 3,
                y + (p[1] - y) * 2 / 3,
                p[2] + (p[0] - p[2]) * 2 / 3,
                p[3] + (p[1] - p[3]) * 2 / 3,
                p[2],
                p[3]);
        case PathIterator.SEG_CUBICTO -> pen.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> pen.close();
      }
      int end = kind == PathIterator.SEG_CUBICTO ? 4 : kind == PathIterator.SEG_QUADTO ? 2 : 0;
      if (kind != PathIterator.SEG_CLOSE) {
        x = p[end];
        y = p[end + 1];
      }
    }
    pen.word("f"); // glyphs fill by the turn of their rings
  }

  private static String unicode(List<Integer> used) {
    StringBuilder map = new StringBuilder(64 * used.size() + 400);
    map.append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
        .append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n")
        .append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
        .append("1 begincodespacerange\n<00> <FF>\nendcodespacerange\n");
    for (int from = 0; from < used.size(); from += 100) { // at most 100 in a block
      int to = Math.min(used.size(), from + 100);
      map.append(to - from).append(" beginbfchar\n");
      for (int i = from; i < to; i++) {
        map.append(String.format(Locale.ROOT, "<%02X> <", i + 1));
        for (char unit : Character.toChars(used.get(i))) {
          map.append(String.format(Locale.ROOT, "%04X", (int) unit));
        }
        map.append(">\n");
      }
      map.append("endbfchar\n");
    }
    return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
        .toString();
  }
}
