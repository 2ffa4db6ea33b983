package city.chengtu.command.access;

import city.chengtu.command.access.SessionBook.Opening;
import city.chengtu.command.access.SessionTable.Way;
import city.chengtu.command.access.oidc.OidcIdentity;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * Signs in people whom the city's identity provider vouches for. The first time an account is made;
 * each time its name, roles and organisation become what the provider says. All of it is one
 * command: the account, the link and the session are there together or not at all.
 *
 * <p>An account that was made here is never taken over by a person of the provider who happens to
 * bear the same name.
 */
final class ProviderDesk {
  /** A password hash that no password fits: these people's passwords are not kept here. */
  static final String NO_PASSWORD = Passwords.NONE;

  /** Whose names in the journal are the provider's people before they have an account. */
  private static final String ACTOR = "identity-provider";

  private final Commands commands;
  private final Supplier<AccessRules> rules;
  private final FailedSignIns failures;
  private final AccountDesk desk;
  private final FactorDesk secrets;
  private final SessionBook book;
  private final AccountTable accounts = new AccountTable();
  private final LinkTable links = new LinkTable();

  ProviderDesk(
      Commands commands,
      Supplier<AccessRules> rules,
      FailedSignIns failures,
      AccountDesk desk,
      FactorDesk secrets) {
    this.commands = commands;
    this.rules = rules;
    this.failures = failures;
    this.desk = desk;
    this.secrets = secrets;
    this.book = new SessionBook(rules);
  }

  /**
   * @param formerHash of the session the browser had, which ends; null for none
   * @return the secret of the new session
   * @throws Refusal 403 when the person may not come in, with the reason
   */
  String signIn(OidcIdentity person, String address, String formerHash) {
    String secret = Secrets.make();
    Receipt receipt =
        commands.run(
            new CommandRequest(UUID.randomUUID(), "session.open", Actor.system(ACTOR), ""),
            c -> signedIn(c, person, secret, new Entry(address, formerHash)));
    if (receipt.refused()) {
      Refusal refusal = SecretCommands.refusal(receipt);
      failures.refuse(FailedSignIns.UNKNOWN, refusal.reason().code(), address);
      throw refusal;
    }
    return secret;
  }

  private record Entry(String address, String formerHash) {}

  private Object signedIn(CommandContext c, OidcIdentity person, String secret, Entry entry) {
    if (person.roles().isEmpty()) {
      throw Refusal.of(403, "no-role", "the identity provider gives this person no role here");
    }
    RoleRules.check(person.roles(), rules.get());
    Account account = account(c, person);
    if (account.disabled()) {
      throw Refusal.of(403, "account-disabled", "the account is disabled");
    }
    book.open(
        c,
        new Opening(
            account.account(),
            "",
            entry.address(),
            Way.PROVIDER,
            entry.formerHash(),
            secrets.seal(person.token(), account.account())),
        secret);
    return null;
  }

  private Account account(CommandContext c, OidcIdentity person) {
    Handle h = c.handle();
    Optional<String> linked = links.account(h, person.issuer(), person.subject());
    if (linked.isPresent()) {
      return desk.follow(c, linked.get(), person);
    }
    String name = AccountDesk.normal(person.account());
    if (!AccountDesk.isName(name)) {
      throw Refusal.of(
          403, "account-name", "the identity provider's name for this person is no account name");
    }
    if (accounts.lock(h, name).isPresent()) {
      throw Refusal.of(
          403, "account-exists", "there is another account of this name; ask the administrator");
    }
    Account made =
        desk.create(
            c,
            new NewAccount(
                name,
                person.name(),
                person.organisation().orElse(null),
                person.area().orElse(null),
                null,
                List.copyOf(person.roles()),
                null,
                false),
            NO_PASSWORD);
    links.insert(h, person.issuer(), person.subject(), name, c.now());
    return made;
  }
}
