package city.chengtu.command.access;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** All SQL of second factors and recovery codes. */
final class FactorTable {
  /**
   * A second factor as kept.
   *
   * @param secret sealed
   * @param confirmedAt null until its owner has shown a first code
   * @param lastStep only later steps count
   */
  record Stored(
      String account, String secret, Instant madeAt, Instant confirmedAt, long lastStep) {}

  Optional<Stored> find(Handle h, String account) {
    return one(h, account, "");
  }

  /** The row stays locked until the transaction ends. */
  Optional<Stored> lock(Handle h, String account) {
    return one(h, account, " for update");
  }

  private static Optional<Stored> one(Handle h, String account, String lock) {
    return h.createQuery("select * from access_second_factor where account = :a" + lock)
        .bind("a", account)
        .map(
            (rs, c) ->
                new Stored(
                    rs.getString("account"),
                    rs.getString("secret"),
                    RulesTable.instant(rs, "made_at"),
                    RulesTable.instant(rs, "confirmed_at"),
                    rs.getLong("last_step")))
        .findOne();
  }

  boolean isConfirmed(Handle h, String account) {
    return h.createQuery(
                "select count(*) from access_second_factor where account = :a and confirmed_at is"
                    + " not null")
            .bind("a", account)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /** Is anything sealed with a key other than this one? */
  boolean isSealedOtherwise(Handle h, String keyId) {
    return h.createQuery("select count(*) from access_second_factor where secret not like :own")
            .bind("own", keyId + ":%")
            .mapTo(Long.class)
            .one()
        > 0;
  }

  /** In place of one that was not confirmed. */
  void replace(Handle h, String account, String secret, Instant now) {
    delete(h, account);
    h.createUpdate(
            "insert into access_second_factor (account, secret, made_at, last_step) values (:a,"
                + " :secret, :now, 0)")
        .bind("a", account)
        .bind("secret", secret)
        .bind("now", now)
        .execute();
  }

  void confirm(Handle h, String account, long step, Instant now) {
    h.createUpdate(
            "update access_second_factor set confirmed_at = :now, last_step = :step where account ="
                + " :a")
        .bind("now", now)
        .bind("step", step)
        .bind("a", account)
        .execute();
  }

  void used(Handle h, String account, long step) {
    h.createUpdate("update access_second_factor set last_step = :step where account = :a")
        .bind("step", step)
        .bind("a", account)
        .execute();
  }

  /** With its recovery codes. */
  void delete(Handle h, String account) {
    h.createUpdate("delete from access_recovery_code where account = :a")
        .bind("a", account)
        .execute();
    h.createUpdate("delete from access_second_factor where account = :a")
        .bind("a", account)
        .execute();
  }

  void insertCodes(Handle h, String account, Collection<String> hashes) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into access_recovery_code (account, code_hash) values (:a, :hash)")) {
      hashes.forEach(hash -> batch.bind("a", account).bind("hash", hash).add());
      batch.execute();
    }
  }

  /** True when the code was there and not used before; now it is. */
  boolean useCode(Handle h, String account, String hash, Instant now) {
    return h.createUpdate(
                "update access_recovery_code set used_at = :now where account = :a and code_hash ="
                    + " :hash and used_at is null")
            .bind("now", now)
            .bind("a", account)
            .bind("hash", hash)
            .execute()
        == 1;
  }

  int codesLeft(Handle h, String account) {
    return h.createQuery(
            "select count(*) from access_recovery_code where account = :a and used_at is null")
        .bind("a", account)
        .mapTo(Integer.class)
        .one();
  }
}
