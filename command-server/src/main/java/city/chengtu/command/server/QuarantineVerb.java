package city.chengtu.command.server;

import city.chengtu.gis.store.Quarantine;
import city.chengtu.gis.store.QuarantinedRow;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.locationtech.jts.io.WKTWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The rows that could not be taken: to read, to mend and load again, to forget. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    description = {
      "隔离区 Rows that could not be taken, with the reasons.",
      "--out writes them as CSV with WKT in the file's own reference system: mend it and load it with"
          + " 'import file … --add'."
    })
final class QuarantineVerb implements Callable<Integer> {
  private static final int PAGE = 500;

  @Mixin private StoreOptions store;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "批次：the change set they came with (default: lists all)")
  private UUID id;

  @Option(names = "--out", paramLabel = "CSV", description = "writes the rows into this file")
  private Path file;

  @Option(
      names = "--forget",
      description = "清除：removes the rows: they were mended, or are not wanted")
  private boolean forget;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (id == null && (forget || file != null)) {
      throw new IllegalArgumentException("say which: 'import quarantine' lists the change sets");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Core core = Core.open(store.settings(), store.data, Clock.systemUTC())) {
      Quarantine quarantine = new Quarantine(core.database);
      if (id == null) {
        quarantine
            .standing(null)
            .forEach(s -> out.printf("%s %s: %d rows%n", s.changeSet(), s.layer(), s.rows()));
      } else if (file != null) {
        out.println(write(quarantine) + " rows → " + file);
      } else if (forget) {
        out.println(quarantine.forget(id) + " rows removed");
      } else {
        show(quarantine, out);
      }
      out.flush();
      return 0;
    }
  }

  private void show(Quarantine quarantine, PrintWriter out) {
    for (QuarantinedRow row : all(quarantine)) {
      out.println(
          PlainText.of("row %d %s: %s".formatted(row.number(), row.content(), row.reasons())));
    }
  }

  /** At most as many as a load may keep. */
  private List<QuarantinedRow> all(Quarantine quarantine) {
    List<QuarantinedRow> all = new ArrayList<>();
    List<QuarantinedRow> page = quarantine.rows(id, 0, PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = quarantine.rows(id, page.get(page.size() - 1).number(), PAGE);
    }
    return all;
  }

  private int write(Quarantine quarantine) {
    List<QuarantinedRow> rows = all(quarantine);
    Set<String> fields = new LinkedHashSet<>();
    rows.forEach(row -> fields.addAll(row.content().keySet()));
    CsvMapper csv = new CsvMapper();
    csv.configure(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS, true);
    try (Writer text = new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        SequenceWriter writer = csv.writer().writeValues(text)) {
      List<Object> header =
          new ArrayList<>(List.of("quarantine_row", "quarantine_reasons", "quarantine_crs"));
      header.addAll(fields);
      header.add("wkt");
      writer.write(header);
      for (QuarantinedRow row : rows) {
        List<Object> cells = new ArrayList<>(List.of(row.number(), row.reasons(), row.system()));
        // Without a schema the writer would leave null cells out, and all after them would move.
        fields.forEach(
            field -> cells.add(Objects.requireNonNullElse(row.content().get(field), "")));
        cells.add(row.geometry() == null ? "" : new WKTWriter().write(row.geometry()));
        writer.write(cells);
      }
      return rows.size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
