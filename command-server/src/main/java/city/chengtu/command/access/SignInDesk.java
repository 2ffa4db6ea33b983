package city.chengtu.command.access;

import city.chengtu.command.access.SessionBook.Opening;
import city.chengtu.command.access.SessionTable.Way;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.StateJson;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Signing in with a password. Every attempt becomes a journal entry: who, when, from where, with
 * what result; never a password, and never a name that is no account's (people type passwords into
 * the wrong field).
 *
 * <p>A stranger cannot tell an account that is not there from a wrong password: same answer, same
 * cost, same lock-out.
 */
final class SignInDesk {
  /** What happened, as the command's answer. */
  private record Outcome(boolean opened) {}

  private final Jdbi jdbi;
  private final Commands commands;
  private final Clock clock;
  private final Supplier<AccessRules> rules;
  private final Passwords passwords;
  private final FailedSignIns failures;
  private final SessionBook book;
  private final AccountTable accounts = new AccountTable();
  private final FactorTable factors = new FactorTable();

  SignInDesk(
      Jdbi jdbi,
      Commands commands,
      Clock clock,
      Supplier<AccessRules> rules,
      Passwords passwords,
      FailedSignIns failures) {
    this.jdbi = jdbi;
    this.commands = commands;
    this.clock = clock;
    this.rules = rules;
    this.passwords = passwords;
    this.failures = failures;
    this.book = new SessionBook(rules);
  }

  /**
   * Signs a person in; whoever has a second factor must show it next. Blocking, and dear on
   * purpose.
   *
   * @param address where the request comes from
   * @param former the secret of the browser's session until now, which ends; null for none
   * @return the secret of the new session
   * @throws city.chengtu.command.journal.Refusal 401 sign-in-refused or account-locked, 429
   *     too-many-attempts
   */
  String signIn(Credentials credentials, String address, String former) {
    String name = AccountDesk.normal(credentials.account());
    failures.limit(name, address);
    Optional<AccountTable.Stored> found = jdbi.inTransaction(h -> accounts.find(h, name));
    if (found.isEmpty()) {
      throw failures.stranger(
          name, address, () -> passwords.pretend(credentials.password(), rules.get().signIn()));
    }
    verify(found.get(), credentials.password(), address);
    return open(found.get(), credentials, address, former);
  }

  /**
   * Is this the account's password? A wrong one counts as a failed sign-in. To be called after
   * {@link FailedSignIns#limit(String, String)}.
   *
   * @throws city.chengtu.command.journal.Refusal 401 sign-in-refused or account-locked
   */
  void verify(AccountTable.Stored stored, String password, String address) {
    Account account = stored.account();
    if (account.isLocked(clock.instant())) {
      failures.refuse(account.account(), "locked", address);
      throw failures.locked(account.lockedUntil());
    }
    if (!passwords.matches(password, stored.hash())) {
      throw failures.failed(account.account(), "wrong-password", address, FailedSignIns.refusal());
    }
    if (account.disabled()) {
      failures.refuse(account.account(), "disabled", address);
      throw FailedSignIns.refusal();
    }
  }

  /** As {@link #verify}, for who is signed in already and must prove it once more. */
  void verifyAgain(String account, String password, String address) {
    failures.limit(account, address);
    verify(jdbi.inTransaction(h -> accounts.find(h, account)).orElseThrow(), password, address);
  }

  private String open(
      AccountTable.Stored stored, Credentials credentials, String address, String former) {
    SignInRules signIn = rules.get().signIn();
    String rehashed =
        passwords.isOutdated(stored.hash(), signIn)
            ? passwords.hash(credentials.password(), signIn)
            : null;
    String secret = Secrets.make();
    Opening opening =
        new Opening(
            stored.account().account(),
            credentials.seat(),
            address,
            Way.PASSWORD,
            former == null ? null : Secrets.hash(former),
            null);
    Receipt receipt =
        commands.run(
            new CommandRequest(
                UUID.randomUUID(), "session.open", stored.account().actor(opening.seat()), ""),
            c -> opened(c, opening, secret, new Verified(stored.hash(), rehashed)));
    if (!StateJson.read(receipt.answer(), Outcome.class).opened()) {
      // the password was changed or the account locked or disabled meanwhile
      throw FailedSignIns.refusal();
    }
    return secret;
  }

  /** The hash that the password fits, and its successor by today's rules; null for none. */
  private record Verified(String hash, String rehashed) {}

  private Outcome opened(CommandContext c, Opening opening, String secret, Verified verified) {
    String name = opening.account();
    AccountTable.Stored stored = accounts.lock(c.handle(), name).orElseThrow();
    Account account = stored.account();
    if (!stored.hash().equals(verified.hash()) || account.disabled() || account.isLocked(c.now())) {
      FailedSignIns.record(c, name, "changed-meanwhile", opening.address(), null);
      return new Outcome(false);
    }
    if (verified.rehashed() != null) {
      accounts.rehash(c.handle(), name, verified.rehashed());
    }
    if (factors.isConfirmed(c.handle(), name)) {
      // Failures stay: who knows the password must not guess codes for ever.
      book.openPending(c, opening, secret);
    } else {
      accounts.setFailures(c.handle(), name, 0);
      book.open(c, opening, secret);
    }
    return new Outcome(true);
  }
}
