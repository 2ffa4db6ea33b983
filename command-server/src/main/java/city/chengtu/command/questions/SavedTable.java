package city.chengtu.command.questions;

import city.chengtu.command.journal.StateJson;
import city.chengtu.command.questions.Asked.Query;
import city.chengtu.gis.store.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of saved questions, their versions and followers. */
final class SavedTable {
  private static final String SELECT =
      "select id, version, account, organisation, sharing, title, content, changed_at, alert,"
          + " armed, trouble, raised from saved_question";

  Optional<SavedQuestion> find(Handle h, String id) {
    return h.createQuery(SELECT + " where id = :id").bind("id", id).map(SavedTable::row).findOne();
  }

  /** Holds off every other change of the question until the transaction ends. */
  Optional<SavedQuestion> lock(Handle h, String id) {
    return h.createQuery(SELECT + " where id = :id for update")
        .bind("id", id)
        .map(SavedTable::row)
        .findOne();
  }

  /** What may be for this reader; {@link SavedQuestion#isFor} has the last word. */
  List<SavedQuestion> list(Handle h, String account, String organisation, int most) {
    return h.createQuery(
            SELECT
                + " where account = :account or sharing = 'all'"
                + " or (sharing = 'organisation' and organisation = :organisation)"
                + " order by title, id limit :most")
        .bind("account", account)
        .bind("organisation", organisation)
        .bind("most", most)
        .map(SavedTable::row)
        .list();
  }

  List<SavedQuestion> alerts(Handle h) {
    return h.createQuery(SELECT + " where alert order by id").map(SavedTable::row).list();
  }

  long count(Handle h, String account, boolean alertsOnly) {
    return h.createQuery(
            "select count(*) from saved_question where account = :account"
                + (alertsOnly ? " and alert" : ""))
        .bind("account", account)
        .mapTo(Long.class)
        .one();
  }

  long alertCount(Handle h) {
    return h.createQuery("select count(*) from saved_question where alert").mapTo(Long.class).one();
  }

  void insert(Handle h, SavedQuestion q) {
    bind(
            h.createUpdate(
                "insert into saved_question (id, version, account, organisation, sharing, title,"
                    + " content, changed_at, alert, armed, trouble, raised) values (:id, :version,"
                    + " :account, :organisation, :sharing, :title, :content, :at, :alert, :armed,"
                    + " :trouble, :raised)"),
            q)
        .bind("organisation", q.organisation())
        .bind("armed", q.armed())
        .bind("trouble", q.trouble())
        .bind("raised", q.raised())
        .execute();
    keep(h, q);
  }

  void update(Handle h, SavedQuestion q) {
    bind(
            h.createUpdate(
                "update saved_question set version = :version, sharing = :sharing, title = :title,"
                    + " content = :content, changed_at = :at, alert = :alert, armed = false,"
                    + " trouble = null where id = :id and account = :account"),
            q)
        .execute();
    keep(h, q);
  }

  private static void keep(Handle h, SavedQuestion q) {
    bind(
            h.createUpdate(
                "insert into saved_question_version (id, version, changed_at, account, sharing,"
                    + " title, content, alert) values (:id, :version, :at, :account, :sharing,"
                    + " :title, :content, :alert)"),
            q)
        .execute();
  }

  private static <T extends SqlStatement<T>> T bind(T statement, SavedQuestion q) {
    return statement
        .bind("id", q.id())
        .bind("version", q.version())
        .bind("account", q.account())
        .bind("sharing", q.sharing())
        .bind("title", q.title())
        .bind("content", new Json(StateJson.write(q.query())))
        .bind("at", q.changedAt())
        .bind("alert", q.alert());
  }

  void delete(Handle h, String id) {
    h.createUpdate("delete from alert_inside where question = :id").bind("id", id).execute();
    h.createUpdate("delete from question_follower where question = :id").bind("id", id).execute();
    h.createUpdate("delete from saved_question where id = :id").bind("id", id).execute();
  }

  /** A version as it was. */
  record Version(
      long version, Instant at, String title, String sharing, boolean alert, Query query) {}

  /** Newest first. */
  List<Version> versions(Handle h, String id, int most) {
    return h.createQuery(
            "select version, changed_at, title, sharing, alert, content from saved_question_version"
                + " where id = :id order by version desc limit :most")
        .bind("id", id)
        .bind("most", most)
        .map(
            (rs, c) ->
                new Version(
                    rs.getLong(1),
                    rs.getObject(2, OffsetDateTime.class).toInstant(),
                    rs.getString(3),
                    rs.getString(4),
                    rs.getBoolean(5),
                    StateJson.read(rs.getString(6), Query.class)))
        .list();
  }

  boolean follows(Handle h, String id, String account) {
    return followers(h, id).contains(account);
  }

  List<String> followers(Handle h, String id) {
    return h.createQuery("select account from question_follower where question = :id")
        .bind("id", id)
        .mapTo(String.class)
        .list();
  }

  void follow(Handle h, String id, String account) {
    h.createUpdate("insert into question_follower (question, account) values (:id, :account)")
        .bind("id", id)
        .bind("account", account)
        .execute();
  }

  void leave(Handle h, String id, String account) {
    h.createUpdate("delete from question_follower where question = :id and account = :account")
        .bind("id", id)
        .bind("account", account)
        .execute();
  }

  private static SavedQuestion row(ResultSet rs, StatementContext context) throws SQLException {
    return new SavedQuestion(
        rs.getString("id"),
        rs.getLong("version"),
        rs.getString("account"),
        rs.getString("organisation"),
        rs.getString("sharing"),
        rs.getString("title"),
        StateJson.read(rs.getString("content"), Query.class),
        rs.getObject("changed_at", OffsetDateTime.class).toInstant(),
        rs.getBoolean("alert"),
        rs.getBoolean("armed"),
        rs.getString("trouble"),
        rs.getLong("raised"));
  }
}
