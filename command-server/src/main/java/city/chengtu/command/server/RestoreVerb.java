package city.chengtu.command.server;

import city.chengtu.command.backup.BackupHeader;
import city.chengtu.command.backup.DamagedBackupException;
import city.chengtu.command.backup.DataFolder;
import city.chengtu.command.journal.Chain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Restores a store from a back-up. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = {
      "恢复 Restores a store from a back-up, of either kind into either kind, and proves it: digest of every table, chain of the journal.",
      "先停止全部节点。Stop all nodes first. A store that is not empty is left alone without --force.",
      "The first server that starts on it writes into the journal that it was restored, and everyone signs in again.",
      "Exit code 0: restored and proven. 1: refused or failed. 2: wrong options. 3: the back-up is not whole."
    })
final class RestoreVerb implements Callable<Integer> {
  @Mixin private StoreOptions store;
  @Mixin private BackupKeyOptions keys;

  @Option(names = "--from", paramLabel = "FILE", required = true, description = "备份文件 the back-up")
  private Path from;

  @Option(
      names = "--force",
      description = {
        "替换已有的库 replace the store that is there: an embedded one is kept beside (replaced-…),",
        "the tables of a database server are dropped"
      })
  private boolean force;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Settings settings = store.settings();
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    try {
      long began = System.nanoTime();
      Restoring.Outcome outcome =
          new Restoring(StoreOptions.database(settings, store.data), Clock.systemUTC())
              .from(from, keys.key(), force, progress);
      progress.end();
      tell(out, outcome, (System.nanoTime() - began) / 1e9);
      new DataFolder(store.data)
          .put(outcome.restored().files())
          .forEach(line -> out.println("  " + line));
      warnOfHash(out, settings, outcome.restored().header());
      out.flush();
      return 0;
    } catch (DamagedBackupException e) {
      progress.end();
      spec.commandLine().getErr().println("nothing was restored 未恢复: " + e.getMessage());
      return BackupVerb.NOT_WHOLE;
    }
  }

  static void tell(PrintWriter out, Restoring.Outcome outcome, double seconds) {
    BackupHeader header = outcome.restored().header();
    out.printf(
        "restored 已恢复: %,d rows in %d tables, made %s by Chengtu %s, in %.1f s%n",
        outcome.restored().digest().rows(),
        outcome.restored().digest().tables().size(),
        header.madeAt(),
        header.madeBy(),
        seconds);
    out.printf("  digest as in the back-up 摘要一致 %s%n", outcome.restored().digest().overall());
    out.printf(
        "  journal whole 日志完整 %d:%s, %d checkpoints%n",
        header.journal().position(), header.journal().hash(), outcome.audit().checkpoints());
    outcome.replaced().ifPresent(old -> out.println("  the old store is " + old));
  }

  private static void warnOfHash(PrintWriter out, Settings settings, BackupHeader header) {
    if (Chain.of(settings.get(Settings.HASH)) != Chain.of(header.journal().algorithm())) {
      out.println(
          "  ! this journal is hashed with "
              + header.journal().algorithm()
              + ": set journal.hash accordingly before the start");
    }
  }
}
