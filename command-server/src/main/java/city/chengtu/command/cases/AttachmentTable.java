package city.chengtu.command.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL about attachments. */
final class AttachmentTable {
  private static final String COLUMNS =
      "id, sha256, content_type, size, uploaded_by, organisation, uploaded_at, case_id, version";

  /** Keeps the bytes under their hash; the same picture sent twice lies there once. */
  void keep(Handle h, String sha256, byte[] bytes) {
    h.createUpdate(
            "insert into attachment_content (sha256, bytes) values (:sha256, :bytes)"
                + " on conflict do nothing")
        .bind("sha256", sha256)
        .bind("bytes", bytes)
        .execute();
  }

  byte[] bytes(Handle h, String sha256) {
    return h.createQuery("select bytes from attachment_content where sha256 = :sha256")
        .bind("sha256", sha256)
        .mapTo(byte[].class)
        .one();
  }

  void insert(Handle h, Attachment a) {
    h.createUpdate(
            "insert into attachment (id, sha256, content_type, size, uploaded_by, organisation,"
                + " uploaded_at, version) values (:id, :sha256, :type, :size, :by, :organisation,"
                + " :at, :version)")
        .bind("id", a.id())
        .bind("sha256", a.sha256())
        .bind("type", a.contentType())
        .bind("size", a.size())
        .bind("by", a.uploadedBy())
        .bind("organisation", a.organisation())
        .bind("at", CaseTable.offset(a.uploadedAt()))
        .bind("version", a.version())
        .execute();
  }

  Optional<Attachment> find(Handle h, UUID id) {
    return h.createQuery("select " + COLUMNS + " from attachment where id = :id")
        .bind("id", id)
        .map(AttachmentTable::row)
        .findOne();
  }

  /** False when another case was quicker. */
  boolean give(Handle h, Attachment a, int place) {
    return h.createUpdate(
                "update attachment set case_id = :case, place = :place, version = :version"
                    + " where id = :id and case_id is null")
            .bind("case", a.caseId())
            .bind("place", place)
            .bind("version", a.version())
            .bind("id", a.id())
            .execute()
        == 1;
  }

  private static Attachment row(ResultSet rs, StatementContext context) throws SQLException {
    return new Attachment(
        rs.getObject("id", UUID.class),
        rs.getString("sha256"),
        rs.getString("content_type"),
        rs.getLong("size"),
        rs.getString("uploaded_by"),
        rs.getString("organisation"),
        CaseTable.instant(rs, "uploaded_at"),
        rs.getObject("case_id", UUID.class),
        rs.getLong("version"));
  }
}
