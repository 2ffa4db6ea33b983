package city.chengtu.command.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** All SQL of API tokens. */
final class TokenTable {

  Optional<Token> findBySecret(Handle h, String secretHash) {
    return h.createQuery("select * from access_token where secret_hash = :hash")
        .bind("hash", secretHash)
        .map((rs, c) -> token(rs))
        .findOne();
  }

  Optional<Token> lock(Handle h, UUID id) {
    return h.createQuery("select * from access_token where id = :id for update")
        .bind("id", id)
        .map((rs, c) -> token(rs))
        .findOne();
  }

  /** Tokens in order of id, after {@code after}. */
  List<Token> list(Handle h, UUID after, int limit) {
    return h.createQuery("select * from access_token where id > :after order by id limit :limit")
        .bind("after", after)
        .bind("limit", limit)
        .map((rs, c) -> token(rs))
        .list();
  }

  void insert(Handle h, Token token, String secretHash) {
    h.createUpdate(
            "insert into access_token (id, secret_hash, account, name, scopes, made_by, made_at,"
                + " ends_at, version) values (:id, :hash, :account, :name, :words, :madeBy,"
                + " :madeAt, :endsAt, :version)")
        .bindMethods(token)
        .bind("words", String.join(" ", token.scopes()))
        .bind("hash", secretHash)
        .execute();
  }

  void revoke(Handle h, UUID id, Instant at, long version) {
    h.createUpdate("update access_token set revoked_at = :at, version = :version where id = :id")
        .bind("at", at)
        .bind("version", version)
        .bind("id", id)
        .execute();
  }

  void touch(Handle h, UUID id, Instant now) {
    h.createUpdate(
            "update access_token set used_at = :now where id = :id and (used_at is null or used_at"
                + " < :now)")
        .bind("now", now)
        .bind("id", id)
        .execute();
  }

  private static Token token(ResultSet rs) throws SQLException {
    return new Token(
        rs.getObject("id", UUID.class),
        rs.getString("account"),
        rs.getString("name"),
        RulesTable.words(rs.getString("scopes")),
        rs.getString("made_by"),
        RulesTable.instant(rs, "made_at"),
        RulesTable.instant(rs, "ends_at"),
        RulesTable.instant(rs, "used_at"),
        RulesTable.instant(rs, "revoked_at"),
        rs.getLong("version"),
        null);
  }
}
