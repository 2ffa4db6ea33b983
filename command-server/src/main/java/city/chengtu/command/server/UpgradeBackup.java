package city.chengtu.command.server;

import city.chengtu.command.backup.Backup;
import city.chengtu.command.backup.BackupFile;
import city.chengtu.command.backup.Progress;
import city.chengtu.command.journal.Chain;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before an upgrade changes the tables of an embedded store: a back-up of it, because there is no
 * way back. A database server has its own back-ups, and may be too large for this.
 */
record UpgradeBackup(Settings settings, Path data) implements SpatialDatabase.BeforeUpgrade {
  private static final Logger LOG = LoggerFactory.getLogger(UpgradeBackup.class);

  @Override
  public void run(SpatialDatabase database, Migrations migrations) {
    if (database.dialect().shareable()) {
      LOG.warn("The store is upgraded by V{}", String.join(", V", migrations.pending()));
      return;
    }
    Clock clock = Clock.systemUTC();
    Path file =
        data.resolve("backups")
            .resolve(
                "before-upgrade-" + clock.instant().toString().replaceAll("[:.]", "") + ".zip");
    LOG.warn(
        "升级前备份 The store is upgraded by V{}; before it, a back-up: {}",
        String.join(", V", migrations.pending()),
        file);
    try {
      Files.createDirectories(file.getParent());
      new Backup(
              database,
              migrations,
              Chain.of(settings.get(Settings.HASH)),
              "before " + Version.text(),
              clock)
          .write(BackupFile.create(file), new TreeMap<>(), Progress.NONE);
      BackupFile.verify(file, Optional.empty(), Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("no upgrade without a back-up; it cannot be written: " + e, e);
    }
  }
}
