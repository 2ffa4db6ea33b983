package city.chengtu.gis.ingest.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file says of itself.
 *
 * @param format as people call it: "Shapefile", "CSV"
 * @param part which of its parts this is (layer, table, sheet); the file's own name where it has
 *     one
 * @param parts all that can be chosen
 * @param encoding of its text; null where the format leaves no choice
 * @param system what it says of its reference system; null when nothing
 * @param fields in the order of the file
 * @param rows how many it says it has; null when only reading tells
 * @param remarks what somebody should know, in whole sentences
 */
public record SourceCard(
    String format,
    String part,
    List<String> parts,
    TextEncoding encoding,
    StatedSystem system,
    List<SourceField> fields,
    Long rows,
    List<String> remarks) {
  public SourceCard {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(part, "part");
    parts = List.copyOf(parts);
    fields = List.copyOf(fields);
    remarks = List.copyOf(remarks);
  }

  /**
   * A reference system as the file states it: one of the two is null.
   *
   * @param code "EPSG:4490", "GCJ-02"
   * @param wkt well-known text
   * @param where where it stands: ".prj", "the column names"
   */
  public record StatedSystem(String code, String wkt, String where) {}

  public Optional<SourceField> field(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
