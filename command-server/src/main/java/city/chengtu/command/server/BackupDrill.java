package city.chengtu.command.server;

import city.chengtu.command.backup.DamagedBackupException;
import city.chengtu.gis.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries out that a back-up can be restored. */
@Command(
    name = "drill",
    mixinStandardHelpOptions = true,
    description = {
      "恢复演练 Restores a back-up into a scratch embedded store, proves digests and journal, says how long it took, and throws it away.",
      "What runs is not touched. Exit code as of 'restore'."
    })
final class BackupDrill implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "备份文件 the back-up")
  private Path file;

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description = "临时目录的上级 where the scratch folder may be made (default: the system's)")
  private Path scratch;

  @Mixin private BackupKeyOptions keys;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path folder =
        scratch == null
            ? Files.createTempDirectory("chengtu-drill")
            : Files.createTempDirectory(scratch, "chengtu-drill");
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    try {
      long began = System.nanoTime();
      Restoring.Outcome outcome =
          new Restoring(DatabaseSettings.of(DatabaseSettings.H2, folder, 2), Clock.systemUTC())
              .from(file, keys.key(), false, progress);
      progress.end();
      RestoreVerb.tell(spec.commandLine().getOut(), outcome, (System.nanoTime() - began) / 1e9);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (DamagedBackupException e) {
      progress.end();
      spec.commandLine().getErr().println(file + ": " + e.getMessage());
      return BackupVerb.NOT_WHOLE;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
