package city.chengtu.command.access;

import city.chengtu.command.access.SessionBook.Opening;
import city.chengtu.command.access.SessionTable.Way;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** Signs in people by the certificate that a proxy in front has checked. */
final class CertificateDesk {
  private record Outcome(boolean opened) {}

  private final Jdbi jdbi;
  private final Commands commands;
  private final FailedSignIns failures;
  private final ClientCertificates certificates;
  private final SessionBook book;
  private final AccountTable accounts = new AccountTable();

  CertificateDesk(
      Jdbi jdbi,
      Commands commands,
      Supplier<AccessRules> rules,
      FailedSignIns failures,
      ProxySettings settings) {
    this.jdbi = jdbi;
    this.commands = commands;
    this.failures = failures;
    this.certificates = new ClientCertificates(settings);
    this.book = new SessionBook(rules);
  }

  /** Does this browser come with a certificate that would be believed? */
  boolean isShown(Hop hop) {
    return certificates.isShown(hop);
  }

  /**
   * @param former the secret of the browser's session until now, which ends; null for none
   * @return the secret of the new session
   * @throws Refusal 401 certificate-refused: the same whatever is wrong; the journal has the reason
   */
  String signIn(Hop hop, String seat, String address, String former) {
    failures.limitAddress(address);
    String name;
    try {
      name = certificates.account(hop);
    } catch (ClientCertificates.Unusable e) {
      failures.refuse(FailedSignIns.UNKNOWN, e.getMessage(), address);
      throw refusal();
    }
    Optional<Account> found =
        jdbi.inTransaction(h -> accounts.find(h, name)).map(AccountTable.Stored::account);
    if (found.isEmpty()) {
      failures.refuse(FailedSignIns.UNKNOWN, "unknown-account", address);
      throw refusal();
    }
    String secret = Secrets.make();
    Opening opening =
        new Opening(
            name,
            seat,
            address,
            Way.CERTIFICATE,
            former == null ? null : Secrets.hash(former),
            null);
    Receipt receipt =
        commands.run(
            new CommandRequest(UUID.randomUUID(), "session.open", found.get().actor(seat), ""),
            c -> opened(c, opening, secret));
    if (!StateJson.read(receipt.answer(), Outcome.class).opened()) {
      throw refusal();
    }
    return secret;
  }

  private Outcome opened(CommandContext c, Opening opening, String secret) {
    Account account = accounts.lock(c.handle(), opening.account()).orElseThrow().account();
    if (account.disabled()) {
      FailedSignIns.record(c, account.account(), "disabled", opening.address(), null);
      return new Outcome(false);
    }
    book.open(c, opening, secret);
    return new Outcome(true);
  }

  private static Refusal refusal() {
    return Refusal.of(401, "certificate-refused", "this certificate opens no account here");
  }
}
