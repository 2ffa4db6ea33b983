package city.chengtu.command.server;

import city.chengtu.command.backup.Backup;
import city.chengtu.command.backup.BackupFile;
import city.chengtu.command.backup.BackupKey;
import city.chengtu.command.backup.DamagedBackupException;
import city.chengtu.command.backup.DataFolder;
import city.chengtu.command.backup.RunningServer;
import city.chengtu.command.journal.Chain;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a back-up. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "备份 Takes a back-up of the whole store as it is at one moment; the server goes on. Restore with 'restore'.",
      "With --server it comes from a running server (an embedded store belongs to that process); without, from the store itself.",
      "运行中的内嵌库须用 --server；停机或 PostGIS 可直接读库。",
      "Exit code 0: taken and proven. 1: failed. 2: wrong options. 3: not whole. Nothing is kept unless it is whole."
    },
    subcommands = {BackupVerb.Verify.class, BackupDrill.class, BackupVerb.NewKey.class})
final class BackupVerb implements Callable<Integer> {
  static final int NOT_WHOLE = 3;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Mixin private StoreOptions store;
  @Mixin private BackupKeyOptions keys;

  @Option(
      names = "--to",
      paramLabel = "FILE|DIR",
      description = "目标文件，或目录（自动命名） the file to make, or a folder: it is then named by time")
  private Path to;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "运行中的服务器 the running server to take it from")
  private URI server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "令牌文件（范围 backup.take） file with an administrator's token of scope backup.take; needed with --server")
  private Path tokenFile;

  @Option(
      names = "--keys",
      negatable = true,
      description = {
        "是否包含 keys/ 密钥 whether to take the data folder's keys too: they sign the journal and seal second factors.",
        "Default: yes when the back-up is encrypted, no when it is not."
      })
  private Boolean withKeys;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (to == null) {
      throw new ParameterException(spec.commandLine(), "say where to: --to FILE|DIR");
    }
    if (server != null && tokenFile == null) {
      throw new ParameterException(spec.commandLine(), "--server needs --token-file");
    }
    Optional<BackupKey> key = keys.key();
    Path file = target(key.isPresent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
    try {
      take(part, key, progress);
      Backup.Made made = BackupFile.verify(part, key, progress);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      progress.end();
      tell(spec.commandLine().getOut(), file, made);
      return 0;
    } catch (DamagedBackupException e) {
      spec.commandLine().getErr().println("not whole, not kept 备份不完整: " + e.getMessage());
      return NOT_WHOLE;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path target(boolean sealed) {
    Path file =
        Files.isDirectory(to)
            ? to.resolve(
                "chengtu-"
                    + STAMP.format(Clock.systemUTC().instant())
                    + (sealed ? ".zip.sealed" : ".zip"))
            : to;
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " is there already");
    }
    return file;
  }

  private void take(Path part, Optional<BackupKey> key, ProgressLine progress)
      throws IOException, InterruptedException {
    SortedMap<String, byte[]> files =
        new DataFolder(store.data).files(withKeys == null ? key.isPresent() : withKeys);
    if (server == null) {
      fromStore(part, key, files, progress);
      return;
    }
    String token = Files.readString(tokenFile).strip();
    try (InputStream in = new RunningServer(server, token).backup();
        OutputStream out = BackupFile.sealing(BackupFile.create(part), key)) {
      BackupFile.take(in, out, files, progress);
    }
  }

  private void fromStore(
      Path part, Optional<BackupKey> key, SortedMap<String, byte[]> files, ProgressLine progress)
      throws IOException {
    Settings settings = store.settings();
    try (SpatialDatabase database = StoreOptions.openAsItIs(settings, store.data);
        OutputStream out = BackupFile.sealing(BackupFile.create(part), key)) {
      new Backup(
              database,
              database.migrations(StoreOptions.MIGRATIONS),
              Chain.of(settings.get(Settings.HASH)),
              Version.text(),
              Clock.systemUTC())
          .write(out, files, progress);
    }
  }

  static void tell(PrintWriter out, Path file, Backup.Made made) throws IOException {
    var journal = made.header().journal();
    out.printf(
        "%s%n  made %s by Chengtu %s on %s, %,d bytes, %,d rows in %d tables%n",
        file,
        made.header().madeAt(),
        made.header().madeBy(),
        made.header().store(),
        Files.size(file),
        made.digest().rows(),
        made.digest().tables().size());
    out.printf("  journal 日志 %d:%s%n", journal.position(), journal.hash());
    out.printf("  digest 摘要 %s%n", made.digest().overall());
    out.flush();
  }

  /** Proves a back-up. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = {
        "校验备份 Reads a back-up to its end and proves that it is whole; prints what it holds.",
        "Exit code 0: whole. 3: cut short, altered, or another key."
      })
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "备份文件 the back-up")
    private Path file;

    @Option(names = "--tables", description = "列出每张表的摘要 print every table's digest too")
    private boolean tables;

    @Mixin private BackupKeyOptions keys;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      ProgressLine progress = new ProgressLine(spec.commandLine().getErr());
      try {
        Backup.Made made = BackupFile.verify(file, keys.key(), progress);
        progress.end();
        if (tables) {
          DigestVerb.print(made.digest(), spec.commandLine().getOut());
        }
        tell(spec.commandLine().getOut(), file, made);
        return 0;
      } catch (DamagedBackupException e) {
        progress.end();
        spec.commandLine().getErr().println(file + ": " + e.getMessage());
        return NOT_WHOLE;
      }
    }
  }

  /** Makes a key file. */
  @Command(
      name = "new-key",
      mixinStandardHelpOptions = true,
      description = {
        "生成备份密钥 Makes a key file for encrypted back-ups, 256 random bits, readable by its owner only.",
        "妥善另存：没有它备份无法打开。Keep a copy elsewhere: without it the back-ups cannot be opened."
      })
  static final class NewKey implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "密钥文件 the file to make")
    private Path file;

    @Override
    public Integer call() throws IOException {
      BackupKey.make(file);
      return 0;
    }
  }
}
