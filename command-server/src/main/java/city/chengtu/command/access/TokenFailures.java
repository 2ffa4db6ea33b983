package city.chengtu.command.access;

import city.chengtu.command.journal.Refusal;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** A wrong token sent as a password counts as a wrong password does. */
final class TokenFailures {
  private final Jdbi jdbi;
  private final FailedSignIns failures;
  private final Clock clock;
  private final AccountTable accounts = new AccountTable();

  TokenFailures(Jdbi jdbi, FailedSignIns failures, Clock clock) {
    this.jdbi = jdbi;
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Counts the failure. Blocking.
   *
   * @return the answer: 401, the same whatever was wrong
   * @throws Refusal 429 when there are too many from this address or for this account
   */
  Refusal failed(String account, String address) {
    failures.limit(account, address);
    Optional<AccountTable.Stored> found = jdbi.inTransaction(h -> accounts.find(h, account));
    if (found.isEmpty()) {
      return failures.stranger(account, address, () -> {});
    }
    Account known = found.get().account();
    if (known.isLocked(clock.instant())) {
      failures.refuse(account, "locked", address);
      return failures.locked(known.lockedUntil());
    }
    return failures.failed(account, "wrong-token", address, FailedSignIns.refusal());
  }
}
