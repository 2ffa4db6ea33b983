package city.chengtu.command.access;

import city.chengtu.command.access.oidc.OidcIdentity;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Commands on accounts. What changes a person's rights or password ends the person's sessions on
 * all nodes.
 */
public final class AccountDesk {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,39}");
  private static final Pattern AREA = Pattern.compile("[0-9]{0,15}");

  /** Names the server itself uses in the journal. */
  private static final Set<String> RESERVED = Set.of("system", "unknown");

  private final Jdbi jdbi;
  private final Supplier<AccessRules> rules;
  private final Passwords passwords;
  private final AccountTable accounts = new AccountTable();
  private final SessionTable sessions = new SessionTable();
  private final LinkTable links = new LinkTable();
  private final FactorTable factors = new FactorTable();
  private final boolean separate;

  /**
   * @param separate the administrators are three people
   */
  AccountDesk(Jdbi jdbi, Supplier<AccessRules> rules, Passwords passwords, boolean separate) {
    this.separate = separate;
    this.jdbi = jdbi;
    this.rules = rules;
    this.passwords = passwords;
  }

  /** As people may type it: spaces around it and capitals do not matter. */
  static String normal(String account) {
    return account == null ? "" : account.strip().toLowerCase(Locale.ROOT);
  }

  /** Can an account be called so? */
  static boolean isName(String normal) {
    return NAME.matcher(normal).matches() && !RESERVED.contains(normal);
  }

  Optional<AccountTable.Stored> find(String account) {
    return jdbi.inTransaction(h -> accounts.find(h, normal(account)));
  }

  List<Account> list(String after, int limit) {
    return jdbi.inTransaction(h -> accounts.list(h, after, limit));
  }

  boolean isEmpty() {
    return jdbi.withHandle(accounts::isEmpty);
  }

  /** Does anybody who can sign in hold this role? */
  boolean isHeld(String role) {
    return jdbi.inTransaction(h -> accounts.countOthersWith(h, "", Set.of(role)) > 0);
  }

  /** Checks a new account and hashes its password: dear, so before the transaction. */
  String prepare(NewAccount wanted) {
    String name = normal(wanted.account());
    if (!isName(name)) {
      throw Refusal.invalid(
          "/account",
          "invalid-value",
          "2 to 40 of: a-z, 0-9, '.', '_', '-'; not 'system' or 'unknown'");
    }
    checkArea(wanted.area());
    RoleRules.check(wanted.roles(), rules.get());
    PasswordRules.check("/password", wanted.password(), name, rules.get().signIn());
    return passwords.hash(wanted.password(), rules.get().signIn());
  }

  private static void checkArea(String area) {
    if (area != null && !AREA.matcher(area).matches()) {
      throw Refusal.invalid("/area", "invalid-value", "a division code has digits only");
    }
  }

  Account create(CommandContext c, NewAccount wanted, String passwordHash) {
    Account account =
        new Account(
            normal(wanted.account()),
            wanted.name(),
            text(wanted.organisation(), ""),
            text(wanted.area(), ""),
            wanted.phone(),
            sorted(wanted.roles()),
            false,
            wanted.mustChange() == null || wanted.mustChange(),
            c.now(),
            null,
            1);
    if (!accounts.insert(c.handle(), account, passwordHash)) {
      throw Refusal.conflict(
          "account-exists", "there is an account '" + account.account() + "' already", Map.of());
    }
    return record(c, "created", account);
  }

  Account update(CommandContext c, String name, AccountChange change, long seen) {
    Account before = locked(c.handle(), name).account();
    c.checkVersion(
        seen,
        before.version(),
        () -> Refusal.stale("the account has changed since you saw it", shown(before)));
    checkArea(change.area());
    Account after = changed(before, change);
    checkRights(c, before, after);
    accounts.update(c.handle(), after);
    if (before.isLocked(c.now()) && !after.isLocked(c.now())) {
      accounts.setFailures(c.handle(), after.account(), 0);
    }
    if (after.disabled() || !after.roles().equals(before.roles())) {
      sessions.deleteOf(c.handle(), after.account());
    }
    return record(c, "changed", after);
  }

  /**
   * Makes an account what the city's identity provider says of its person. Who is given other
   * rights starts anew: the other sessions end.
   */
  Account follow(CommandContext c, String name, OidcIdentity person) {
    Account before = locked(c.handle(), name).account();
    checkArea(person.area().orElse(null));
    Account after =
        new Account(
            before.account(),
            person.name(),
            person.organisation().orElse(before.organisation()),
            person.area().orElse(before.area()),
            before.phone(),
            sorted(person.roles()),
            before.disabled(),
            before.mustChange(),
            before.passwordAt(),
            before.lockedUntil(),
            before.version() + 1);
    boolean same =
        before.name().equals(after.name())
            && before.organisation().equals(after.organisation())
            && before.area().equals(after.area())
            && before.roles().equals(after.roles());
    if (same) {
      return before;
    }
    accounts.update(c.handle(), after);
    if (!before.roles().equals(after.roles())) {
      sessions.deleteOf(c.handle(), after.account());
    }
    record(c, "changed", after);
    return after;
  }

  private static Account changed(Account a, AccountChange change) {
    if (Boolean.TRUE.equals(change.locked())) {
      throw Refusal.invalid("/locked", "invalid-value", "only false; to shut it use 'disabled'");
    }
    return new Account(
        a.account(),
        text(change.name(), a.name()),
        text(change.organisation(), a.organisation()),
        text(change.area(), a.area()),
        text(change.phone(), a.phone()),
        change.roles() == null ? a.roles() : sorted(change.roles()),
        change.disabled() == null ? a.disabled() : change.disabled(),
        change.mustChange() == null ? a.mustChange() : change.mustChange(),
        a.passwordAt(),
        Boolean.FALSE.equals(change.locked()) ? null : a.lockedUntil(),
        a.version() + 1);
  }

  private void checkRights(CommandContext c, Account before, Account after) {
    boolean rolesChange = !before.roles().equals(after.roles());
    if (rolesChange) {
      RoleRules.check(after.roles(), rules.get());
    }
    if (c.actor().account().equals(after.account()) && (rolesChange || after.disabled())) {
      throw Refusal.forbidden("nobody changes the roles of their own account or disables it");
    }
    RoleRules.keepingAccounts(rules.get()).forEach(office -> checkKept(c, before, after, office));
  }

  /** The last who can make accounts, and the last who can give rights, must not go. */
  private void checkKept(CommandContext c, Account before, Account after, Set<String> office) {
    boolean keptBefore = !before.disabled() && !Collections.disjoint(before.roles(), office);
    boolean keepsAfter = !after.disabled() && !Collections.disjoint(after.roles(), office);
    if (keptBefore
        && !keepsAfter
        && accounts.countOthersWith(c.handle(), after.account(), office) == 0) {
      throw Refusal.conflict(
          "last-administrator", "nobody else could keep the accounts then", Map.of());
    }
  }

  /**
   * Checks a new password against the rules and the former ones, and hashes it: dear, so before the
   * transaction.
   */
  String prepare(String name, String password) {
    SignInRules signIn = rules.get().signIn();
    PasswordRules.check("/password", password, name, signIn);
    List<String> former =
        jdbi.withHandle(h -> accounts.passwords(h, normal(name), signIn.history()));
    if (former.stream().anyMatch(hash -> passwords.matches(password, hash))) {
      throw Refusal.invalid(
          "/password",
          "password-used-before",
          "none of the last " + signIn.history() + " passwords");
    }
    return passwords.hash(password, signIn);
  }

  /**
   * Sets a password and ends all sessions of the account.
   *
   * @param mustChange true when somebody else has set it
   */
  Account setPassword(CommandContext c, String name, String hash, boolean mustChange) {
    Account before = locked(c.handle(), name).account();
    if (links.isLinked(c.handle(), before.account())) {
      throw Refusal.conflict(
          "provider-account", "the identity provider keeps this person's password", Map.of());
    }
    boolean others = !c.actor().account().equals(before.account()) && !isServer(c);
    if (others
        && separate
        && holdsOffice(before)
        && !factors.isConfirmed(c.handle(), before.account())) {
      throw Refusal.conflict(
          "second-factor-first",
          "whoever resets this password could take the office over: it has no second factor",
          Map.of());
    }
    Account after =
        new Account(
            before.account(),
            before.name(),
            before.organisation(),
            before.area(),
            before.phone(),
            before.roles(),
            before.disabled(),
            mustChange,
            c.now(),
            null,
            before.version() + 1);
    accounts.update(c.handle(), after);
    accounts.setPassword(c.handle(), after.account(), hash, c.now());
    accounts.setFailures(c.handle(), after.account(), 0);
    sessions.deleteOf(c.handle(), after.account());
    return record(c, "password-changed", after);
  }

  private static boolean isServer(CommandContext c) {
    return c.actor().source().equals("system");
  }

  /** One of the three offices of which nobody may hold two. */
  private boolean holdsOffice(Account account) {
    return rules.get().roles().stream()
        .filter(role -> account.roles().contains(role.code()))
        .anyMatch(role -> role.excludes().contains("*"));
  }

  private AccountTable.Stored locked(Handle h, String name) {
    return accounts
        .lock(h, normal(name))
        .orElseThrow(() -> Refusal.notFound(Account.KIND, normal(name)));
  }

  /** Into the journal without the telephone number; the answer shows it masked. */
  private Account record(CommandContext c, String what, Account account) {
    c.record(
        new Change(
            "city.chengtu.account." + what,
            new Subject(Account.KIND, account.account()),
            account.version(),
            account.withPhone(null),
            null,
            account.organisation().isEmpty() ? null : account.organisation()));
    return shown(account);
  }

  /** As lists and answers show it to those without the right to personal data. */
  Account shown(Account account) {
    return new PersonalData(rules.get().personal()).masked(account);
  }

  private static String text(String wanted, String otherwise) {
    return wanted == null ? otherwise : wanted.strip();
  }

  private static List<String> sorted(List<String> roles) {
    return List.copyOf(new TreeSet<>(roles));
  }
}
