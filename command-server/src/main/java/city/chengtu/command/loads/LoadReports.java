package city.chengtu.command.loads;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.ingest.ImportReport;
import city.chengtu.gis.ingest.Problem;
import city.chengtu.gis.ingest.load.BadRow;
import city.chengtu.gis.ingest.load.FieldMapping;
import city.chengtu.gis.ingest.load.LoadReport;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.QuarantinedRow;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a run found, in the forms in which it is kept. */
final class LoadReports {
  private LoadReports() {}

  /**
   * @param changes what was changed; empty after a trial
   */
  static JsonNode summary(
      boolean trial, LoadReport report, double seconds, List<LayerChange> changes) {
    ImportReport.Counts counts = report.counts().total();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("trial", trial);
    summary.put("read", counts.read());
    summary.put("taken", counts.accepted());
    summary.put("mended", counts.repaired());
    summary.put("refused", counts.rejected());
    summary.put("deletedInFile", report.deleted());
    summary.put("seconds", Math.round(seconds * 10) / 10.0);
    summary.put("notes", report.notes().size());
    summary.put("notesLeftOut", report.notesLeftOut());
    summary.put("quarantined", report.bad().size());
    summary.put(
        "findings",
        report.counts().findings().stream()
            .map(
                f ->
                    Map.of(
                        "rule", f.rule(),
                        "severity", f.severity().name().toLowerCase(Locale.ROOT),
                        "count", f.count()))
            .toList());
    summary.put("changes", changes.stream().map(LoadReports::change).toList());
    return StateJson.mapper().valueToTree(summary);
  }

  static Map<String, Object> change(LayerChange change) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("layer", change.layer());
    view.put("version", change.version());
    view.put("added", change.added());
    view.put("changed", change.changed());
    view.put("ended", change.ended());
    view.put("unchanged", change.unchanged());
    if (!change.extent().isNull()) {
      view.put(
          "extent",
          List.of(
              change.extent().getMinX(),
              change.extent().getMinY(),
              change.extent().getMaxX(),
              change.extent().getMaxY()));
    }
    return view;
  }

  /** Each problem with the value that has it, where the row was kept. */
  static List<LoadTable.Note> notes(LoadReport report, FieldMapping mapping) {
    Map<Long, BadRow> bad = new HashMap<>();
    report.bad().forEach(row -> bad.put(row.number(), row));
    return report.notes().stream().map(note -> note(note, bad.get(note.row()), mapping)).toList();
  }

  private static LoadTable.Note note(LoadReport.Note note, BadRow row, FieldMapping mapping) {
    Problem problem = note.problem();
    Object value = null;
    if (row != null && problem.field() != null) {
      String from = mapping.sources().getOrDefault(problem.field(), problem.field());
      value = row.values().get(problem.field().equals("id") ? mapping.id() : from);
    }
    return new LoadTable.Note(
        note.row(),
        problem.severity().name().toLowerCase(Locale.ROOT),
        problem.rule(),
        problem.feature(),
        problem.field(),
        problem.detail(),
        value == null ? null : value.toString());
  }

  /** The rows that were not taken, for the quarantine. */
  public static List<QuarantinedRow> quarantined(
      UUID changeSet, String layer, String system, LoadReport report) {
    return report.bad().stream()
        .map(
            row ->
                new QuarantinedRow(
                    changeSet,
                    layer,
                    row.number(),
                    row.id(),
                    row.values(),
                    row.geometry(),
                    system,
                    row.problems().stream()
                        .map(LoadReports::reason)
                        .collect(Collectors.joining("; "))))
        .toList();
  }

  private static String reason(Problem problem) {
    return (problem.field() == null ? "" : problem.field() + ": ")
        + problem.detail()
        + " ["
        + problem.rule()
        + "]";
  }
}
