package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Work;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The first accounts of a new city. There is no default password: the one administrator gets a
 * random one, which the server prints once.
 */
public final class FirstRun {
  /** Name of the first administrator. */
  public static final String ADMINISTRATOR = "admin";

  private static final String ROLE = RoleRules.ALL_MIGHTY;

  /** The three who keep each other in check 三员分立. */
  private record Office(String role, String account, String zh, String en) {}

  private static final List<Office> OFFICES =
      List.of(
          new Office("system_administrator", "sysadmin", "系统管理员", "system administrator"),
          new Office("security_administrator", "secadmin", "安全管理员", "security administrator"),
          new Office("auditor", "secaudit", "安全审计员", "security auditor"));

  private static final AccountChange DISABLED =
      new AccountChange(null, null, null, null, null, true, null, null);

  private final Commands commands;
  private final AccountDesk desk;
  private final Passwords passwords;
  private final Supplier<AccessRules> rules;
  private final boolean separate;

  FirstRun(
      Commands commands,
      AccountDesk desk,
      Passwords passwords,
      Supplier<AccessRules> rules,
      boolean separate) {
    this.separate = separate;
    this.rules = rules;
    this.commands = commands;
    this.desk = desk;
    this.passwords = passwords;
  }

  /**
   * Makes whoever is needed to begin: the administrator of a new city, or each of the three where
   * they must be three and nobody holds the office.
   *
   * @return the accounts made, with passwords known from here on to the caller alone
   */
  public List<FirstAccount> ensureAdministrators() {
    if (!separate) {
      return ensureAdministrator()
          .map(p -> List.of(new FirstAccount(ADMINISTRATOR, "管理员 administrator", p)))
          .orElse(List.of());
    }
    return OFFICES.stream()
        .filter(o -> !desk.isHeld(o.role()))
        .flatMap(o -> fill(o).stream())
        .toList();
  }

  private Optional<FirstAccount> fill(Office office) {
    String name = office.account();
    for (int n = 2; desk.find(name).isPresent(); n++) {
      name = office.account() + n;
    }
    String password = randomPassword();
    create(
        new NewAccount(
            name, office.zh(), null, null, null, List.of(office.role()), password, true));
    return isOurs(name, password)
        ? Optional.of(new FirstAccount(name, office.zh() + " " + office.en(), password))
        : Optional.empty();
  }

  private boolean isOurs(String account, String password) {
    return desk.find(account).filter(s -> passwords.matches(password, s.hash())).isPresent();
  }

  /**
   * Makes the administrator when there are no accounts at all.
   *
   * @return the password, known from here on to the caller alone; empty when there are accounts
   *     already, or another node has just made the administrator
   */
  Optional<String> ensureAdministrator() {
    if (!desk.isEmpty()) {
      return Optional.empty();
    }
    String password = randomPassword();
    create(new NewAccount(ADMINISTRATOR, "管理员", null, null, null, List.of(ROLE), password, false));
    return isOurs(ADMINISTRATOR, password) ? Optional.of(password) : Optional.empty();
  }

  /** Makes the sample city's accounts that are not there yet. Only for a server on the sample. */
  public void ensureDemoAccounts(List<DemoAccount> demo) {
    for (DemoAccount d : demo) {
      if (desk.find(d.account()).isEmpty()) {
        create(
            new NewAccount(
                d.account(),
                d.name(),
                d.organisation(),
                d.area(),
                null,
                d.roles(),
                d.password(),
                false));
      }
    }
  }

  /**
   * Ends what everyone knows: a server that no longer runs on the sample must not be open to its
   * public passwords. Accounts that still have theirs are disabled; the administrator gets a random
   * one, so that somebody can still come in.
   *
   * @return the administrator's new password, known to the caller alone; empty when there was
   *     nothing to end for it
   */
  public Optional<String> retireDemoAccounts(List<DemoAccount> demo) {
    Optional<String> renewed = Optional.empty();
    for (DemoAccount d : demo) {
      Optional<AccountTable.Stored> stored =
          desk.find(d.account())
              .filter(s -> !s.account().disabled())
              .filter(s -> passwords.matches(d.password(), s.hash()));
      if (stored.isPresent() && d.account().equals(ADMINISTRATOR)) {
        String password = randomPassword();
        String hash = passwords.hash(password, rules.get().signIn());
        run("account.password", c -> desk.setPassword(c, d.account(), hash, true));
        renewed = Optional.of(password);
      } else if (stored.isPresent()) {
        long version = stored.get().account().version();
        run("account.update", c -> desk.update(c, d.account(), DISABLED, version));
      }
    }
    return renewed;
  }

  private void run(String kind, Work work) {
    Receipt receipt = commands.run(CommandRequest.bySystem(kind, "first-run"), work);
    if (receipt.refused()) {
      throw new IllegalStateException("cannot retire the demo accounts: " + receipt.answer());
    }
  }

  /** The same command on every node: whoever comes second finds it done. */
  private void create(NewAccount wanted) {
    String hash = desk.prepare(wanted);
    String content = "first run " + wanted.account();
    UUID id = UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
    Receipt receipt =
        commands.run(
            new CommandRequest(id, "account.create", Actor.system("first-run"), content),
            c -> desk.create(c, wanted, hash));
    if (receipt.refused()) {
      throw new IllegalStateException(
          "cannot make the account " + wanted.account() + ": " + receipt.answer());
    }
  }

  /** 128 random bits are enough; the ending makes sure that every kind of character is there. */
  private static String randomPassword() {
    return Secrets.make().substring(0, 22) + "-aA1";
  }
}
