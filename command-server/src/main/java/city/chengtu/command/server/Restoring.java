package city.chengtu.command.server;

import city.chengtu.command.backup.BackupFile;
import city.chengtu.command.backup.BackupHeader;
import city.chengtu.command.backup.BackupKey;
import city.chengtu.command.backup.DamagedBackupException;
import city.chengtu.command.backup.Progress;
import city.chengtu.command.backup.Restore;
import city.chengtu.command.backup.RestoreMark;
import city.chengtu.command.journal.AuditVerifier;
import city.chengtu.command.journal.Chain;
import city.chengtu.gis.store.DatabaseSettings;
import city.chengtu.gis.store.Migrations;
import city.chengtu.gis.store.SpatialDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a back-up in the place of a store. An embedded store is made beside the old one and takes
 * its place only when it is proven; a database server's is filled in one transaction.
 */
final class Restoring {
  private final DatabaseSettings store;
  private final Clock clock;

  Restoring(DatabaseSettings store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param replaced where the old embedded store lies now
   */
  record Outcome(Restore.Restored restored, AuditVerifier.Report audit, Optional<Path> replaced) {}

  /**
   * @param force replaces what is there
   * @throws IllegalArgumentException when there is something and {@code force} is not given, or a
   *     server runs on it: nothing was changed
   */
  Outcome from(Path backup, Optional<BackupKey> key, boolean force, Progress progress)
      throws IOException {
    Optional<Path> file = SpatialDatabase.file(store);
    return file.isPresent()
        ? beside(file.get(), backup, key, force, progress)
        : inPlace(backup, key, force, progress);
  }

  private Outcome beside(
      Path file, Path backup, Optional<BackupKey> key, boolean force, Progress progress)
      throws IOException {
    if (Files.exists(file)) {
      if (!force) {
        throw notEmpty(file.toString());
      }
      StoreOptions.requireUnused(file);
    }
    Path work = Files.createDirectories(store.dataFolder()).resolve("restoring-" + stamp());
    try {
      DatabaseSettings made = DatabaseSettings.of(DatabaseSettings.H2, work, store.poolSize());
      Outcome outcome;
      try (SpatialDatabase database = SpatialDatabase.connectForMaintenance(made)) {
        outcome = fill(database, backup, key, progress);
      }
      Optional<Path> replaced = moveAside(file);
      Files.move(SpatialDatabase.file(made).orElseThrow(), file, StandardCopyOption.ATOMIC_MOVE);
      return new Outcome(outcome.restored(), outcome.audit(), replaced);
    } finally {
      delete(work);
    }
  }

  private Outcome inPlace(Path backup, Optional<BackupKey> key, boolean force, Progress progress)
      throws IOException {
    // Before anything is dropped: a back-up that is not whole must not cost what is there.
    BackupFile.verify(backup, key, Progress.NONE);
    try (SpatialDatabase database = SpatialDatabase.connectForMaintenance(store)) {
      long sessions = database.jdbi().withHandle(database.dialect()::otherSessions);
      if (sessions > 0) {
        throw new IllegalArgumentException(
            "servers hold " + sessions + " connections to this database: stop them first");
      }
      Migrations migrations = database.migrations(StoreOptions.MIGRATIONS);
      if (!migrations.none()) {
        if (!force) {
          throw notEmpty("the database");
        }
        migrations.dropAll();
      }
      return fill(database, backup, key, progress);
    }
  }

  private Outcome fill(
      SpatialDatabase database, Path backup, Optional<BackupKey> key, Progress progress)
      throws IOException {
    Restore.Restored restored;
    try (InputStream in = BackupFile.open(backup, key)) {
      restored =
          new Restore(database, database.migrations(StoreOptions.MIGRATIONS)).from(in, progress);
    }
    BackupHeader.Head head = restored.header().journal();
    AuditVerifier.Report audit =
        new AuditVerifier(database.jdbi(), Chain.of(head.algorithm()), Set.of(), Set.of())
            .verify(entries -> {});
    if (audit.fault().isPresent()) {
      throw new DamagedBackupException(
          "the journal in the back-up is not whole: " + audit.fault().get().what(), null);
    }
    RestoreMark.set(
        database.jdbi(), restored.header(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    return new Outcome(restored, audit, Optional.empty());
  }

  private static IllegalArgumentException notEmpty(String what) {
    return new IllegalArgumentException(
        what + " is not empty, nothing was changed; --force replaces what is there");
  }

  private Optional<Path> moveAside(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(store.dataFolder().resolve("replaced-" + stamp()));
    return Optional.of(
        Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE));
  }

  private String stamp() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString().replaceAll("[:.]", "");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
