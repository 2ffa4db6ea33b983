package city.chengtu.command.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;
import org.locationtech.jts.io.WKBWriter;

/** All SQL of the journal and of command receipts. */
final class JournalTable {
  private static final String COLUMNS =
      "seq, id, type, time, actor, seat, source, command_id, subject_kind, subject_id, version,"
          + " organisation, data, ST_AsEWKB(geometry) as geometry, content_hash, hash";

  /** The last entry's number, hash and time. */
  record Head(long seq, String hash, Instant time) {}

  /** Locks the head until the transaction ends: whoever holds it writes the next entries. */
  Head lockHead(Handle h) {
    return head(h, " for update");
  }

  Head head(Handle h) {
    return head(h, "");
  }

  private static Head head(Handle h, String lock) {
    return h.createQuery("select seq, hash, time from journal_head where id = 1" + lock)
        .map((rs, c) -> new Head(rs.getLong("seq"), rs.getString("hash"), instant(rs, "time")))
        .one();
  }

  void moveHead(Handle h, JournalEntry last) {
    h.createUpdate("update journal_head set seq = :seq, hash = :hash, time = :time where id = 1")
        .bind("seq", last.seq())
        .bind("hash", last.hash())
        .bind("time", offset(last.time()))
        .execute();
  }

  void insert(Handle h, List<JournalEntry> entries) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into journal_entry (seq, id, type, time, actor, seat, source, command_id,"
                + " subject_kind, subject_id, version, organisation, data, geometry, content_hash,"
                + " hash) values (:seq, :id, :type, :time, :actor, :seat, :source, :command,"
                + " :kind, :subject, :version, :organisation, :data, :geometry, :content_hash,"
                + " :hash)")) {
      for (JournalEntry e : entries) {
        batch
            .bind("seq", e.seq())
            .bind("id", e.id())
            .bind("type", e.type())
            .bind("time", offset(e.time()))
            .bind("actor", e.actor())
            .bind("seat", e.seat())
            .bind("source", e.source())
            .bind("command", e.commandId())
            .bind("kind", e.subject().kind())
            .bind("subject", e.subject().id())
            .bind("version", e.version())
            .bind("organisation", e.organisation())
            .bind("data", e.data())
            .bind("geometry", wkb(e.geometry()))
            .bind("content_hash", e.contentHash())
            .bind("hash", e.hash())
            .add();
      }
      batch.execute();
    }
  }

  /** Entries after {@code since}, in order. */
  List<JournalEntry> since(Handle h, long since, int limit) {
    return h.createQuery(
            "select "
                + COLUMNS
                + " from journal_entry where seq > :since order by seq limit :limit")
        .bind("since", since)
        .bind("limit", limit)
        .map(JournalTable::entry)
        .list();
  }

  /** Entries of one subject after {@code since}, in order. */
  List<JournalEntry> ofSubject(Handle h, Subject subject, long since, int limit) {
    return h.createQuery(
            "select "
                + COLUMNS
                + " from journal_entry where subject_kind = :kind and subject_id = :id"
                + " and seq > :since order by subject_kind, subject_id, seq limit :limit")
        .bind("kind", subject.kind())
        .bind("id", subject.id())
        .bind("since", since)
        .bind("limit", limit)
        .map(JournalTable::entry)
        .list();
  }

  /** The last entry about a subject written at or before a moment. */
  Optional<JournalEntry> asOf(Handle h, Subject subject, Instant at) {
    return h.createQuery(
            "select "
                + COLUMNS
                + " from journal_entry where subject_kind = :kind and subject_id = :id"
                + " and time <= :at order by subject_kind desc, subject_id desc, seq desc limit 1")
        .bind("kind", subject.kind())
        .bind("id", subject.id())
        .bind("at", offset(at))
        .map(JournalTable::entry)
        .findOne();
  }

  /** True when this call reserved the id; false when a finished command has it already. */
  boolean reserve(Handle h, CommandRequest request, Instant at) {
    return h.createUpdate(
                "insert into command (id, kind, account, seat, digest, state, status, position, at)"
                    + " values (:id, :kind, :account, :seat, :digest, 'running', 0, 0, :at)"
                    + " on conflict do nothing")
            .bind("id", request.id())
            .bind("kind", request.kind())
            .bind("account", request.actor().account())
            .bind("seat", request.actor().seat())
            .bind("digest", request.digest())
            .bind("at", offset(at))
            .execute()
        == 1;
  }

  void finish(Handle h, Receipt receipt) {
    h.createUpdate(
            "update command set state = :state, status = :status, answer = :answer,"
                + " position = :position where id = :id")
        .bind("state", receipt.state())
        .bind("status", receipt.status())
        .bind("answer", receipt.answer())
        .bind("position", receipt.position())
        .bind("id", receipt.id())
        .execute();
  }

  record StoredReceipt(Receipt receipt, String digest) {}

  Optional<StoredReceipt> receipt(Handle h, UUID id) {
    return h.createQuery("select * from command where id = :id")
        .bind("id", id)
        .map(
            (rs, c) ->
                new StoredReceipt(
                    new Receipt(
                        rs.getObject("id", UUID.class),
                        rs.getString("kind"),
                        rs.getString("account"),
                        rs.getString("state"),
                        rs.getInt("status"),
                        rs.getString("answer"),
                        rs.getLong("position"),
                        instant(rs, "at")),
                    rs.getString("digest")))
        .findOne();
  }

  record Checkpoint(long seq, String hash, Instant time, String keyId, String signature) {}

  /** Keeps the checkpoint; another node may have signed the same entry already. */
  void insertCheckpoint(Handle h, Checkpoint c) {
    h.createUpdate(
            "insert into journal_checkpoint (seq, hash, time, key_id, signature)"
                + " values (:seq, :hash, :time, :key, :signature) on conflict do nothing")
        .bind("seq", c.seq())
        .bind("hash", c.hash())
        .bind("time", offset(c.time()))
        .bind("key", c.keyId())
        .bind("signature", c.signature())
        .execute();
  }

  List<Checkpoint> checkpoints(Handle h) {
    return h.createQuery("select * from journal_checkpoint order by seq")
        .map(
            (rs, c) ->
                new Checkpoint(
                    rs.getLong("seq"),
                    rs.getString("hash"),
                    instant(rs, "time"),
                    rs.getString("key_id"),
                    rs.getString("signature")))
        .list();
  }

  private static JournalEntry entry(ResultSet rs, StatementContext context) throws SQLException {
    return new JournalEntry(
        rs.getLong("seq"),
        rs.getObject("id", UUID.class),
        rs.getString("type"),
        instant(rs, "time"),
        rs.getString("actor"),
        rs.getString("seat"),
        rs.getString("source"),
        rs.getObject("command_id", UUID.class),
        new Subject(rs.getString("subject_kind"), rs.getString("subject_id")),
        rs.getLong("version"),
        rs.getString("organisation"),
        rs.getString("data"),
        geometry(rs.getBytes("geometry")),
        rs.getString("content_hash"),
        rs.getString("hash"));
  }

  private static byte[] wkb(Geometry geometry) {
    if (geometry == null) {
      return null;
    }
    Geometry copy = geometry.copy();
    copy.setSRID(4326);
    return new WKBWriter(2, ByteOrderValues.LITTLE_ENDIAN, true).write(copy);
  }

  private static Geometry geometry(byte[] wkb) throws SQLException {
    try {
      return wkb == null ? null : new WKBReader().read(wkb);
    } catch (ParseException e) {
      throw new SQLException("journal geometry cannot be read", e);
    }
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static OffsetDateTime offset(Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }
}
