package city.chengtu.command.backup;

import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * That a store was restored: kept beside its content, so that the restored store is the back-up to
 * the last byte, and written into the journal by the first server that starts on it. From then on
 * everyone can read that the history after that position is another one than it was.
 */
public final class RestoreMark {
  static final String TYPE = "city.chengtu.journal.restored";

  private RestoreMark() {}

  private record Mark(
      UUID id, Instant at, long position, String hash, Instant madeAt, String madeBy) {}

  /** Marks the store as restored from this back-up. */
  public static void set(Jdbi jdbi, BackupHeader header, Instant now) {
    jdbi.useHandle(
        h ->
            h.createUpdate(
                    "insert into store_restore (id, at, position, hash, made_at, made_by, announced)"
                        + " values (:id, :at, :position, :hash, :madeAt, :madeBy, false)")
                .bind("id", UUID.randomUUID())
                .bind("at", now)
                .bind("position", header.journal().position())
                .bind("hash", header.journal().hash())
                .bind("madeAt", header.madeAt())
                .bind("madeBy", header.madeBy())
                .execute());
  }

  /**
   * Writes into the journal what is not yet there. The id of the mark is the command's: of two
   * nodes that start at once one writes.
   *
   * @param with runs in the same transaction: what must not outlive a restore is ended there
   */
  public static void announce(Jdbi jdbi, Commands commands, Consumer<Handle> with) {
    List<Mark> marks =
        jdbi.withHandle(
            h ->
                h.select("select * from store_restore where announced = false order by at")
                    .map(
                        (rs, c) ->
                            new Mark(
                                rs.getObject("id", UUID.class),
                                instant(rs.getObject("at", java.time.OffsetDateTime.class)),
                                rs.getLong("position"),
                                rs.getString("hash"),
                                instant(rs.getObject("made_at", java.time.OffsetDateTime.class)),
                                rs.getString("made_by")))
                    .list());
    for (Mark mark : marks) {
      commands.run(
          new CommandRequest(
              mark.id(),
              "journal.restore",
              city.chengtu.command.journal.Actor.system("restore"),
              ""),
          c -> {
            with.accept(c.handle());
            c.handle().execute("update store_restore set announced = true where id = ?", mark.id());
            c.record(
                Change.of(
                    TYPE,
                    new Subject("journal", mark.id().toString()),
                    1,
                    Map.of(
                        "position", mark.position(),
                        "hash", mark.hash(),
                        "restoredAt", mark.at(),
                        "backupMadeAt", mark.madeAt(),
                        "backupMadeBy", mark.madeBy())));
            return null;
          });
    }
  }

  private static Instant instant(java.time.OffsetDateTime at) {
    return at.toInstant();
  }
}
