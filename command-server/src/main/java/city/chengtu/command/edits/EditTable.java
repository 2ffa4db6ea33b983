package city.chengtu.command.edits;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of change sets. */
final class EditTable {
  private static final String SELECT =
      """
      select s.*, (select count(*) from edit_item i where i.edit_set = s.id) as items from edit_set s
      """;

  void insert(Handle h, EditSet set) {
    h.createUpdate(
            """
            insert into edit_set (id, name, comment, state, version, account, account_name, organisation, created_at, changed_at, undoes)
            values (:id, :name, :comment, :state, :version, :account, :accountName, :organisation, :createdAt, :changedAt, cast(:undoes as uuid))
            """)
        .bind("id", set.id())
        .bind("name", set.name())
        .bind("comment", set.comment())
        .bind("state", set.state())
        .bind("version", set.version())
        .bind("account", set.account())
        .bind("accountName", set.accountName())
        .bind("organisation", set.organisation())
        .bind("createdAt", set.createdAt())
        .bind("changedAt", set.changedAt())
        .bind("undoes", set.undoes())
        .execute();
  }

  /** Writes what can change, one version further. */
  void update(Handle h, EditSet set, Instant at) {
    h.createUpdate(
            """
            update edit_set set name = :name, comment = :comment, state = :state, version = version + 1, changed_at = :at,
              submitted_at = :submittedAt, reviewer = :reviewer, reviewer_name = :reviewerName, decided_at = :decidedAt,
              reason = :reason, change_set = cast(:changeSet as uuid)
            where id = :id
            """)
        .bind("id", set.id())
        .bind("name", set.name())
        .bind("comment", set.comment())
        .bind("state", set.state())
        .bind("submittedAt", set.submittedAt())
        .bind("reviewer", set.reviewer())
        .bind("reviewerName", set.reviewerName())
        .bind("decidedAt", set.decidedAt())
        .bind("reason", set.reason())
        .bind("changeSet", set.changeSet())
        .bind("at", at)
        .execute();
  }

  /** Holds off every other change of the set until the transaction ends. */
  Optional<EditSet> lock(Handle h, UUID id) {
    h.select("select 1 from edit_set where id = ? for update", id).mapTo(Integer.class).findOne();
    return find(h, id);
  }

  Optional<EditSet> find(Handle h, UUID id) {
    return h.createQuery(SELECT + " where s.id = :id").bind("id", id).map(EditTable::set).findOne();
  }

  /**
   * Last changed first.
   *
   * @param state only sets in it; null for all
   * @param account only sets of this account; null for all
   * @param drafts whose drafts show, beside what was submitted at some time
   */
  List<EditSet> list(Handle h, String state, String account, String drafts, int limit) {
    return h.createQuery(
            SELECT
                + """
                 where s.state = coalesce(cast(:state as varchar(20)), s.state)
                   and s.account = coalesce(cast(:account as varchar(80)), s.account)
                   and (s.account = :drafts or s.state <> 'draft')
                 order by s.changed_at desc, s.id limit :limit
                """)
        .bind("state", state)
        .bind("account", account)
        .bind("drafts", drafts)
        .bind("limit", limit)
        .map(EditTable::set)
        .list();
  }

  List<EditItem> items(Handle h, UUID set) {
    return h.createQuery("select * from edit_item where edit_set = :set order by place, id")
        .bind("set", set)
        .map(EditTable::item)
        .list();
  }

  /** The layers that each of these sets is about. */
  Map<UUID, Set<String>> layers(Handle h, Collection<UUID> sets) {
    Map<UUID, Set<String>> layers = new HashMap<>();
    if (!sets.isEmpty()) {
      h.createQuery("select distinct edit_set, layer from edit_item where edit_set in (<sets>)")
          .bindList("sets", List.copyOf(sets))
          .map(
              (rs, c) ->
                  layers
                      .computeIfAbsent(rs.getObject("edit_set", UUID.class), s -> new HashSet<>())
                      .add(rs.getString("layer")))
          .list();
    }
    return layers;
  }

  void put(Handle h, EditItem item) {
    remove(h, item.set(), item.id());
    h.createUpdate(
            """
            insert into edit_item (id, edit_set, place, layer, feature, action, base, content, applied)
            values (:id, :set, :place, :layer, :feature, :action, :base, :content, :applied)
            """)
        .bind("id", item.id())
        .bind("set", item.set())
        .bind("place", item.place())
        .bind("layer", item.layer())
        .bind("feature", item.feature())
        .bind("action", item.action())
        .bind("base", item.base())
        .bind("content", new Json(StateJson.write(item.content())))
        .bind("applied", item.applied())
        .execute();
  }

  void remove(Handle h, UUID set, UUID item) {
    h.execute("delete from edit_item where edit_set = ? and id = ?", set, item);
  }

  void applied(Handle h, UUID item, long version) {
    h.execute("update edit_item set applied = ? where id = ?", version, item);
  }

  private static EditSet set(ResultSet rs, StatementContext context) throws SQLException {
    return new EditSet(
        rs.getObject("id", UUID.class),
        rs.getString("name"),
        rs.getString("comment"),
        rs.getString("state"),
        rs.getLong("version"),
        rs.getString("account"),
        rs.getString("account_name"),
        rs.getString("organisation"),
        instant(rs, "created_at"),
        instant(rs, "changed_at"),
        instant(rs, "submitted_at"),
        rs.getString("reviewer"),
        rs.getString("reviewer_name"),
        instant(rs, "decided_at"),
        rs.getString("reason"),
        rs.getObject("change_set", UUID.class),
        rs.getObject("undoes", UUID.class),
        rs.getInt("items"));
  }

  private static EditItem item(ResultSet rs, StatementContext context) throws SQLException {
    long applied = rs.getLong("applied");
    boolean taken = !rs.wasNull();
    return new EditItem(
        rs.getObject("id", UUID.class),
        rs.getObject("edit_set", UUID.class),
        rs.getInt("place"),
        rs.getString("layer"),
        rs.getString("feature"),
        rs.getString("action"),
        rs.getLong("base"),
        StateJson.read(rs.getString("content"), FeatureContent.class),
        taken ? applied : null);
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
