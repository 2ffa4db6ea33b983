package city.chengtu.command.server;

import static org.assertj.core.api.Assertions.assertThat;

import city.chengtu.command.backup.Backup;
import city.chengtu.command.backup.BackupFile;
import city.chengtu.command.backup.Progress;
import city.chengtu.command.backup.StoreDigest;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.SpatialDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded store of an older version is backed up before its tables change. */
class UpgradeBackupTest {
  private static final List<String> OF_0_1_0 =
      List.of("2", "3", "100", "110", "120", "121", "130", "140");
  @TempDir private Path data;

  @Test
  void theBackupHoldsWhatTheStoreHeldBefore() throws Exception {
    StoreDigest before;
    try (SpatialDatabase old =
        SpatialDatabase.connectForMaintenance(DatabaseSettings.of(DatabaseSettings.H2, data, 2))) {
      old.migrations(StoreOptions.MIGRATIONS).migrateOnly(OF_0_1_0);
      old.jdbi()
          .useHandle(h -> h.execute("insert into case_sequence (pattern, last) values ('x', 7)"));
      before = StoreDigest.of(old);
    }
    Settings settings = Settings.load(data, Map.of(), Map.of());
    StoreOptions.open(settings, data).close();
    StoreOptions.open(settings, data).close();

    List<Path> made;
    try (Stream<Path> files = Files.list(data.resolve("backups"))) {
      made = files.toList();
    }
    assertThat(made).as("one upgrade, one back-up").hasSize(1);
    Backup.Made backup = BackupFile.verify(made.get(0), Optional.empty(), Progress.NONE);
    assertThat(backup.digest()).isEqualTo(before);
    assertThat(backup.header().migrations()).isEqualTo(OF_0_1_0);
  }
}
