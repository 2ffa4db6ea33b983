package city.chengtu.command.prove;

import city.chengtu.command.journal.StateJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run showed: as a table to read, and as JSON for machines. */
record Report(Map<String, Object> about, List<Trial> trials) {
  /** Heading of each column, and the count it shows. */
  private static final Map<String, String> COLUMNS = columns();

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("ack 确认", "commands acknowledged");
    columns.put("refused 拒绝", "commands refused");
    columns.put("entries 条目", "entries");
    columns.put("clients 客户端", "clients");
    columns.put("resumes 续传", "resumes");
    columns.put("reloads 重载", "reloads");
    columns.put("duplicates 重复", "duplicates");
    columns.put("losses 丢失", "losses");
    columns.put("reordered 乱序", "reorderings");
    columns.put("stale claims 假实时", "stale claims");
    columns.put("pause 命令停顿 s", "longest pause of commands, s");
    columns.put("gap 画面间断 s", "longest gap on a screen so far, s");
    return columns;
  }

  static Report of(long seed, String what, double seconds, List<Trial> trials) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("seed", seed);
    about.put("what", what);
    about.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    about.put("seconds", Math.round(seconds));
    String version = Report.class.getPackage().getImplementationVersion();
    about.put("version", version == null ? "development" : version);
    about.put("java", Runtime.version().toString());
    about.put(
        "machine",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    return new Report(about, List.copyOf(trials));
  }

  boolean holds() {
    return trials.stream().allMatch(t -> t.findings().isEmpty());
  }

  /** The table, for a terminal or a page. */
  String markdown() {
    StringBuilder text = new StringBuilder("# Proof under fire 故障下的证明\n\n");
    about.forEach(
        (key, value) -> text.append("- ").append(key).append(": ").append(value).append('\n'));
    text.append("- verdict 结论: **").append(holds() ? "every promise held 全部成立" : "BROKEN 有承诺被打破");
    text.append("**\n\n| store | fault 故障 | verdict | s |");
    COLUMNS.keySet().forEach(c -> text.append(' ').append(c).append(" |"));
    text.append("\n|---|---|---|---|").append("---|".repeat(COLUMNS.size())).append('\n');
    trials.forEach(t -> row(t, text));
    text.append('\n');
    trials.forEach(t -> words(t, text));
    return text.toString();
  }

  private static void row(Trial t, StringBuilder text) {
    text.append(
        "| %s | %s %s | %s | %.1f |"
            .formatted(t.store().text(), t.fault(), t.zh(), t.verdict(), t.seconds()));
    COLUMNS
        .values()
        .forEach(c -> text.append(' ').append(t.counts().getOrDefault(c, "")).append(" |"));
    text.append('\n');
  }

  /** What a row cannot hold: what the fault alone measured, why it was skipped, what is broken. */
  private static void words(Trial t, StringBuilder text) {
    List<String> lines = new ArrayList<>(t.findings());
    if (t.skipped() != null) {
      lines.add("skipped: " + t.skipped());
    }
    new TreeMap<>(t.counts())
        .forEach(
            (name, value) -> {
              if (!COLUMNS.containsValue(name)) {
                lines.add(name + ": " + value);
              }
            });
    if (!lines.isEmpty()) {
      text.append("- ").append(t.store().text()).append(' ').append(t.fault());
      text.append(" (").append(t.en()).append(")\n");
      lines.forEach(l -> text.append("  - ").append(l.strip()).append('\n'));
    }
  }

  /** Writes {@code NAME.md} and {@code NAME.json}. */
  void write(Path name) throws IOException {
    Path folder = name.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    String plain = name.getFileName().toString().replaceFirst("\\.(md|json)$", "");
    Files.writeString(folder.resolve(plain + ".md"), markdown());
    Map<String, Object> all = new LinkedHashMap<>(about);
    all.put("holds", holds());
    all.put("faults", trials);
    Files.writeString(folder.resolve(plain + ".json"), StateJson.write(all) + "\n");
  }
}
