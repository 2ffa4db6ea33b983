package city.chengtu.command.access;

import city.chengtu.command.access.AttemptLimit.Verdict;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Signing in and out. Every attempt becomes a journal entry: who, when, from where, with what
 * result; never a password, and never a name that is no account's (people type passwords into the
 * wrong field).
 *
 * <p>A stranger cannot tell an account that is not there from a wrong password: same answer, same
 * cost, same lock-out.
 */
public final class SignInDesk {
  /** Subject kind of sessions in the journal. */
  static final String SESSION = "session";

  /** Subject kind of refused sign-ins in the journal. */
  static final String REFUSED = "sign-in";

  private static final String UNKNOWN = "unknown";
  private static final int UNKNOWN_KEPT = 10_000;

  /** Kept so long after their end, sessions are of no use to anyone. */
  private static final Duration KEPT = Duration.ofDays(1);

  /** What happened, as the command's answer. */
  private record Outcome(boolean opened, Instant lockedUntil) {}

  /** The state of a session in the journal. */
  private record SessionState(
      UUID id, String account, String seat, String address, Instant openedAt, Instant endsAt) {}

  /** The state of a refused sign-in in the journal. */
  private record RefusedState(String account, String reason, String address, Integer failures) {}

  /** Failures of a name that is no account's: it locks as an account would. */
  private record Stranger(int failures, Instant lockedUntil) {}

  /** A new session and the secret its cookie holds. */
  record Opened(SessionTable.Stored session, Account account, String secret) {}

  private final Jdbi jdbi;
  private final Commands commands;
  private final Clock clock;
  private final Supplier<AccessRules> rules;
  private final Passwords passwords;
  private final AttemptLimit limit;
  private final AccountTable accounts = new AccountTable();
  private final SessionTable sessions = new SessionTable();
  private final Cache<String, Stranger> strangers =
      Caffeine.newBuilder().maximumSize(UNKNOWN_KEPT).build();

  SignInDesk(
      Jdbi jdbi, Commands commands, Clock clock, Supplier<AccessRules> rules, Passwords passwords) {
    this.jdbi = jdbi;
    this.commands = commands;
    this.clock = clock;
    this.rules = rules;
    this.passwords = passwords;
    this.limit = new AttemptLimit(clock);
  }

  /**
   * Signs a person in. Blocking, and dear on purpose.
   *
   * @param address where the request comes from
   * @param former the secret of the browser's session until now, which ends; null for none
   * @throws Refusal 401 sign-in-refused or account-locked, 429 too-many-attempts
   */
  Opened signIn(Credentials credentials, String address, String former) {
    String name = AccountDesk.normal(credentials.account());
    limit(name, address);
    Optional<AccountTable.Stored> found = jdbi.inTransaction(h -> accounts.find(h, name));
    if (found.isEmpty()) {
      throw stranger(name, credentials.password(), address);
    }
    verify(found.get(), credentials.password(), address);
    return open(found.get(), credentials, address, former);
  }

  /**
   * Is this the account's password? A wrong one counts as a failed sign-in.
   *
   * @throws Refusal 401 sign-in-refused or account-locked
   */
  void verify(AccountTable.Stored stored, String password, String address) {
    Account account = stored.account();
    if (account.isLocked(clock.instant())) {
      refuse(account.account(), "locked", address, null);
      throw locked(account.lockedUntil());
    }
    if (!passwords.matches(password, stored.hash())) {
      throw failed(account.account(), address);
    }
    if (account.disabled()) {
      refuse(account.account(), "disabled", address, null);
      throw refusal();
    }
  }

  /** Attempts are counted before anything else is done for them. */
  void limit(String name, String address) {
    SignInRules signIn = rules.get().signIn();
    limit("address " + network(address), signIn.attemptsPerAddress(), address);
    limit("account " + name, signIn.attemptsPerAccount(), address);
  }

