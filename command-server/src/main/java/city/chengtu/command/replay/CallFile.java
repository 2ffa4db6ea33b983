package city.chengtu.command.replay;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * A file of recorded calls, read by a mapping.
 *
 * @param calls by id, each with its unit responses
 * @param units call sign → kind
 */
record CallFile(Map<String, RecordedCall> calls, Map<String, String> units) {

  /**
   * @param received when the call came in
   * @param entered when it was entered
   */
  record RecordedCall(
      String id,
      Instant received,
      Instant entered,
      double lon,
      double lat,
      String address,
      String description,
      String type,
      int level,
      String disposition,
      List<Response> responses) {}

  /**
   * One unit's response.
   *
   * @param times status code → time, without those not reached
   */
  record Response(String row, String call, String unit, Map<String, Instant> times) {}

  /**
   * @throws IllegalArgumentException names the line and the column that cannot be read
   */
  static CallFile read(Path file, CallMapping mapping) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    try (InputStream in = open(file);
        InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        MappingIterator<Map<String, String>> rows =
            mapper
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
      Builder builder = new Builder(mapping);
      while (rows.hasNextValue()) {
        Map<String, String> row = rows.nextValue();
        builder.add(row, file.getFileName() + " line " + rows.getCurrentLocation().getLineNr());
      }
      return builder.build();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    boolean zipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    return zipped ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
  }

  /** All responses, in the order of the file within each call. */
  List<Response> responses() {
    return calls.values().stream().flatMap(c -> c.responses().stream()).toList();
  }

  private static final class Builder {
    private final CallMapping mapping;
    private final CallMapping.Timestamps timestamps;
    private final Map<String, RecordedCall> calls = new LinkedHashMap<>();
    private final Map<String, String> units = new TreeMap<>();

    Builder(CallMapping mapping) {
      this.mapping = mapping;
      this.timestamps = mapping.timestampReader();
    }

    void add(Map<String, String> row, String where) {
      for (String column : mapping.columns()) {
        if (!row.containsKey(column)) {
          throw new IllegalArgumentException(where + ": no column '" + column + "'");
        }
      }
      RecordedCall call =
          calls.computeIfAbsent(row.get(mapping.call().id()), id -> call(id, row, where));
      String callSign = mapping.unit().prefix() + row.get(mapping.unit().id());
      CallMapping.Values kind = mapping.unit().kind();
      units.putIfAbsent(callSign, kind.of(row.get(kind.column()), where));
      call.responses()
          .add(new Response(row.get(mapping.row()), call.id(), callSign, times(row, where)));
    }

    private RecordedCall call(String id, Map<String, String> row, String where) {
      CallMapping.CallColumns c = mapping.call();
      return new RecordedCall(
          id,
          required(row, c.received(), where),
          required(row, c.entered(), where),
          number(row, c.lon(), where),
          number(row, c.lat(), where),
          row.get(c.address()),
          String.join(" · ", c.description().stream().map(row::get).toList()),
          c.type().of(row.get(c.type().column()), where),
          Integer.parseInt(c.level().of(row.get(c.level().column()), where)),
          c.disposition().of(row.get(c.disposition().column()), where),
          new ArrayList<>());
    }

    private Map<String, Instant> times(Map<String, String> row, String where) {
      Map<String, Instant> times = new LinkedHashMap<>();
      mapping
          .response()
          .forEach(
              (status, column) -> {
                Instant at = timestamps.read(row.get(column), where + ", " + column);
                if (at != null) {
                  times.put(status, at);
                }
              });
      required(row, mapping.response().get("dispatched"), where);
      return times;
    }

    private Instant required(Map<String, String> row, String column, String where) {
      Instant at = timestamps.read(row.get(column), where + ", " + column);
      if (at == null) {
        throw new IllegalArgumentException(where + ": " + column + " is empty");
      }
      return at;
    }

    private static double number(Map<String, String> row, String column, String where) {
      try {
        return Double.parseDouble(row.get(column));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            where + ": " + column + " is not a number: '" + row.get(column) + "'", e);
      }
    }

    CallFile build() {
      if (calls.isEmpty()) {
        throw new IllegalArgumentException("the file holds no calls");
      }
      return new CallFile(calls, units);
    }
  }
}
