package city.chengtu.command.loads;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.QuarantinedRow;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.locationtech.jts.io.WKTWriter;

/**
 * The rows of a load that were not taken, as a file to be mended and loaded again: with every
 * reason, in the file's own reference system. Read page by page.
 */
public final class QuarantineFile {
  private static final int PAGE = 500;

  private final Quarantine quarantine;
  private final UUID changeSet;

  public QuarantineFile(Quarantine quarantine, UUID changeSet) {
    this.quarantine = quarantine;
    this.changeSet = changeSet;
  }

  /** Every row, in the order of the file. */
  public long each(Consumer<QuarantinedRow> taker) {
    long rows = 0;
    List<QuarantinedRow> page = quarantine.rows(changeSet, 0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(taker);
      rows += page.size();
      page = quarantine.rows(changeSet, page.get(page.size() - 1).number(), PAGE);
    }
    return rows;
  }

  /**
   * As CSV, geometry as WKT.
   *
   * @return how many rows there are
   */
  public long csv(Writer text) throws IOException {
    Set<String> fields = new LinkedHashSet<>();
    each(row -> fields.addAll(row.content().keySet()));
    CsvMapper csv = new CsvMapper();
    csv.configure(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS, true);
    try (SequenceWriter writer = csv.writer().writeValues(text)) {
      List<Object> header =
          new ArrayList<>(List.of("quarantine_row", "quarantine_reasons", "quarantine_crs"));
      header.addAll(fields);
      header.add("wkt");
      writer.write(header);
      return each(row -> write(writer, cells(row, fields)));
    }
  }

  private static List<Object> cells(QuarantinedRow row, Set<String> fields) {
    List<Object> cells = new ArrayList<>(List.of(row.number(), row.reasons(), row.system()));
    // Without a schema the writer would leave null cells out, and all after them would move.
    fields.forEach(field -> cells.add(Objects.requireNonNullElse(row.content().get(field), "")));
    cells.add(row.geometry() == null ? "" : new WKTWriter().write(row.geometry()));
    return cells;
  }

  private static void write(SequenceWriter writer, List<Object> cells) {
    try {
      writer.write(cells);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As GeoJSON with the forerunner's member "crs", since it is rarely lon,lat. */
  public long geoJson(Writer text) throws IOException {
    try (JsonGenerator json = StateJson.mapper().getFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("type", "FeatureCollection");
      List<QuarantinedRow> first = quarantine.rows(changeSet, 0, 1);
      if (!first.isEmpty()) {
        json.writeObjectFieldStart("crs");
        json.writeStringField("type", "name");
        json.writeObjectFieldStart("properties");
        json.writeStringField("name", first.get(0).system());
        json.writeEndObject();
        json.writeEndObject();
      }
      json.writeArrayFieldStart("features");
      long rows = each(row -> feature(json, row));
      json.writeEndArray();
      json.writeEndObject();
      return rows;
    }
  }

  private static void feature(JsonGenerator json, QuarantinedRow row) {
    try {
      json.writeStartObject();
      json.writeStringField("type", "Feature");
      json.writeNumberField("id", row.number());
      json.writeObjectFieldStart("properties");
      json.writeStringField("quarantine_reasons", row.reasons());
      for (var value : row.content().entrySet()) {
        json.writePOJOField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
      json.writePOJOField("geometry", row.geometry());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
