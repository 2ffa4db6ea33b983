package city.chengtu.gis.ingest.load;

import city.chengtu.gis.coordinate.DatumShift;
import city.chengtu.gis.ingest.table.PlaceColumns;
import java.util.Objects;

/**
 * What the user decided about a file; null for "find out".
 *
 * @param part which layer, table or sheet of the file
 * @param encoding of its text
 * @param system its reference system: "EPSG:4547", "GCJ-02", …
 * @param shift how an older datum lies to WGS 84
 * @param swap true when north stands first
 * @param columns which columns hold the place
 */
public record Wishes(
    String part,
    String encoding,
    String system,
    DatumShift shift,
    boolean swap,
    PlaceColumns.Choice columns) {
  /** Everything is to be found out. */
  public static final Wishes NONE =
      new Wishes(null, null, null, null, false, PlaceColumns.Choice.NONE);

  public Wishes {
    Objects.requireNonNull(columns, "columns");
  }

  public Wishes withSystem(String name) {
    return new Wishes(part, encoding, name, shift, swap, columns);
  }

  public Wishes withEncoding(String name) {
    return new Wishes(part, name, system, shift, swap, columns);
  }

  public Wishes withShift(DatumShift parameters) {
    return new Wishes(part, encoding, system, parameters, swap, columns);
  }

  public Wishes withPart(String name) {
    return new Wishes(name, encoding, system, shift, swap, columns);
  }

  public Wishes withColumns(PlaceColumns.Choice choice) {
    return new Wishes(part, encoding, system, shift, swap, choice);
  }
}
