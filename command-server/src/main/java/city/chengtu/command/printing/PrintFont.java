package city.chengtu.command.printing;

import java.awt.geom.GeneralPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.fontbox.cff.CFFCIDFont;
import org.apache.fontbox.cff.CFFFont;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.OTFParser;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeCollection;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;

/**
 * A font with Chinese characters that this machine has, read for the outlines of its glyphs.
 * TrueType, OpenType (CFF) and collections of either. Not for many threads.
 */
final class PrintFont {
  /** Where Debian and Fedora put fonts whose licences (OFL, Apache) let them be embedded. */
  private static final List<String> KNOWN =
      List.of(
          "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
          "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc");

  private static final List<String> SIMPLIFIED =
      List.of("NotoSansCJKsc-Regular", "WenQuanYiMicroHei");

  private final TrueTypeFont font;
  private final CmapLookup glyphs;
  private final CFFFont outlines;
  private final int perEm;

  private PrintFont(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
    this.perEm = font.getUnitsPerEm();
    this.outlines =
        font instanceof OpenTypeFont open && open.isPostScript() ? open.getCFF().getFont() : null;
  }

  /**
   * The file to read: the one named, else the first of the known ones that is there.
   *
   * @param named path of a font file; empty for none
   */
  static Optional<Path> find(String named) {
    if (!named.isBlank()) {
      return Optional.of(Path.of(named)).filter(Files::isReadable);
    }
    return KNOWN.stream().map(Path::of).filter(Files::isReadable).findFirst();
  }

  static PrintFont read(Path path) throws IOException {
    String name = path.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
    if (name.endsWith(".ttc") || name.endsWith(".otc")) {
      return new PrintFont(ofCollection(path.toFile()));
    }
    RandomAccessReadBufferedFile file = new RandomAccessReadBufferedFile(path.toFile());
    return new PrintFont(
        name.endsWith(".otf") ? new OTFParser().parse(file) : new TTFParser().parse(file));
  }

  /**
   * The simplified Chinese face, else the collection's first. The file stays open with the font.
   */
  @SuppressWarnings("PMD.CloseResource")
  private static TrueTypeFont ofCollection(File file) throws IOException {
    TrueTypeCollection collection = new TrueTypeCollection(file);
    for (String name : SIMPLIFIED) {
      TrueTypeFont found = collection.getFontByName(name);
      if (found != null) {
        return found;
      }
    }
    TrueTypeFont[] first = new TrueTypeFont[1];
    collection.processAllFonts(each -> first[0] = first[0] == null ? each : first[0]);
    if (first[0] == null) {
      throw new IOException("no font in " + file);
    }
    return first[0];
  }

  /** Number of the glyph of a character; 0 when the font has none. */
  int glyph(int character) {
    return glyphs.getGlyphId(character);
  }

  /** Thousandths of the font's size by which the glyph moves on. */
  double advance(int glyph) throws IOException {
    return font.getAdvanceWidth(glyph) * 1000.0 / perEm;
  }

  /** Units of the outline for a size of 1. */
  int perEm() {
    return perEm;
  }

  /** The glyph's outline in units of the font; empty for a blank. */
  GeneralPath outline(int glyph) throws IOException {
    if (outlines != null) {
      int cid = outlines instanceof CFFCIDFont ? outlines.getCharset().getCIDForGID(glyph) : glyph;
      return outlines.getType2CharString(cid).getPath();
    }
    var data = font.getGlyph().getGlyph(glyph);
    return data == null ? new GeneralPath() : data.getPath();
  }
}
