package city.chengtu.gis.ingest.table;

import city.chengtu.gis.ingest.source.Content;
import city.chengtu.gis.ingest.source.Source;
import city.chengtu.gis.ingest.source.SourceCard;
import city.chengtu.gis.ingest.source.SourceException;
import city.chengtu.gis.ingest.source.SourceField;
import city.chengtu.gis.ingest.source.SourceLimits;
import city.chengtu.gis.ingest.source.TextEncoding;
import city.chengtu.gis.ingest.source.TextSample;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Comma-separated values (RFC 4180), also by semicolon, tab or bar; the first row names the
 * columns. The encoding is what the user says, a byte order mark, or what the bytes look like.
 */
public final class CsvSource implements Source {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int LOOK = 1 << 20;

  private final Content content;
  private final TextEncoding encoding;
  private final ObjectReader reader;
  private final RowMaker rows;
  private final SourceCard card;

  private CsvSource(
      Content content,
      String name,
      String userEncoding,
      PlaceColumns.Choice choice,
      SourceLimits limits)
      throws IOException {
    this.content = content;
    byte[] start = start(content);
    this.encoding = encoding(start, userEncoding);
    char separator = separator(start);
    this.reader = reader(separator, limits);
    List<String> header = RowMaker.header(first());
    if (header.size() > limits.columns()) {
      throw new SourceException(
          content.name() + ": has " + header.size() + " columns, the most is " + limits.columns());
    }
    PlaceColumns place;
    try {
      place = PlaceColumns.find(header, choice);
    } catch (IllegalArgumentException e) {
      throw new SourceException(content.name() + ": " + e.getMessage(), e);
    }
    this.rows = new RowMaker(header, place, encoding.label(), limits);
    this.card =
        new SourceCard(
            "CSV",
            name,
            List.of(name),
            encoding,
            place.stated(header),
            IntStream.range(0, header.size())
                .filter(i -> i != place.wkt())
                .mapToObj(i -> new SourceField(header.get(i), null))
                .toList(),
            null,
            List.of(
                "The place is read from "
                    + said(header, place)
                    + "; separated by '"
                    + separator
                    + "'."));
  }

  private static String said(List<String> header, PlaceColumns place) {
    return place.wkt() >= 0
        ? "the column '" + header.get(place.wkt()) + "' (WKT)"
        : "the columns '" + header.get(place.x()) + "' and '" + header.get(place.y()) + "'";
  }

  /**
   * @param userEncoding what the user says; null for nothing
   */
  public static CsvSource open(
      Content content,
      String name,
      String userEncoding,
      PlaceColumns.Choice choice,
      SourceLimits limits)
      throws IOException {
    return new CsvSource(content, name, userEncoding, choice, limits);
  }

  private static byte[] start(Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readNBytes(LOOK);
    }
  }

  private static TextEncoding encoding(byte[] start, String userEncoding) {
    if (userEncoding != null) {
      return TextEncoding.stated(userEncoding, "the user");
    }
    if (begins(start, 0xef, 0xbb, 0xbf)) {
      return TextEncoding.stated("UTF-8", "the byte order mark");
    }
    if (begins(start, 0xff, 0xfe)) {
      return TextEncoding.stated("UTF-16LE", "the byte order mark");
    }
    if (begins(start, 0xfe, 0xff)) {
      return TextEncoding.stated("UTF-16BE", "the byte order mark");
    }
    TextSample sample = new TextSample();
    int from = 0;
    for (int i = 0; i < start.length; i++) {
      if (start[i] == '\n') {
        sample.add(start, from, i - from);
        from = i + 1;
      }
    }
    if (start.length < LOOK) { // the last line is whole only when the file ends there
      sample.add(start, from, start.length - from);
    }
    return TextEncoding.guess(sample.bytes());
  }

  private static boolean begins(byte[] bytes, int... mark) {
    return bytes.length >= mark.length
        && IntStream.range(0, mark.length).allMatch(i -> (bytes[i] & 0xff) == mark[i]);
  }

  /** The one that stands most often in the first line. */
  private char separator(byte[] start) {
    String line = new String(start, encoding.charset()).lines().findFirst().orElse("");
    char best = SEPARATORS[0];
    long most = 0;
    for (char separator : SEPARATORS) {
      long count = line.chars().filter(c -> c == separator).count();
      if (count > most) {
        best = separator;
        most = count;
      }
    }
    return best;
  }

  private static ObjectReader reader(char separator, SourceLimits limits) {
    CsvFactory factory =
        CsvFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(limits.rowBytes()).build())
            .build();
    return new CsvMapper(factory)
        .readerFor(String[].class)
        .with(CsvParser.Feature.WRAP_AS_ARRAY)
        .with(CsvSchema.emptySchema().withColumnSeparator(separator));
  }

  private Reader open() throws IOException {
    InputStream in = content.open();
    byte[] mark = in.readNBytes(3);
    int skip =
        begins(mark, 0xef, 0xbb, 0xbf)
            ? 3
            : begins(mark, 0xff, 0xfe) || begins(mark, 0xfe, 0xff) ? 2 : 0;
    InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(mark, skip, mark.length - skip), in);
    // Bytes that fit no character become U+FFFD, which the row then names.
    return new InputStreamReader(whole, encoding.charset());
  }

  private List<String> first() throws IOException {
    try (Reader text = open();
        MappingIterator<String[]> all = reader.readValues(text)) {
      if (!all.hasNextValue()) {
        throw new SourceException(content.name() + ": is empty");
      }
      return Arrays.asList(all.nextValue());
    } catch (JsonProcessingException e) {
      throw broken(e, 0);
    }
  }

  @Override
  public SourceCard card() {
    return card;
  }

  @Override
  public void read(RowTaker taker) throws IOException {
    long number = 0;
    try (Reader text = open();
        MappingIterator<String[]> all = reader.readValues(text)) {
      if (all.hasNextValue()) {
        all.nextValue();
      }
      while (all.hasNextValue()) {
        String[] cells = all.nextValue();
        boolean blank = cells.length == 0 || (cells.length == 1 && cells[0].isBlank());
        if (!blank && !taker.take(rows.row(++number, Arrays.asList(cells)))) {
          return;
        }
      }
    } catch (JsonProcessingException e) {
      throw broken(e, number);
    }
  }

  private SourceException broken(JsonProcessingException e, long after) {
    return new SourceException(
        "%s: cannot be read after row %d: %s"
            .formatted(content.name(), after, e.getOriginalMessage()),
        e);
  }
}
