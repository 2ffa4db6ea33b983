package city.chengtu.gis.ingest.table;

import static javax.xml.stream.XMLStreamConstants.END_DOCUMENT;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import city.chengtu.gis.ingest.markup.SafeXml;
import city.chengtu.gis.ingest.source.Archive;
import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the sheets of a workbook share: their names, the table of texts, which styles mean a date.
 */
final class XlsxBook {
  private static final String MAIN = "xl/workbook.xml";
  private static final long MOST_SHARED_BYTES = 256L << 20;
  private static final int DAYS_TO_1904 = 1_462;
  private static final Pattern DATE_FORMAT =
      Pattern.compile("[yd]|m{3,}|h", Pattern.CASE_INSENSITIVE);

  private final Map<String, Content> sheets = new LinkedHashMap<>();
  private final List<String> shared = new ArrayList<>();
  private final BitSet dateStyles = new BitSet();
  private int epochDays;

  private XlsxBook() {}

  static XlsxBook open(Archive archive, SourceLimits limits) throws IOException {
    XlsxBook book = new XlsxBook();
    Map<String, Content> members = archive.members();
    Content main = members.get(MAIN);
    if (main != null) {
      book.readSheets(main, members, limits);
      book.readShared(members.get("xl/sharedStrings.xml"), limits);
      book.readStyles(members.get("xl/styles.xml"), limits);
    }
    return book;
  }

  /** By name, in the workbook's order. */
  Map<String, Content> sheets() {
    return sheets;
  }

  int epochDays() {
    return epochDays;
  }

  String shared(String index) throws SourceException {
    try {
      return shared.get(Integer.parseInt(index));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new SourceException("the workbook has no shared text " + index, e);
    }
  }

  boolean isDate(String style) {
    return style != null && style.matches("\\d{1,6}") && dateStyles.get(Integer.parseInt(style));
  }

  private void readSheets(Content main, Map<String, Content> members, SourceLimits limits)
      throws IOException {
    Map<String, String> targets = targets(members.get("xl/_rels/workbook.xml.rels"), limits);
    try (SafeXml xml = SafeXml.open(main, limits)) {
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("workbookPr")) {
          String flag = xml.attribute("date1904");
          epochDays = "1".equals(flag) || "true".equals(flag) ? DAYS_TO_1904 : 0;
        } else if (event == START_ELEMENT && xml.element().equals("sheet")) {
          Content sheet = members.get(targets.getOrDefault(xml.relation(), ""));
          if (sheet != null) {
            sheets.put(String.valueOf(xml.attribute("name")), sheet);
          }
        }
      }
    }
  }

  private static Map<String, String> targets(Content relations, SourceLimits limits)
      throws IOException {
    Map<String, String> targets = new HashMap<>();
    if (relations == null) {
      return targets;
    }
    try (SafeXml xml = SafeXml.open(relations, limits)) {
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("Relationship")) {
          String target = String.valueOf(xml.attribute("Target"));
          String path = target.startsWith("/") ? target.substring(1) : "xl/" + target;
          targets.put(String.valueOf(xml.attribute("Id")), path);
        }
      }
    }
    return targets;
  }

  private void readShared(Content texts, SourceLimits limits) throws IOException {
    if (texts == null) {
      return;
    }
    long bytes = 0;
    try (SafeXml xml = SafeXml.open(texts, limits)) {
      StringBuilder item = new StringBuilder();
      boolean phonetic = false;
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (event == START_ELEMENT && xml.element().equals("si")) {
          item.setLength(0);
        } else if (xml.isElement(event, "rPh")) {
          phonetic = event == START_ELEMENT;
        } else if (event == START_ELEMENT && xml.element().equals("t") && !phonetic) {
          item.append(xml.text());
        } else if (event == END_ELEMENT && xml.element().equals("si")) {
          bytes += item.length() * 2L + 40;
          if (bytes > MOST_SHARED_BYTES) {
            throw new SourceException(
                "the workbook's texts take more than " + MOST_SHARED_BYTES + " bytes");
          }
          shared.add(item.toString());
        }
      }
    }
  }

  /** Formats 14 to 22 and 45 to 47 are dates by the standard; the book's own by their letters. */
  private void readStyles(Content styles, SourceLimits limits) throws IOException {
    if (styles == null) {
      return;
    }
    BitSet dates = new BitSet();
    dates.set(14, 23);
    dates.set(45, 48);
    try (SafeXml xml = SafeXml.open(styles, limits)) {
      boolean cells = false;
      int style = 0;
      for (int event = xml.next(); event != END_DOCUMENT; event = xml.next()) {
        if (xml.isElement(event, "cellXfs")) {
          cells = event == START_ELEMENT;
        } else if (event == START_ELEMENT && xml.element().equals("numFmt")) {
          int id = index(xml.attribute("numFmtId"));
          String code =
              String.valueOf(xml.attribute("formatCode"))
                  .replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]", "");
          dates.set(id, DATE_FORMAT.matcher(code).find());
        } else if (cells && event == START_ELEMENT && xml.element().equals("xf")) {
          dateStyles.set(style++, dates.get(index(xml.attribute("numFmtId"))));
        }
      }
    }
  }

  private static int index(String text) {
    return text != null && text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }
}
