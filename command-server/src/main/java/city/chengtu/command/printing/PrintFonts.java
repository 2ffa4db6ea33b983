package city.chengtu.command.printing;

import city.chengtu.command.journal.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;

/**
 * The font of this machine, read when it is first wanted (a second, 40 MB) and given up when memory
 * is short.
 */
public final class PrintFonts {
  private final String named;
  private SoftReference<PrintFont> kept = new SoftReference<>(null);

  /**
   * @param named path of a font file with Chinese characters; empty for the first known one of this
   *     machine
   */
  public PrintFonts(String named) {
    this.named = named;
  }

  /**
   * @throws Refusal 503 when there is none
   */
  synchronized PrintFont get() {
    PrintFont font = kept.get();
    if (font == null) {
      Path file = PrintFont.find(named).orElseThrow(this::none);
      try {
        font = PrintFont.read(file);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the font " + file, e);
      }
      kept = new SoftReference<>(font);
    }
    return font;
  }

  private Refusal none() {
    String where =
        named.isBlank()
            ? "this machine has none that is known (Debian: fonts-noto-cjk); or set printing.font"
            : "printing.font names a file that cannot be read";
    return Refusal.of(
        503, "no-print-font", "printing needs a font with Chinese characters: " + where);
  }
}
