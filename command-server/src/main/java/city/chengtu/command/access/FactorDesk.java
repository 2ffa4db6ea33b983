package city.chengtu.command.access;

import city.chengtu.command.access.SessionBook.Opening;
import city.chengtu.command.access.factor.RecoveryCodes;
import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.access.factor.Totp;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Second factors 双因素: enrolling, showing at sign-in, taking away. A code counts once, also when two
 * senders show it to two nodes at the same moment: the row is locked while it is checked.
 */
final class FactorDesk {
  /** Subject kind of second factors in the journal; the id is the account. */
  static final String KIND = "second-factor";

  /**
   * A person's second factor, as its owner sees it.
   *
   * @param since when it was confirmed; null when there is none
   */
  record State(boolean enrolled, Instant since, int recoveryCodesLeft) {}

  /** The state in the journal: never the secret, never a code. */
  private record Recorded(String account, boolean enrolled, String by) {}

  /** What became of a code shown at sign-in, as the command's answer. */
  private record Outcome(boolean opened) {}

  private final Jdbi jdbi;
  private final Commands commands;
  private final Clock clock;
  private final FailedSignIns failures;
  private final SecretBox box;
  private final SessionBook book;
  private final FactorTable factors = new FactorTable();
  private final AccountTable accounts = new AccountTable();
  private final SessionTable sessions = new SessionTable();

  /**
   * @throws IllegalStateException when the store holds secrets that this node's key does not open
   */
  FactorDesk(
      Jdbi jdbi,
      Commands commands,
      Clock clock,
      FailedSignIns failures,
      SecretBox box,
      Supplier<AccessRules> rules) {
    this.jdbi = jdbi;
    this.commands = commands;
    this.clock = clock;
    this.failures = failures;
    this.box = box;
    this.book = new SessionBook(rules);
    if (jdbi.withHandle(h -> factors.isSealedOtherwise(h, box.keyId()))) {
      throw new IllegalStateException(
          "the store holds second factors that this node's key does not open: copy keys/"
              + SecretBox.FILE
              + " from another node or from the back-up into the data folder");
    }
  }

  State state(String account) {
    return jdbi.inTransaction(
        h ->
            factors
                .find(h, account)
                .filter(f -> f.confirmedAt() != null)
                .map(f -> new State(true, f.confirmedAt(), factors.codesLeft(h, account)))
                .orElse(new State(false, null, 0)));
  }

  /** Keeps a new secret until a first code confirms it. */
  Object begin(CommandContext c, byte[] secret) {
    String account = c.actor().account();
    // The lock: two tabs must not enrol at the same time.
    if (accounts.lock(c.handle(), account).isEmpty()) {
      throw Refusal.notFound(Account.KIND, account);
    }
    if (factors.isConfirmed(c.handle(), account)) {
      throw Refusal.conflict(
          "second-factor-exists", "take the present second factor away first", Map.of());
    }
    factors.replace(c.handle(), account, box.seal(secret, account), c.now());
    return null;
  }

  /**
   * Confirms a new second factor by its first code.
   *
   * @param codes the recovery codes, which the caller shows once
   * @throws Refusal 400 when it is not the code, 409 when nothing waits to be confirmed
   */
  Object confirm(CommandContext c, String code, List<String> codes) {
    String account = c.actor().account();
    FactorTable.Stored factor =
        factors
            .lock(c.handle(), account)
            .filter(f -> f.confirmedAt() == null)
            .orElseThrow(
                () -> Refusal.conflict("no-enrolment", "begin the enrolment first", Map.of()));
    OptionalLong step = Totp.step(box.open(factor.secret(), account), code, c.now(), 0);
    if (step.isEmpty()) {
      throw wrongCode();
    }
    factors.confirm(c.handle(), account, step.getAsLong(), c.now());
    factors.insertCodes(c.handle(), account, codes.stream().map(FactorDesk::hash).toList());
    record(c, account, "enrolled", true);
    return null;
  }

  /** Attempts to guess are counted like passwords. */
  void limit(String account, String address) {
    failures.limit(account, address);
  }

  /**
   * Takes the own second factor away.
   *
   * @throws Refusal 400 when it is not the code
   */
  Object remove(CommandContext c, String code) {
    String account = c.actor().account();
    if (!accept(c, account, code)) {
      throw wrongCode();
    }
    factors.delete(c.handle(), account);
    record(c, account, "removed", false);
    return null;
  }

