package city.chengtu.command.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** All SQL of accounts and their passwords. */
final class AccountTable {
  /** An account with what must never leave this package. */
  record Stored(Account account, String hash, int failures) {}

  Optional<Stored> find(Handle h, String account) {
    return one(h, account, "");
  }

  /** The row stays locked until the transaction ends. */
  Optional<Stored> lock(Handle h, String account) {
    return one(h, account, " for update");
  }

  /** The roles after the row: who waits for the lock must see what the other wrote. */
  private static Optional<Stored> one(Handle h, String account, String lock) {
    return h.createQuery("select * from access_account where account = :a" + lock)
        .bind("a", account)
        .map((rs, c) -> stored(rs))
        .findOne()
        .map(s -> new Stored(withRoles(s.account(), roles(h, account)), s.hash(), s.failures()));
  }

  private static List<String> roles(Handle h, String account) {
    return h.createQuery("select role from access_account_role where account = :a order by role")
        .bind("a", account)
        .mapTo(String.class)
        .list();
  }

  /** Accounts in order of name, after {@code after}. */
  List<Account> list(Handle h, String after, int limit) {
    List<Account> bare =
        h.createQuery(
                "select * from access_account where account > :after order by account limit"
                    + " :limit")
            .bind("after", after)
            .bind("limit", limit)
            .map((rs, c) -> stored(rs).account())
            .list();
    Map<String, List<String>> roles = roles(h, bare);
    return bare.stream().map(a -> withRoles(a, roles.get(a.account()))).toList();
  }

  private static Map<String, List<String>> roles(Handle h, List<Account> accounts) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    if (accounts.isEmpty()) {
      return roles;
    }
    h.createQuery(
            "select account, role from access_account_role where account >= :first and account <="
                + " :last order by account, role")
        .bind("first", accounts.get(0).account())
        .bind("last", accounts.get(accounts.size() - 1).account())
        .map((rs, c) -> Map.entry(rs.getString("account"), rs.getString("role")))
        .forEach(e -> roles.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue()));
    return roles;
  }

  private static Account withRoles(Account a, List<String> roles) {
    return new Account(
        a.account(),
        a.name(),
        a.organisation(),
        a.area(),
        a.phone(),
        roles == null ? List.of() : roles,
        a.disabled(),
        a.mustChange(),
        a.passwordAt(),
        a.lockedUntil(),
        a.version());
  }

  boolean isEmpty(Handle h) {
    return h.createQuery("select count(*) from access_account").mapTo(Long.class).one() == 0;
  }

  /**
   * How many accounts that can sign in hold one of these roles, this one left out. Whoever asks at
   * the same time waits: two must not each count on the other and both go.
   */
  long countOthersWith(Handle h, String account, Collection<String> roles) {
    h.createQuery("select version from access_rules where valid_to is null for update")
        .mapTo(Long.class)
        .list();
    return roles.isEmpty()
        ? 0
        : h.createQuery(
                "select count(distinct a.account) from access_account a join access_account_role r"
                    + " on r.account = a.account where a.account <> :a and not a.disabled and"
                    + " r.role in (<roles>)")
            .bind("a", account)
            .bindList("roles", List.copyOf(roles))
            .mapTo(Long.class)
            .one();
  }

  /** False when the name is taken. */
  boolean insert(Handle h, Account a, String passwordHash) {
    int inserted =
        h.createUpdate(
                "insert into access_account (account, name, organisation, area, phone, disabled,"
                    + " must_change, password_hash, password_at, failures, locked_until, version)"
                    + " values (:account, :name, :organisation, :area, :phone, :disabled,"
                    + " :mustChange, :hash, :passwordAt, 0, :lockedUntil, :version) on conflict do"
                    + " nothing")
            .bindMethods(a)
            .bind("hash", passwordHash)
            .execute();
    if (inserted == 0) {
      return false;
    }
    insertRoles(h, a);
    remember(h, a.account(), passwordHash, a.passwordAt());
    return true;
  }

  /** Writes everything but the password and the failures. */
  void update(Handle h, Account a) {
    h.createUpdate(
            "update access_account set name = :name, organisation = :organisation, area = :area,"
                + " phone = :phone, disabled = :disabled, must_change = :mustChange, locked_until ="
                + " :lockedUntil, version = :version where account = :account")
        .bindMethods(a)
        .execute();
    h.createUpdate("delete from access_account_role where account = :a")
        .bind("a", a.account())
        .execute();
    insertRoles(h, a);
  }

  private static void insertRoles(Handle h, Account a) {
    if (a.roles().isEmpty()) {
      return;
    }
    try (PreparedBatch batch =
        h.prepareBatch("insert into access_account_role (account, role) values (:a, :role)")) {
      a.roles().forEach(role -> batch.bind("a", a.account()).bind("role", role).add());
      batch.execute();
    }
  }

  void setFailures(Handle h, String account, int failures) {
    h.createUpdate("update access_account set failures = :f where account = :a")
        .bind("f", failures)
        .bind("a", account)
        .execute();
  }

  void setPassword(Handle h, String account, String hash, Instant at) {
    h.createUpdate(
            "update access_account set password_hash = :hash, password_at = :at where account = :a")
        .bind("hash", hash)
        .bind("at", at)
        .bind("a", account)
        .execute();
    remember(h, account, hash, at);
  }

  /** The same password hashed by today's rules: not a new password. */
  void rehash(Handle h, String account, String hash) {
    h.createUpdate("update access_account set password_hash = :hash where account = :a")
        .bind("hash", hash)
        .bind("a", account)
        .execute();
  }

  private static void remember(Handle h, String account, String hash, Instant at) {
    h.createUpdate(
            "insert into access_password (account, set_at, hash) values (:a, :at, :hash) on"
                + " conflict do nothing")
        .bind("a", account)
        .bind("at", at)
        .bind("hash", hash)
        .execute();
  }

  /** Hashes of the last passwords, newest first. */
  List<String> passwords(Handle h, String account, int count) {
    return h.createQuery(
            "select hash from access_password where account = :a order by set_at desc limit :n")
        .bind("a", account)
        .bind("n", count)
        .mapTo(String.class)
        .list();
  }

  private static Stored stored(ResultSet rs) throws SQLException {
    return new Stored(
        new Account(
            rs.getString("account"),
            rs.getString("name"),
            rs.getString("organisation"),
            rs.getString("area"),
            rs.getString("phone"),
            List.of(),
            rs.getBoolean("disabled"),
            rs.getBoolean("must_change"),
            RulesTable.instant(rs, "password_at"),
            RulesTable.instant(rs, "locked_until"),
            rs.getLong("version")),
        rs.getString("password_hash"),
        rs.getInt("failures"));
  }
}
