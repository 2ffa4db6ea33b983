package city.chengtu.gis.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Texts in an archive. */
final class ZipTexts {
  private ZipTexts() {}

  /** UTF-8 with a byte order mark, and lines as Windows ends them: people open it there. */
  static void add(ZipOutputStream zip, String name, List<String> lines) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(("\uFEFF" + String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
