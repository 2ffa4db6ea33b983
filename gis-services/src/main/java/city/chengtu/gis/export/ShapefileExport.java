package city.chengtu.gis.export;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip with a Shapefile ({@code .shp .shx .dbf .prj .cpg}) and a {@code .txt} that says who took
 * it and what the format could not hold: names longer than ten bytes, texts longer than 254 bytes,
 * moments.
 */
public final class ShapefileExport implements ExportWriter {
  private final Export export;
  private final OutputStream target;
  private final List<DbfColumn> columns;
  private final ShpExport shapes;
  private final DbfExport table;

  /**
   * @param folder where files may be made; taken away on close
   */
  public ShapefileExport(OutputStream target, Export export, Path folder) throws IOException {
    this.export = export;
    this.target = target;
    this.columns = DbfColumn.of(export.layer().fields(), export.charset());
    this.shapes = new ShpExport(export.layer().geometry(), folder);
    this.table = new DbfExport(columns, export.charset(), folder);
  }

  @Override
  public void write(Feature feature, Map<String, Object> properties) throws IOException {
    shapes.write(export.placed(feature.geometry()));
    Object[] values = new Object[columns.size()];
    values[0] = feature.id();
    for (int i = 1; i < values.length; i++) {
      values[i] = properties.get(columns.get(i).field);
    }
    table.write(values);
  }

  @Override
  public void finish() throws IOException {
    shapes.end();
    String name = export.layer().id();
    ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    zip.putNextEntry(new ZipEntry(name + ".shp"));
    shapes.sendShapes(zip);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(name + ".shx"));
    shapes.sendIndex(zip);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry(name + ".dbf"));
    table.send(zip, export.watermark().at().atOffset(ZoneOffset.UTC).toLocalDate());
    zip.closeEntry();
    plain(zip, name + ".prj", export.system().esri());
    plain(zip, name + ".cpg", export.charset().equals(StandardCharsets.UTF_8) ? "UTF-8" : "GBK");
    ZipTexts.add(zip, name + ".txt", told());
    zip.finish();
  }

  private static void plain(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.US_ASCII));
    zip.closeEntry();
  }

  private List<String> told() {
    List<String> lines = new ArrayList<>(export.watermark().lines());
    for (DbfColumn column : columns) {
      if (!column.name.equals(column.field)) {
        lines.add("字段名 Field name: " + column.field + " → " + column.name);
      }
      if (column.cut() > 0) {
        lines.add(
            "截断文本 Texts cut to "
                + DbfColumn.TEXT_BYTES
                + " bytes: "
                + column.field
                + " × "
                + column.cut());
      }
    }
    for (Field field : export.layer().fields()) {
      if (field.type() == Field.Type.TIMESTAMP) {
        lines.add("时刻存为文本 A moment, written as text: " + field.name());
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    try (shapes) {
      table.close();
    }
  }
}
