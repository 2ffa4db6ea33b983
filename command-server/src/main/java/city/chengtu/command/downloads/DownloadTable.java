package city.chengtu.command.downloads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of downloads. */
final class DownloadTable {

  /** Enters a download; its number is made here. */
  DownloadRecord insert(Handle h, DownloadRecord record) {
    long number =
        h.createUpdate(
                """
                insert into layer_download (made_at, account, account_name, organisation, layer, format, asked, row_count, purpose)
                values (:at, :account, :name, :organisation, :layer, :format, :asked, :rows, :purpose)
                """)
            .bind("at", record.at())
            .bind("account", record.account())
            .bind("name", record.name())
            .bind("organisation", record.organisation())
            .bind("layer", record.layer())
            .bind("format", record.format())
            .bind("asked", record.asked())
            .bind("rows", record.rows())
            .bind("purpose", record.purpose())
            .executeAndReturnGeneratedKeys("number")
            .mapTo(Long.class)
            .one();
    return numbered(record, number);
  }

  private static DownloadRecord numbered(DownloadRecord r, long number) {
    return new DownloadRecord(
        String.format(Locale.ROOT, "D-%06d", number),
        r.at(),
        r.account(),
        r.name(),
        r.organisation(),
        r.layer(),
        r.format(),
        r.asked(),
        r.rows(),
        r.purpose());
  }

  /** The last ones, newest first; of one account, or of all when it is null. */
  List<DownloadRecord> last(Handle h, String account, int limit) {
    return h.createQuery(
            """
            select * from layer_download where account = coalesce(cast(:account as varchar(80)), account)
            order by number desc limit :limit
            """)
        .bind("account", account)
        .bind("limit", limit)
        .map(DownloadTable::row)
        .list();
  }

  private static DownloadRecord row(ResultSet rs, StatementContext context) throws SQLException {
    return numbered(
        new DownloadRecord(
            "",
            rs.getObject("made_at", OffsetDateTime.class).toInstant(),
            rs.getString("account"),
            rs.getString("account_name"),
            rs.getString("organisation"),
            rs.getString("layer"),
            rs.getString("format"),
            rs.getString("asked"),
            rs.getLong("row_count"),
            rs.getString("purpose")),
        rs.getLong("number"));
  }
}
