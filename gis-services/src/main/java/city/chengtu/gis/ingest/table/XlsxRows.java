package city.chengtu.gis.ingest.table;

import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import city.chengtu.gis.ingest.markup.SafeXml;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The rows of one sheet, one after the other. */
final class XlsxRows implements AutoCloseable {
  private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
  private static final int SECONDS_A_DAY = 86_400;

  private final SafeXml xml;
  private final XlsxBook book;
  private final SourceLimits limits;
  private long number;

  XlsxRows(Content sheet, XlsxBook book, SourceLimits limits) throws IOException {
    this.xml = SafeXml.open(sheet, limits);
    this.book = book;
    this.limits = limits;
  }

  /** The sheet's own number of the row given last. */
  long number() {
    return number;
  }

  /** The next row's cells: String, Long, Double, Boolean or null; null after the last. */
  List<Object> next() throws IOException {
    for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
      if (event == START_ELEMENT && xml.element().equals("row")) {
        String stated = xml.attribute("r");
        number = stated != null && stated.matches("\\d{1,9}") ? Long.parseLong(stated) : number + 1;
        return row();
      }
    }
    return null;
  }

  private List<Object> row() throws IOException {
    List<Object> cells = new ArrayList<>();
    for (int event = xml.next(); !ends(event, "row"); event = xml.next()) {
      if (event == START_ELEMENT && xml.element().equals("c")) {
        int column = column(xml.attribute("r"), cells.size());
        while (cells.size() < column) {
          cells.add(null);
        }
        cells.add(cell());
      }
    }
    return cells;
  }

  private boolean ends(int event, String element) throws SourceException {
    if (event == END_DOCUMENT) {
      throw new SourceException("the sheet ends within row " + number);
    }
    return event == END_ELEMENT && xml.element().equals(element);
  }

  /** "AB12" is column 27, counted from 0. */
  private int column(String reference, int next) throws SourceException {
    if (reference == null) {
      return next;
    }
    int column = 0;
    for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)); i++) {
      column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
      if (column > limits.columns()) {
        throw new SourceException(
            "row "
                + number
                + " has a cell in column "
                + reference
                + "; the most are "
                + limits.columns());
      }
    }
    return Math.max(next, column - 1);
  }

  private Object cell() throws IOException {
    String type = xml.attribute("t");
    String style = xml.attribute("s");
    String value = null;
    StringBuilder inline = new StringBuilder();
    for (int event = xml.next(); !ends(event, "c"); event = xml.next()) {
      if (event == START_ELEMENT && xml.element().equals("v")) {
        value = xml.text();
      } else if (event == START_ELEMENT && xml.element().equals("t")) {
        inline.append(xml.text());
      }
    }
    if ("inlineStr".equals(type)) {
      return inline.toString();
    }
    return value == null || value.isEmpty() ? null : value(type == null ? "n" : type, style, value);
  }

  private Object value(String type, String style, String value) throws SourceException {
    return switch (type) {
      case "s" -> book.shared(value);
      case "b" -> value.equals("1");
      case "n" -> number(style, value);
      case "e" -> null; // #N/A and its like are no values
      default -> value;
    };
  }

  private Object number(String style, String value) {
    try {
      double number = Double.parseDouble(value);
      if (book.isDate(style)) {
        return date(number);
      }
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return whole ? (Object) (long) number : (Object) number;
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private String date(double number) {
    long seconds = Math.round(number * SECONDS_A_DAY);
    LocalDateTime moment =
        DAY_ZERO.atStartOfDay().plusSeconds(seconds + (long) book.epochDays() * SECONDS_A_DAY);
    return seconds % SECONDS_A_DAY == 0
        ? moment.toLocalDate().toString()
        : moment.toLocalDate()
            + " "
            + "%02d:%02d:%02d".formatted(moment.getHour(), moment.getMinute(), moment.getSecond());
  }

  @Override
  public void close() throws IOException {
    xml.close();
  }
}
