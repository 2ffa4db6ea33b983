package city.chengtu.command.inbox;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of inboxes and notices. */
final class InboxTable {
  private static final String COLUMNS =
      "select seq, id, made_at, kind, content, acknowledged_at from notice where account = :account";

  /** An inbox: its address, and how many changes it has seen, how many notices went unread. */
  record Box(String address, long version, long dropped) {}

  Optional<Box> find(Handle h, String account) {
    return h.createQuery("select address, version, dropped from inbox where account = :account")
        .bind("account", account)
        .map((rs, c) -> new Box(rs.getString(1), rs.getLong(2), rs.getLong(3)))
        .findOne();
  }

  /** Holds off every other change of the inbox until the transaction ends. */
  Optional<Box> lock(Handle h, String account) {
    return h.createQuery(
            "select address, version, dropped from inbox where account = :account for update")
        .bind("account", account)
        .map((rs, c) -> new Box(rs.getString(1), rs.getLong(2), rs.getLong(3)))
        .findOne();
  }

  void open(Handle h, String account, String address) {
    h.createUpdate(
            "insert into inbox (account, address, version, dropped)"
                + " values (:account, :address, 0, 0)")
        .bind("account", account)
        .bind("address", address)
        .execute();
  }

  void moved(Handle h, String account, long version) {
    h.createUpdate("update inbox set version = :version where account = :account")
        .bind("version", version)
        .bind("account", account)
        .execute();
  }

  void add(Handle h, String account, String id, Instant at, String kind, Object content) {
    h.createUpdate(
            "insert into notice (id, account, made_at, kind, content)"
                + " values (:id, :account, :at, :kind, :content)")
        .bind("id", id)
        .bind("account", account)
        .bind("at", at)
        .bind("kind", kind)
        .bind("content", new Json(StateJson.write(content)))
        .execute();
  }

  /** Newest first. */
  List<Notice> page(Handle h, String account, boolean waitingOnly, long before, int limit) {
    return h.createQuery(
            COLUMNS
                + (waitingOnly ? " and acknowledged_at is null" : "")
                + " and seq < :before order by seq desc limit :limit")
        .bind("account", account)
        .bind("before", before)
        .bind("limit", limit)
        .map(InboxTable::notice)
        .list();
  }

  long waiting(Handle h, String account) {
    return h.createQuery(
            "select count(*) from notice where account = :account and acknowledged_at is null")
        .bind("account", account)
        .mapTo(Long.class)
        .one();
  }

  Optional<Notice> find(Handle h, String account, String id) {
    return h.createQuery(COLUMNS + " and id = :id")
        .bind("account", account)
        .bind("id", id)
        .map(InboxTable::notice)
        .findOne();
  }

  void acknowledge(Handle h, String account, String id, Instant at) {
    h.createUpdate(
            "update notice set acknowledged_at = :at"
                + " where account = :account and id = :id and acknowledged_at is null")
        .bind("at", at)
        .bind("account", account)
        .bind("id", id)
        .execute();
  }

  /** Keeps the newest of a person's notices. */
  void prune(Handle h, String account, int most) {
    Optional<Long> oldestKept =
        h.createQuery(
                "select seq from notice where account = :account order by seq desc"
                    + " offset :most rows fetch next 1 rows only")
            .bind("account", account)
            .bind("most", most - 1)
            .mapTo(Long.class)
            .findOne();
    oldestKept.ifPresent(seq -> drop(h, account, seq));
  }

  private static void drop(Handle h, String account, long before) {
    h.createUpdate(
            "update inbox set dropped = dropped + (select count(*) from notice"
                + " where account = :account and seq < :seq and acknowledged_at is null)"
                + " where account = :account")
        .bind("account", account)
        .bind("seq", before)
        .execute();
    h.createUpdate("delete from notice where account = :account and seq < :seq")
        .bind("account", account)
        .bind("seq", before)
        .execute();
  }

  private static Notice notice(ResultSet rs, StatementContext context) throws SQLException {
    OffsetDateTime acknowledged = rs.getObject("acknowledged_at", OffsetDateTime.class);
    return new Notice(
        rs.getLong("seq"),
        rs.getString("id"),
        rs.getObject("made_at", OffsetDateTime.class).toInstant(),
        rs.getString("kind"),
        StateJson.tree(rs.getString("content")),
        acknowledged == null ? null : acknowledged.toInstant());
  }
}
