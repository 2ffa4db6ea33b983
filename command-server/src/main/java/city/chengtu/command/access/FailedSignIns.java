package city.chengtu.command.access;

import city.chengtu.command.access.AttemptLimit.Verdict;
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
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What happens when signing in fails: every refused attempt becomes a journal entry, failures in a
 * row lock the account, attempts are limited per account and address.
 */
final class FailedSignIns {
  /** Subject kind of refused sign-ins in the journal. */
  static final String KIND = "sign-in";

  static final String UNKNOWN = "unknown";
  private static final int UNKNOWN_KEPT = 10_000;

  /** The state of a refused sign-in in the journal. */
  private record RefusedState(String account, String reason, String address, Integer failures) {}

  /** What a counted failure led to, as the command's answer. */
  private record Counted(Instant lockedUntil) {}

  /** Failures of a name that is no account's: it locks as an account would. */
  private record Streak(int failures, Instant lockedUntil) {}

  private final Commands commands;
  private final Clock clock;
  private final Supplier<AccessRules> rules;
  private final AttemptLimit limit;
  private final AccountTable accounts = new AccountTable();
  private final Cache<String, Streak> strangers =
      Caffeine.newBuilder().maximumSize(UNKNOWN_KEPT).build();

  FailedSignIns(Commands commands, Clock clock, Supplier<AccessRules> rules) {
    this.commands = commands;
    this.clock = clock;
    this.rules = rules;
    this.limit = new AttemptLimit(clock);
  }

  /** Attempts are counted before anything else is done for them. */
  void limit(String name, String address) {
    limitAddress(address);
    limit("account " + name, rules.get().signIn().attemptsPerAccount(), address);
  }

  /** As {@link #limit(String, String)}, where no account is known yet. */
  void limitAddress(String address) {
    limit("address " + network(address), rules.get().signIn().attemptsPerAddress(), address);
  }

  private void limit(String key, int perMinute, String address) {
    Verdict verdict = limit.attempt(key, perMinute);
    if (verdict == Verdict.ALLOWED) {
      return;
    }
    if (verdict == Verdict.FIRST_REFUSED) {
      refuse(UNKNOWN, "too-many-attempts", address);
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

  /**
   * Counts a failure of a name that is no account's.
   *
   * @param pretend does the work that a real account would have cost
   */
  Refusal stranger(String name, String address, Runnable pretend) {
    Instant now = clock.instant();
    SignInRules signIn = rules.get().signIn();
    Streak before = strangers.getIfPresent(name);
    if (before != null && before.lockedUntil() != null && now.isBefore(before.lockedUntil())) {
      refuse(UNKNOWN, "locked", address);
      return locked(before.lockedUntil());
    }
    pretend.run();
    Streak after =
        strangers
            .asMap()
            .compute(name, (k, s) -> failedOnceMore(s == null ? 0 : s.failures(), signIn, now));
    refuse(UNKNOWN, "unknown-account", address);
    return after.lockedUntil() == null ? refusal() : locked(after.lockedUntil());
  }

  private static Streak failedOnceMore(int failures, SignInRules signIn, Instant now) {
    return failures + 1 < signIn.failures()
        ? new Streak(failures + 1, null)
        : new Streak(0, now.plus(signIn.lock()));
  }

  /** Counts a failure of an account; the last one that is allowed locks it. */
  Refusal failed(String name, String reason, String address, Refusal otherwise) {
    Receipt receipt =
        commands.run(
            CommandRequest.bySystem("session.refuse", "sign-in"),
            c -> countFailure(c, name, reason, address));
    Counted counted = StateJson.read(receipt.answer(), Counted.class);
    return counted.lockedUntil() == null ? otherwise : locked(counted.lockedUntil());
  }

  private Counted countFailure(CommandContext c, String name, String reason, String address) {
    SignInRules signIn = rules.get().signIn();
    AccountTable.Stored stored = accounts.lock(c.handle(), name).orElseThrow();
    Streak next = failedOnceMore(stored.failures(), signIn, c.now());
    accounts.setFailures(c.handle(), name, next.failures());
    record(c, name, reason, address, stored.failures() + 1);
    if (next.lockedUntil() != null) {
      lock(c, stored.account(), next.lockedUntil());
    }
    return new Counted(next.lockedUntil());
  }

  private void lock(CommandContext c, Account a, Instant until) {
    Account after = a.withLock(until);
    accounts.update(c.handle(), after);
    c.record(
        Change.of(
            "city.chengtu.account.locked",
            new Subject(Account.KIND, a.account()),
            after.version(),
            after.withPhone(null)));
  }

  /** A refused attempt that does not count as a failure. */
  void refuse(String account, String reason, String address) {
    commands.run(
        CommandRequest.bySystem("session.refuse", "sign-in"),
        c -> {
          record(c, account, reason, address, null);
          return null;
        });
  }

  static void record(
      CommandContext c, String account, String reason, String address, Integer failures) {
    c.record(
        Change.of(
            "city.chengtu.session.refused",
            new Subject(KIND, UUID.randomUUID().toString()),
            1,
            new RefusedState(account, reason, address, failures)));
  }

  /** The one answer to everybody whose account or password is wrong. */
  static Refusal refusal() {
    return Refusal.of(401, "sign-in-refused", "account or password is wrong");
  }

  Refusal locked(Instant until) {
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
