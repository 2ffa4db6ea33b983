package city.chengtu.command.access;

import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.PreparedBatch;

/** All SQL of the rules of access. */
final class RulesTable {
  private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

  /** Version in force; empty before the first. */
  Optional<Long> version(Handle h) {
    return h.createQuery("select version from access_rules where valid_to is null")
        .mapTo(Long.class)
        .findOne();
  }

  AccessRules read(Handle h, long version) {
    return new AccessRules(
        version, roles(h, version), grants(h, version), personal(h, version), signIn(h, version));
  }

  /** Ends the version in force and begins the next. */
  void replace(Handle h, AccessRules rules, String origin, Instant now) {
    h.createUpdate("update access_rules set valid_to = :now where valid_to is null")
        .bind("now", now)
        .execute();
    h.createUpdate(
            "insert into access_rules (version, origin, valid_from) values (:version, :origin,"
                + " :now)")
        .bind("version", rules.version())
        .bind("origin", origin)
        .bind("now", now)
        .execute();
    insertRoles(h, rules);
    insertGrants(h, rules);
    insertPersonal(h, rules);
    insertSettings(h, rules);
  }

  private static void insertRoles(Handle h, AccessRules rules) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into access_role (rules_version, code, zh, en, excludes, place) values"
                + " (:version, :code, :zh, :en, :excludes, :place)")) {
      int place = 0;
      for (Role role : rules.roles()) {
        batch
            .bind("version", rules.version())
            .bind("code", role.code())
            .bind("zh", role.zh())
            .bind("en", role.en())
            .bind("excludes", String.join(" ", role.excludes()))
            .bind("place", ++place)
            .add();
      }
      batch.execute();
    }
  }

  private static void insertGrants(Handle h, AccessRules rules) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into access_grant (rules_version, place, role, permission, kinds, scope, hides,"
                + " valid_from, valid_to) values (:version, :place, :role, :permission, :kinds,"
                + " :scope, :hides, :from, :to)")) {
      int place = 0;
      for (Grant grant : rules.grants()) {
        batch
            .bind("version", rules.version())
            .bind("place", ++place)
            .bind("role", grant.role())
            .bind("permission", grant.permission())
            .bind("kinds", String.join(" ", grant.kinds()))
            .bind("scope", grant.scope().text())
            .bind("hides", String.join(" ", grant.hides()))
            .bind("from", grant.validFrom())
            .bind("to", grant.validTo())
            .add();
      }
      batch.execute();
    }
  }

  private static void insertPersonal(Handle h, AccessRules rules) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into access_personal_field (rules_version, field, head, tail) values (:version,"
                + " :field, :head, :tail)")) {
      for (PersonalField personal : rules.personal()) {
        batch
            .bind("version", rules.version())
            .bind("field", personal.field())
            .bind("head", personal.head())
            .bind("tail", personal.tail())
            .add();
      }
      batch.execute();
    }
  }

  private static void insertSettings(Handle h, AccessRules rules) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into access_setting (rules_version, name, setting) values (:version, :name,"
                + " :setting)")) {
      StateJson.mapper()
          .convertValue(rules.signIn(), SETTINGS)
          .forEach(
              (name, setting) ->
                  batch
                      .bind("version", rules.version())
                      .bind("name", name)
                      .bind("setting", String.valueOf(setting))
                      .add());
      batch.execute();
    }
  }

  private static List<Role> roles(Handle h, long version) {
    return h.createQuery("select * from access_role where rules_version = :v order by place")
        .bind("v", version)
        .map(
            (rs, c) ->
                new Role(
                    rs.getString("code"),
                    rs.getString("zh"),
                    rs.getString("en"),
                    words(rs.getString("excludes"))))
        .list();
  }

  private static List<Grant> grants(Handle h, long version) {
    return h.createQuery("select * from access_grant where rules_version = :v order by place")
        .bind("v", version)
        .map(
            (rs, c) ->
                new Grant(
                    rs.getString("role"),
                    rs.getString("permission"),
                    words(rs.getString("kinds")),
                    Scope.of(rs.getString("scope")),
                    words(rs.getString("hides")),
                    instant(rs, "valid_from"),
                    instant(rs, "valid_to")))
        .list();
  }

  private static List<PersonalField> personal(Handle h, long version) {
    return h.createQuery(
            "select * from access_personal_field where rules_version = :v order by field")
        .bind("v", version)
        .map(
            (rs, c) ->
                new PersonalField(rs.getString("field"), rs.getInt("head"), rs.getInt("tail")))
        .list();
  }

  private static SignInRules signIn(Handle h, long version) {
    Map<String, String> settings =
        h.createQuery("select name, setting from access_setting where rules_version = :v")
            .bind("v", version)
            .setMapKeyColumn("name")
            .setMapValueColumn("setting")
            .collectInto(new GenericType<Map<String, String>>() {});
    return StateJson.mapper().convertValue(settings, SignInRules.class);
  }

  static List<String> words(String text) {
    return text == null || text.isBlank() ? List.of() : List.of(text.split(" "));
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
