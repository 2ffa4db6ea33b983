package city.chengtu.command.loads;

import city.chengtu.command.journal.StateJson;
import city.chengtu.gis.store.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
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
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL about loads. */
final class LoadTable {
  private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
  private static final int LONGEST_DETAIL = 2_000;
  private static final int LONGEST_VALUE = 500;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_PROBLEM = 1_000;
  private static final int BATCH = 1_000;

  /** What the checks said of a row. */
  record Note(
      long row,
      String severity,
      String rule,
      String feature,
      String field,
      String message,
      String value) {}

  void insert(Handle h, LoadRecord load) {
    bind(
            h.createUpdate(
                """
                insert into layer_load (id, account, organisation, made_at, changed_at, state, name, size, files, spool,
                  options, preview, layer, job, report, problem_code, problem, change_set, definition_before, version)
                values (:id, :account, :organisation, :made, :changed, :state, :name, :size, :files, :spool,
                  :options, :preview, :layer, :job, :report, :code, :problem, cast(:set as uuid), :before, :version)
                """),
            load)
        .bind("account", load.account())
        .bind("organisation", load.organisation())
        .bind("made", offset(load.madeAt()))
        .bind("name", load.name())
        .bind("spool", load.spool())
        .execute();
  }

  /** Keeps what changed, when it is still the version it was made of. */
  boolean update(Handle h, LoadRecord load) {
    return bind(
                h.createUpdate(
                    """
                    update layer_load set changed_at = :changed, state = :state, size = :size, files = :files,
                      options = :options, preview = :preview, layer = :layer, job = :job, report = :report,
                      problem_code = :code, problem = :problem, change_set = cast(:set as uuid), definition_before = :before,
                      version = :version
                    where id = :id and version = :version - 1
                    """),
                load)
            .execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, LoadRecord load) {
    return statement
        .bind("id", load.id())
        .bind("changed", offset(load.changedAt()))
        .bind("state", load.state().code())
        .bind("size", load.size())
        .bind("files", new Json(StateJson.write(load.files())))
        .bind("options", new Json(StateJson.write(load.options())))
        .bindByType("preview", json(load.preview()), Json.class)
        .bind("layer", load.layer())
        .bind("job", load.job())
        .bindByType("report", json(load.report()), Json.class)
        .bind("code", load.problemCode())
        .bind("problem", cut(load.problem(), LONGEST_PROBLEM))
        .bind("set", load.changeSet() == null ? null : load.changeSet().toString())
        .bindByType(
            "before",
            load.definitionBefore() == null ? null : new Json(load.definitionBefore()),
            Json.class)
        .bind("version", load.version());
  }

  private static Json json(JsonNode node) {
    return node == null ? null : new Json(StateJson.write(node));
  }

  Optional<LoadRecord> find(Handle h, UUID id) {
    return h.select("select * from layer_load where id = ?", id).map(LoadTable::row).findOne();
  }

  /** As {@link #find}, kept from others until the transaction ends. */
  Optional<LoadRecord> hold(Handle h, UUID id) {
    return h.select("select * from layer_load where id = ? for update", id)
        .map(LoadTable::row)
        .findOne();
  }

  /** Newest first. */
  List<LoadRecord> list(Handle h, int limit) {
    return h.select("select * from layer_load order by made_at desc, id desc limit ?", limit)
        .map(LoadTable::row)
        .list();
  }

  int drafts(Handle h, String account) {
    return h.select(
            "select count(*) from layer_load where account = ? and state in ('draft', 'interrupted', 'running')",
            account)
        .mapTo(Integer.class)
        .one();
  }

  List<UUID> running(Handle h, UUID spool) {
    return h.select("select id from layer_load where spool = ? and state = 'running'", spool)
        .mapTo(UUID.class)
        .list();
  }

  List<UUID> untouchedSince(Handle h, Instant moment) {
    return h.select(
            "select id from layer_load where changed_at < ? and state in ('draft', 'interrupted')",
            offset(moment))
        .mapTo(UUID.class)
        .list();
  }

  void delete(Handle h, UUID id) {
    h.execute("delete from layer_load_note where load_id = ?", id);
    h.execute("delete from layer_load where id = ?", id);
  }

  void notes(Handle h, UUID load, List<Note> notes) {
    h.execute("delete from layer_load_note where load_id = ?", load);
    for (int from = 0; from < notes.size(); from += BATCH) {
      PreparedBatch batch =
          h.prepareBatch(
              """
              insert into layer_load_note (load_id, place, row_number, severity, rule, feature, field, detail, row_value)
              values (:load, :place, :row, :severity, :rule, :feature, :field, :detail, :value)
              """);
      for (int i = from; i < Math.min(notes.size(), from + BATCH); i++) {
        Note note = notes.get(i);
        batch
            .bind("load", load)
            .bind("place", i)
            .bind("row", note.row())
            .bind("severity", note.severity())
            .bind("rule", note.rule())
            .bind("feature", cut(note.feature(), LONGEST_NAME))
            .bind("field", cut(note.field(), LONGEST_NAME))
            .bind("detail", cut(note.message(), LONGEST_DETAIL))
            .bind("value", cut(note.value(), LONGEST_VALUE))
            .add();
      }
      batch.execute();
    }
  }

  List<Note> notes(Handle h, UUID load, int from, int limit) {
    return h.select(
            "select * from layer_load_note where load_id = ? and place >= ? order by load_id, place limit ?",
            load,
            from,
            limit)
        .map(
            (rs, c) ->
                new Note(
                    rs.getLong("row_number"),
                    rs.getString("severity"),
                    rs.getString("rule"),
                    rs.getString("feature"),
                    rs.getString("field"),
                    rs.getString("detail"),
                    rs.getString("row_value")))
        .list();
  }

  /** A file may hold zero characters and half pairs, which no database keeps. */
  private static String cut(String text, int most) {
    if (text == null) {
      return null;
    }
    byte[] utf8 = text.replace('\0', '\ufffd').getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String plain = new String(utf8, java.nio.charset.StandardCharsets.UTF_8);
    int end = plain.length() <= most ? plain.length() : most - 1;
    boolean split =
        end < plain.length() && end > 0 && Character.isHighSurrogate(plain.charAt(end - 1));
    return plain.length() <= most ? plain : plain.substring(0, split ? end - 1 : end) + "…";
  }

  private static LoadRecord row(ResultSet rs, StatementContext context) throws SQLException {
    return new LoadRecord(
        rs.getObject("id", UUID.class),
        rs.getString("account"),
        rs.getString("organisation"),
        instant(rs, "made_at"),
        instant(rs, "changed_at"),
        LoadState.of(rs.getString("state")),
        rs.getString("name"),
        rs.getLong("size"),
        StateJson.mapper().convertValue(StateJson.tree(rs.getString("files")), NAMES),
        rs.getObject("spool", UUID.class),
        StateJson.read(rs.getString("options"), LoadOptions.class),
        tree(rs.getString("preview")),
        rs.getString("layer"),
        rs.getString("job"),
        tree(rs.getString("report")),
        rs.getString("problem_code"),
        rs.getString("problem"),
        rs.getObject("change_set", UUID.class),
        rs.getString("definition_before"),
        rs.getLong("version"));
  }

  private static JsonNode tree(String json) {
    return json == null ? null : StateJson.tree(json);
  }

  private static OffsetDateTime offset(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }
}
