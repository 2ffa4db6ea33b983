package city.chengtu.gis.ingest.load;

import city.chengtu.gis.ingest.ImportReport;
import city.chengtu.gis.ingest.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What became of each row.
 *
 * @param counts how many were read, taken, mended, refused, and of each kind of problem how many
 * @param notes every problem with its row, in the order of the file, up to {@link Load#MOST_NOTES}
 * @param notesLeftOut how many more there were
 * @param bad the rows that were not taken
 * @param deleted rows of the file that it marks as deleted itself, which were passed over
 */
public record LoadReport(
    ImportReport counts, List<Note> notes, long notesLeftOut, List<BadRow> bad, long deleted) {
  public LoadReport {
    Objects.requireNonNull(counts, "counts");
    notes = List.copyOf(notes);
    bad = List.copyOf(bad);
  }

  /**
   * @param row 0 for what only the whole shows
   */
  public record Note(long row, Problem problem) {
    @Override
    public String toString() {
      String id = problem.feature() == null ? "" : " (" + problem.feature() + ")";
      String field = problem.field() == null ? "" : " " + problem.field();
      return "%s row %d%s%s: %s [%s]"
          .formatted(
              problem.severity() == Problem.Severity.ERROR ? "REFUSED" : "NOTE",
              row,
              id,
              field,
              problem.detail(),
              problem.rule());
    }
  }

  /** For people: the counts, then a line for each problem, up to so many. */
  public String text(int mostNotes) {
    StringBuilder text = new StringBuilder();
    counts
        .layers()
        .forEach(
            (layer, c) ->
                text.append(
                    "%s: %d read 读入, %d taken 通过 (%d mended 修复), %d refused 隔离%n"
                        .formatted(layer, c.read(), c.accepted(), c.repaired(), c.rejected())));
    if (deleted > 0) {
      text.append("  %d rows are marked as deleted in the file 文件中已标记删除%n".formatted(deleted));
    }
    counts
        .findings()
        .forEach(
            f -> text.append("  %s [%s] %d times%n".formatted(f.severity(), f.rule(), f.count())));
    notes.stream()
        .limit(mostNotes)
        .forEach(note -> text.append(note).append(System.lineSeparator()));
    long more = notes.size() + notesLeftOut - Math.min(mostNotes, notes.size());
    if (more > 0) {
      text.append("… and %d more%n".formatted(more));
    }
    return text.toString();
  }
}