  private void limit(String key, int perMinute, String address) {
    Verdict verdict = limit.attempt(key, perMinute);
    if (verdict == Verdict.ALLOWED) {
      return;
    }
    if (verdict == Verdict.FIRST_REFUSED) {
      refuse(UNKNOWN, "too-many-attempts", address, null);
    }
    throw new Refusal(
        new Refusal.Reason(
            429,
            "too-many-attempts",
            "too many sign-in attempts; wait a moment",
            List.of(),
            Map.of("retryAfterSeconds", limit.secondsLeft(key))));
  }

  /** One IPv6 subscriber has at least a /64: counting single addresses would limit nobody. */
  static String network(String address) {
    if (address == null || !address.contains(":")) {
      return String.valueOf(address);
    }
    String[] groups = address.split(":", -1);
    return String.join(":", List.of(groups).subList(0, Math.min(4, groups.length)));
  }

  private Refusal stranger(String name, String password, String address) {
    Instant now = clock.instant();
    SignInRules signIn = rules.get().signIn();
    Stranger before = strangers.getIfPresent(name);
    if (before != null && before.lockedUntil() != null && now.isBefore(before.lockedUntil())) {
      refuse(UNKNOWN, "locked", address, null);
      return locked(before.lockedUntil());
    }
    passwords.pretend(password, signIn);
    Stranger after =
        strangers
            .asMap()
            .compute(name, (k, s) -> failedOnceMore(s == null ? 0 : s.failures(), signIn, now));
    refuse(UNKNOWN, "unknown-account", address, null);
    return after.lockedUntil() == null ? refusal() : locked(after.lockedUntil());
  }

  private static Stranger failedOnceMore(int failures, SignInRules signIn, Instant now) {
    return failures + 1 < signIn.failures()
        ? new Stranger(failures + 1, null)
        : new Stranger(0, now.plus(signIn.lock()));
  }

  private Refusal failed(String name, String address) {
    Receipt receipt =
        commands.run(
            CommandRequest.bySystem("session.refuse", "sign-in"),
            c -> countFailure(c, name, address));
    Outcome outcome = StateJson.read(receipt.answer(), Outcome.class);
    return outcome.lockedUntil() == null ? refusal() : locked(outcome.lockedUntil());
  }

  private Outcome countFailure(CommandContext c, String name, String address) {
    SignInRules signIn = rules.get().signIn();
    AccountTable.Stored stored = accounts.lock(c.handle(), name).orElseThrow();
    Stranger next = failedOnceMore(stored.failures(), signIn, c.now());
    accounts.setFailures(c.handle(), name, next.failures());
    record(c, new RefusedState(name, "wrong-password", address, stored.failures() + 1));
    if (next.lockedUntil() != null) {
      lock(c, stored.account(), next.lockedUntil());
    }
    return new Outcome(false, next.lockedUntil());
  }

  private void lock(CommandContext c, Account a, Instant until) {
    Account after =
        new Account(
            a.account(),
            a.name(),
            a.organisation(),
            a.area(),
            a.phone(),
            a.roles(),
            a.disabled(),
            a.mustChange(),
            a.passwordAt(),
            until,
            a.version() + 1);
    accounts.update(c.handle(), after);
    c.record(
        Change.of(
            "city.chengtu.account.locked",
            new Subject(Account.KIND, a.account()),
            after.version(),
            after.withPhone(null)));
  }

  private void refuse(String account, String reason, String address, Integer failures) {
    commands.run(
        CommandRequest.bySystem("session.refuse", "sign-in"),
        c -> record(c, new RefusedState(account, reason, address, failures)));
  }

  private static Outcome record(CommandContext c, RefusedState state) {
    c.record(
        Change.of(
            "city.chengtu.session.refused",
            new Subject(REFUSED, UUID.randomUUID().toString()),
            1,
            state));
    return new Outcome(false, null);
  }