  /** An administrator takes another's second factor away: the telephone is lost. */
  Object reset(CommandContext c, String name) {
    String account = AccountDesk.normal(name);
    if (accounts.lock(c.handle(), account).isEmpty()) {
      throw Refusal.notFound(Account.KIND, account);
    }
    if (c.actor().account().equals(account)) {
      throw Refusal.forbidden("nobody resets their own second factor");
    }
    if (factors.find(c.handle(), account).isEmpty()) {
      throw Refusal.notFound(KIND, account);
    }
    factors.delete(c.handle(), account);
    sessions.deleteOf(c.handle(), account);
    record(c, account, "reset", false);
    return new Recorded(account, false, c.actor().account());
  }

  /**
   * The second step of signing in: the code, or a recovery code. The session gets a new secret.
   *
   * @return the new secret
   * @throws Refusal 401 code-refused or account-locked, 429 too-many-attempts
   */
  String show(SessionTable.Stored pending, String code, String address) {
    String name = pending.account();
    failures.limit(name, address);
    Account account = jdbi.inTransaction(h -> accounts.find(h, name)).orElseThrow().account();
    if (account.isLocked(clock.instant())) {
      failures.refuse(name, "locked", address);
      throw failures.locked(account.lockedUntil());
    }
    String secret = Secrets.make();
    Receipt receipt =
        commands.run(
            new CommandRequest(
                UUID.randomUUID(), "session.second-factor", account.actor(pending.seat()), ""),
            c -> shown(c, pending, code, secret));
    if (!StateJson.read(receipt.answer(), Outcome.class).opened()) {
      throw failures.failed(
          name,
          "wrong-code",
          address,
          Refusal.of(401, "code-refused", "the code is wrong, too old, or was used already"));
    }
    return secret;
  }

  private Outcome shown(CommandContext c, SessionTable.Stored pending, String code, String secret) {
    Account account = accounts.lock(c.handle(), pending.account()).orElseThrow().account();
    boolean open =
        !account.disabled()
            && !account.isLocked(c.now())
            && sessions.find(c.handle(), pending.secretHash()).isPresent();
    if (!open || !accept(c, account.account(), code)) {
      return new Outcome(false);
    }
    accounts.setFailures(c.handle(), account.account(), 0);
    book.open(
        c,
        new Opening(
            pending.account(), pending.seat(), null, pending.way(), pending.secretHash(), null),
        secret);
    return new Outcome(true);
  }

  /** Is it the code of now, or a recovery code? Either counts once. */
  private boolean accept(CommandContext c, String account, String code) {
    Handle h = c.handle();
    Optional<FactorTable.Stored> factor =
        factors.lock(h, account).filter(f -> f.confirmedAt() != null);
    if (factor.isEmpty()) {
      return false;
    }
    String typed = code.strip().replace(" ", "");
    if (typed.length() == Totp.DIGITS) {
      OptionalLong step =
          Totp.step(
              box.open(factor.get().secret(), account), typed, c.now(), factor.get().lastStep());
      step.ifPresent(s -> factors.used(h, account, s));
      return step.isPresent();
    }
    boolean used = factors.useCode(h, account, hash(typed), c.now());
    if (used) {
      record(c, account, "recovery-code-used", true);
    }
    return used;
  }

  private static String hash(String recoveryCode) {
    return Secrets.hash("recovery " + RecoveryCodes.normal(recoveryCode));
  }

  private static Refusal wrongCode() {
    return Refusal.invalid(
        "/code", "code-refused", "the code is wrong, too old, or was used already");
  }

  private static void record(CommandContext c, String account, String what, boolean enrolled) {
    // The version is the moment: a factor comes and goes, and no row of it remains to count on.
    c.record(
        Change.of(
            "city.chengtu.second-factor." + what,
            new Subject(KIND, account),
            c.now().toEpochMilli(),
            new Recorded(account, enrolled, c.actor().account())));
  }

  /** Seals what the identity provider wants to see again at signing out. */
  String seal(String token, String account) {
    return box.seal(token.getBytes(StandardCharsets.UTF_8), account);
  }

  String open(String sealed, String account) {
    return new String(box.open(sealed, account), StandardCharsets.UTF_8);
  }
}
