package city.chengtu.gis.ingest.shapefile;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.SourceRow;
import city.chengtu.gis.ingest.source.SourceRow.Fault;
import city.chengtu.gis.ingest.source.TextEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Geometry;

/**
 * One shapefile. The encoding of its text is, in this order: what the user says, the .cpg, the
 * table's language byte where that names a Chinese code page, what the bytes look like.
 */
public final class ShapefileSource implements Source {
  private static final int SMALL = 64 << 10;

  private final Files files;
  private final SourceLimits limits;
  private final DbfReader.Header header;
  private final TextEncoding encoding;
  private final List<SourceField> fields;
  private final SourceCard card;
  private long deleted;

  /**
   * What belongs together; all but the .shp may be null.
   *
   * @param name without suffix
   */
  public record Files(String name, Content shp, Content dbf, Content prj, Content cpg) {}

  private ShapefileSource(
      Files files,
      String userEncoding,
      List<String> parts,
      List<String> remarks,
      SourceLimits limits)
      throws IOException {
    this.files = files;
    this.limits = limits;
    List<String> said = new ArrayList<>(remarks);
    if (files.dbf == null) {
      header = null;
      encoding = null;
      fields = List.of();
      said.add("There is no .dbf: the rows have no fields.");
    } else {
      header = DbfReader.header(files.dbf, limits);
      encoding = encoding(userEncoding, said);
      fields = DbfReader.fields(header, encoding);
      header.columns().stream()
          .filter(c -> "MGPB".indexOf(c.type()) >= 0)
          .forEach(
              c ->
                  said.add(
                      "Field "
                          + fields.get(header.columns().indexOf(c)).name()
                          + " lies in a memo file and is left empty."));
    }
    card =
        new SourceCard(
            "Shapefile",
            files.name,
            parts,
            encoding,
            system(),
            fields,
            header == null ? null : header.rows(),
            said);
  }

  /**
   * @param userEncoding what the user says; null for nothing
   * @param parts names of all shapefiles there
   * @param remarks what was noticed before
   */
  public static ShapefileSource open(
      Files files,
      String userEncoding,
      List<String> parts,
      List<String> remarks,
      SourceLimits limits)
      throws IOException {
    ShpReader.open(files.shp, limits).close();
    return new ShapefileSource(files, userEncoding, parts, remarks, limits);
  }

  private SourceCard.StatedSystem system() throws IOException {
    return files.prj == null
        ? null
        : new SourceCard.StatedSystem(
            null, new String(files.prj.all(SMALL), StandardCharsets.UTF_8), ".prj");
  }

  private TextEncoding encoding(String userEncoding, List<String> said) throws IOException {
    TextEncoding looksLike = TextEncoding.guess(DbfReader.sample(files.dbf, limits).bytes());
    TextEncoding stated = stated(userEncoding, said);
    if (stated == null) {
      return looksLike;
    }
    boolean ascii = looksLike.label().equals("US-ASCII");
    if (!ascii && !looksLike.charset().equals(stated.charset()) && looksLike.confidence() > 0.8) {
      said.add(
          "The encoding was taken from %s as %s, but the text looks like %s."
              .formatted(stated.reason(), stated.label(), looksLike));
    }
    return stated;
  }

  private TextEncoding stated(String userEncoding, List<String> said) throws IOException {
    if (userEncoding != null) {
      return TextEncoding.stated(userEncoding, "the user");
    }
    if (files.cpg != null) {
      String name = new String(files.cpg.all(SMALL), StandardCharsets.ISO_8859_1).trim();
      if (TextEncoding.named(name).isPresent()) {
        return TextEncoding.stated(name, "the .cpg");
      }
      said.add("The .cpg names an unknown encoding: '" + name + "'.");
    }
    return switch (header.language()) {
      case 0x4d, 0x7a ->
          TextEncoding.stated(
              "GBK", "the table's language byte 0x" + Integer.toHexString(header.language()));
      case 0x4f, 0x78 ->
          TextEncoding.stated(
              "BIG5", "the table's language byte 0x" + Integer.toHexString(header.language()));
      default -> null; // 0x57 and 0x03 ("Windows") stand in files of every code page
    };
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public long deleted() {
    return deleted;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    deleted = 0;
    try (ShpReader shapes = ShpReader.open(files.shp, limits);
        DbfReader table = files.dbf == null ? null : DbfReader.open(files.dbf, encoding, limits)) {
      for (ShpReader.Shape shape = shapes.next(); shape != null; shape = shapes.next()) {
        DbfReader.Row row = table == null ? null : table.next(fields);
        if (row != null && row.deleted()) {
          deleted++;
          continue;
        }
        if (!taker.take(row(shapes.record(), shape, row, table != null))) {
          return;
        }
      }
    }
  }

  private SourceRow row(long number, ShpReader.Shape shape, DbfReader.Row row, boolean hasTable) {
    List<Fault> faults = new ArrayList<>(row == null ? List.of() : row.faults());
    if (shape.fault() != null) {
      faults.add(Fault.error(null, "geometry-unreadable", shape.fault()));
    }
    if (row == null && hasTable) {
      faults.add(Fault.error(null, "no-attributes", "the .dbf has no row for this shape"));
    }
    Map<String, Object> values = row == null ? Map.of() : row.values();
    Geometry geometry = shape.geometry();
    return new SourceRow(number, null, geometry, values, faults);
  }
}
