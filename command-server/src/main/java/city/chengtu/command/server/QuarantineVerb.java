package city.chengtu.command.server;

import city.chengtu.command.loads.QuarantineFile;
import city.chengtu.gis.store.Quarantine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Callable;
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
    new QuarantineFile(quarantine, id)
        .each(
            row ->
                out.println(
                    PlainText.of(
                        "row %d %s: %s".formatted(row.number(), row.content(), row.reasons()))));
  }

  private long write(Quarantine quarantine) {
    try (Writer text = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      return new QuarantineFile(quarantine, id).csv(text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
