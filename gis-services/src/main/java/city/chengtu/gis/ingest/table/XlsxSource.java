package city.chengtu.gis.ingest.table;

import city.chengtu.gis.ingest.source.Archive;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A sheet of an Excel workbook (ECMA-376, the parts of it that tables use); its first row names the
 * columns. Formulas count by the value the writer left beside them, dates by the cell's style.
 */
public final class XlsxSource implements Source {
  private final Content sheet;
  private final XlsxBook book;
  private final SourceLimits limits;
  private final RowMaker rows;
  private final SourceCard card;

  private XlsxSource(
      XlsxBook book, String name, String part, PlaceColumns.Choice choice, SourceLimits limits)
      throws IOException {
    this.book = book;
    this.limits = limits;
    Map<String, Content> sheets = new LinkedHashMap<>(book.sheets());
    if (sheets.isEmpty()) {
      throw new SourceException(name + ": is no Excel workbook with sheets");
    }
    String chosen = part == null ? sheets.keySet().iterator().next() : part;
    this.sheet = sheets.get(chosen);
    if (sheet == null) {
      throw new SourceException(name + ": has no sheet '" + chosen + "', but " + sheets.keySet());
    }
    List<String> header = RowMaker.header(first(name));
    PlaceColumns place;
    try {
      place = PlaceColumns.find(header, choice);
    } catch (IllegalArgumentException e) {
      throw new SourceException(name + ": " + e.getMessage(), e);
    }
    this.rows = new RowMaker(header, place, "text", limits);
    this.card =
        new SourceCard(
            "XLSX",
            chosen,
            List.copyOf(sheets.keySet()),
            null,
            place.stated(header),
            IntStream.range(0, header.size())
                .filter(i -> i != place.wkt())
                .mapToObj(i -> new SourceField(header.get(i), null))
                .toList(),
            null,
            List.of());
  }

  /**
   * @param part the sheet's name; null for the first
   */
  public static XlsxSource open(
      Archive archive, String name, String part, PlaceColumns.Choice choice, SourceLimits limits)
      throws IOException {
    return new XlsxSource(XlsxBook.open(archive, limits), name, part, choice, limits);
  }

  private List<String> first(String name) throws IOException {
    List<String> header = new ArrayList<>();
    try (XlsxRows cells = new XlsxRows(sheet, book, limits)) {
      List<Object> row = cells.next();
      if (row == null) {
        throw new SourceException(name + ": the sheet is empty");
      }
      row.forEach(cell -> header.add(cell == null ? null : cell.toString()));
    }
    return header;
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public boolean saysTypes() {
    return true;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    try (XlsxRows cells = new XlsxRows(sheet, book, limits)) {
      cells.next();
      for (List<Object> row = cells.next(); row != null; row = cells.next()) {
        // As Excel numbers them, less the header: blank rows keep the count.
        boolean blank = row.stream().allMatch(cell -> cell == null || cell.toString().isBlank());
        if (!blank && !taker.take(rows.row(cells.number() - 1, row))) {
          return;
        }
      }
    }
  }
}