  private Opened open(
      AccountTable.Stored stored, Credentials credentials, String address, String former) {
    SignInRules signIn = rules.get().signIn();
    Account account = stored.account();
    String seat = credentials.seat() == null ? "" : credentials.seat().strip();
    Instant now = clock.instant();
    String secret = Secrets.make();
    SessionTable.Stored session =
        new SessionTable.Stored(
            Secrets.hash(secret),
            UUID.randomUUID(),
            account.account(),
            seat,
            now,
            now,
            now.plus(signIn.absolute()));
    String rehashed =
        passwords.isOutdated(stored.hash(), signIn)
            ? passwords.hash(credentials.password(), signIn)
            : null;
    Receipt receipt =
        commands.run(
            new CommandRequest(UUID.randomUUID(), "session.open", actor(account, seat), ""),
            c -> opened(c, stored.hash(), session, new Entry(address, former, rehashed)));
    if (!StateJson.read(receipt.answer(), Outcome.class).opened()) {
      throw refusal(); // the password was changed or the account locked or disabled meanwhile
    }
    return new Opened(session, account, secret);
  }

  /** What else signing in touches. */
  private record Entry(String address, String former, String rehashed) {}

  private Outcome opened(
      CommandContext c, String verifiedHash, SessionTable.Stored session, Entry entry) {
    AccountTable.Stored stored = accounts.lock(c.handle(), session.account()).orElseThrow();
    Account account = stored.account();
    if (!stored.hash().equals(verifiedHash) || account.disabled() || account.isLocked(c.now())) {
      return record(
          c, new RefusedState(account.account(), "changed-meanwhile", entry.address(), null));
    }
    if (entry.rehashed() != null) {
      accounts.rehash(c.handle(), account.account(), entry.rehashed());
    }
    accounts.setFailures(c.handle(), account.account(), 0);
    if (entry.former() != null) {
      sessions.delete(c.handle(), Secrets.hash(entry.former()));
    }
    sessions.deleteEndedBefore(c.handle(), c.now().minus(KEPT));
    sessions.insert(c.handle(), session);
    record(c, "opened", 1, session, entry.address());
    return new Outcome(true, null);
  }

  /** Opens the session that follows a change of the own password: the old ones have ended. */
  SessionTable.Stored reopen(CommandContext c, SessionTable.Stored before, String secret) {
    SessionTable.Stored session =
        new SessionTable.Stored(
            Secrets.hash(secret),
            UUID.randomUUID(),
            before.account(),
            before.seat(),
            c.now(),
            c.now(),
            before.endsAt());
    sessions.insert(c.handle(), session);
    record(c, "opened", 1, session, null);
    return session;
  }

  /** Ends a session by its owner's wish. */
  Object signOut(CommandContext c, SessionTable.Stored session) {
    sessions.delete(c.handle(), session.secretHash());
    record(c, "closed", 2, session, null);
    return null;
  }

  private static void record(
      CommandContext c, String what, long version, SessionTable.Stored s, String address) {
    c.record(
        Change.of(
            "city.chengtu.session." + what,
            new Subject(SESSION, s.id().toString()),
            version,
            new SessionState(s.id(), s.account(), s.seat(), address, s.openedAt(), s.endsAt())));
  }

  private static Actor actor(Account a, String seat) {
    return new Actor(
        a.account(),
        a.name(),
        a.organisation(),
        a.area(),
        Set.copyOf(a.roles()),
        Set.of(),
        seat,
        "operator");
  }

  private static Refusal refusal() {
    return Refusal.of(401, "sign-in-refused", "account or password is wrong");
  }

  private Refusal locked(Instant until) {
    return new Refusal(
        new Refusal.Reason(
            401,
            "account-locked",
            "too many failures in a row; the account is locked for a while",
            List.of(),
            Map.of(
                "retryAfterSeconds",
                Math.max(1, Duration.between(clock.instant(), until).toSeconds()))));
  }
}
