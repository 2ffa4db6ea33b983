package city.chengtu.command.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** All SQL of sessions. */
final class SessionTable {
  /**
   * A session as kept.
   *
   * @param secretHash hash of the cookie's value
   * @param usedAt last request, to the minute or so
   * @param endsAt end in any case
   * @param way how the person signed in
   * @param factorPending the second factor is still to be shown: until then nothing may be done
   * @param providerToken sealed ID token of the identity provider; null for none
   */
  record Stored(
      String secretHash,
      UUID id,
      String account,
      String seat,
      Instant openedAt,
      Instant usedAt,
      Instant endsAt,
      Way way,
      boolean factorPending,
      String providerToken) {
    boolean isOpen(Instant now, SignInRules rules) {
      return now.isBefore(endsAt) && now.isBefore(usedAt.plus(rules.idle()));
    }
  }

  /** How a person signed in. */
  enum Way {
    PASSWORD,
    PROVIDER,
    CERTIFICATE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Way of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  Optional<Stored> find(Handle h, String secretHash) {
    return h.createQuery("select * from access_session where secret_hash = :hash")
        .bind("hash", secretHash)
        .map(
            (rs, c) ->
                new Stored(
                    rs.getString("secret_hash"),
                    rs.getObject("id", UUID.class),
                    rs.getString("account"),
                    rs.getString("seat"),
                    RulesTable.instant(rs, "opened_at"),
                    RulesTable.instant(rs, "used_at"),
                    RulesTable.instant(rs, "ends_at"),
                    Way.of(rs.getString("way")),
                    rs.getBoolean("factor_pending"),
                    rs.getString("provider_token")))
        .findOne();
  }

  void insert(Handle h, Stored session) {
    h.createUpdate(
            "insert into access_session (secret_hash, id, account, seat, opened_at, used_at,"
                + " ends_at, way, factor_pending, provider_token) values (:secretHash, :id,"
                + " :account, :seat, :openedAt, :usedAt, :endsAt, :way, :factorPending,"
                + " :providerToken)")
        .bind("secretHash", session.secretHash())
        .bind("id", session.id())
        .bind("account", session.account())
        .bind("seat", session.seat())
        .bind("openedAt", session.openedAt())
        .bind("usedAt", session.usedAt())
        .bind("endsAt", session.endsAt())
        .bind("way", session.way().text())
        .bind("factorPending", session.factorPending())
        .bind("providerToken", session.providerToken())
        .execute();
  }

  void touch(Handle h, String secretHash, Instant now) {
    h.createUpdate(
            "update access_session set used_at = :now where secret_hash = :hash and used_at < :now")
        .bind("now", now)
        .bind("hash", secretHash)
        .execute();
  }

  void delete(Handle h, String secretHash) {
    h.createUpdate("delete from access_session where secret_hash = :hash")
        .bind("hash", secretHash)
        .execute();
  }

  int deleteOf(Handle h, String account) {
    return h.createUpdate("delete from access_session where account = :a")
        .bind("a", account)
        .execute();
  }

  void deleteAll(Handle h) {
    h.execute("delete from access_session");
  }

  /** Sessions long over: nothing refers to them. */
  void deleteEndedBefore(Handle h, Instant moment) {
    h.createUpdate("delete from access_session where ends_at < :moment")
        .bind("moment", moment)
        .execute();
  }
}
