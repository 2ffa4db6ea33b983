package city.chengtu.command.server;

import city.chengtu.command.loads.LoadList;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which loads there are, and how far each has come. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "列出各次导入及其状态 Lists the loads and their state, newest first: those sent over the API or the"
          + " page (draft, running, done, undone, interrupted) and those of this command line.",
      "The change set at the end of a line is what 'import undo' and 'import quarantine' take."
    })
final class ImportListVerb implements Callable<Integer> {
  private static final int MOST = 10_000;

  @Mixin private StoreOptions store;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "最多行数：lines (default: ${DEFAULT-VALUE})")
  private int most;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (most < 1 || most > MOST) {
      throw new IllegalArgumentException("--most is 1 to " + MOST + ", not " + most);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (Core core = Core.open(store.settings(), store.data, Clock.systemUTC())) {
      List<LoadList.Line> lines = LoadList.of(core.database.jdbi(), most);
      lines.forEach(line -> out.println(PlainText.of(text(line))));
      if (lines.isEmpty()) {
        out.println("没有导入 no loads");
      }
      out.flush();
      return 0;
    }
  }

  private static String text(LoadList.Line line) {
    return "%s %s %s %s → %s%s%s"
        .formatted(
            line.at(),
            line.state(),
            line.by(),
            line.what(),
            line.layer() == null ? "?" : line.layer(),
            line.changeSet() == null ? "" : ", change set " + line.changeSet(),
            line.problem() == null ? "" : ": " + line.problem());
  }
}
