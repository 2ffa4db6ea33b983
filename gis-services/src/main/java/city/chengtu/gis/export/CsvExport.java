package city.chengtu.gis.export;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.locationtech.jts.io.WKTWriter;

/**
 * A zip with the rows as CSV (RFC 4180) and the watermark beside them as text. The geometry is the
 * first column, {@code WKT}, as GDAL and QGIS read it. UTF-8 begins with a byte order mark, by
 * which spreadsheet programs know it. What the encoding lacks becomes a question mark.
 */
public final class CsvExport implements ExportWriter {
  private final Export export;
  private final ZipOutputStream zip;
  private final Writer out;
  private final WKTWriter wkt = new WKTWriter();
  private final StringBuilder line = new StringBuilder();

  public CsvExport(OutputStream target, Export export) throws IOException {
    this.export = export;
    this.zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry(export.layer().id() + ".csv"));
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(
                zip,
                export
                    .charset()
                    .newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .onMalformedInput(CodingErrorAction.REPLACE)));
    if (export.charset().equals(StandardCharsets.UTF_8)) {
      out.write('\uFEFF');
    }
    out.write(
        export.layer().fields().stream()
            .map(Field::name)
            .map(CsvExport::quoted)
            .collect(Collectors.joining(",", "WKT,id,", "\r\n")));
  }

  @Override
  public void write(Feature feature, Map<String, Object> properties) throws IOException {
    line.setLength(0);
    line.append('"').append(wkt.write(export.placed(feature.geometry()))).append("\",");
    line.append(quoted(feature.id()));
    for (Field field : export.layer().fields()) {
      Object value = properties.get(field.name());
      line.append(',').append(value == null ? "" : quoted(value.toString()));
    }
    out.append(line).append("\r\n");
  }

  private static String quoted(String text) {
    boolean plain =
        text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && !text.startsWith(" ")
            && !text.endsWith(" ")
            && !text.isEmpty();
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void finish() throws IOException {
    out.flush();
    zip.closeEntry();
    ZipTexts.add(zip, export.layer().id() + ".txt", export.watermark().lines());
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    // Not the zip: closed before its end it would look whole.
  }
}
