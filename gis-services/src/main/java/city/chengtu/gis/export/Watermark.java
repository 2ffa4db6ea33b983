package city.chengtu.gis.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who took a file, when and why. Stands in every file.
 *
 * @param number of the download, as people say it
 * @param who name and account
 * @param organisation they belong to
 * @param purpose what they take it for
 * @param layer title of the layer
 * @param source owner, source and map approval number of the layer
 * @param asked area, filter and moment asked for; empty for all
 */
public record Watermark(
    String number,
    String who,
    String organisation,
    Instant at,
    String purpose,
    String layer,
    String source,
    String asked) {

  /** One fact a line, in both languages. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("城图下载 Chengtu download " + number);
    lines.add("图层 Layer: " + layer);
    lines.add("来源 Source: " + source);
    lines.add("下载人 Taken by: " + who + ", " + organisation);
    lines.add("时间 At: " + at);
    lines.add("用途 Purpose: " + purpose);
    if (!asked.isEmpty()) {
      lines.add("范围与条件 Asked for: " + asked);
    }
    lines.add("仅限所述用途，不得转交。For this purpose only; not to be handed on.");
    return lines;
  }
}
