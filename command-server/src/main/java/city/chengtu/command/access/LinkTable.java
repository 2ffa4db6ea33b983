package city.chengtu.command.access;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** All SQL of the links between people of an identity provider and accounts. */
final class LinkTable {
  Optional<String> account(Handle h, String issuer, String subject) {
    return h.createQuery(
            "select account from access_link where issuer = :issuer and subject = :subject")
        .bind("issuer", issuer)
        .bind("subject", subject)
        .mapTo(String.class)
        .findOne();
  }

  void insert(Handle h, String issuer, String subject, String account, Instant now) {
    h.createUpdate(
            "insert into access_link (issuer, subject, account, made_at) values (:issuer, :subject,"
                + " :account, :now)")
        .bind("issuer", issuer)
        .bind("subject", subject)
        .bind("account", account)
        .bind("now", now)
        .execute();
  }

  /** Does anybody of an identity provider use this account? */
  boolean isLinked(Handle h, String account) {
    return h.createQuery("select count(*) from access_link where account = :a")
            .bind("a", account)
            .mapTo(Long.class)
            .one()
        > 0;
  }
}
