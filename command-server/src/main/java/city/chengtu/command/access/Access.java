package city.chengtu.command.access;

import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The parts of this package put together, for the server's composition root.
 *
 * <p>Order at start: {@link #of} (seeds and reads the rules), follow the journal with {@link
 * #onEntries}, then {@link #reread}: what another node has changed in between is not missed.
 */
public final class Access {
  private final AccessPolicy policy;
  private final SignIn signIn;
  private final SignInDesk signInDesk;
  private final AccountDesk accounts;
  private final TokenDesk tokens;
  private final FirstRun firstRun;
  private final SecretCommands secretCommands;

  private Access(
      Jdbi jdbi,
      Commands commands,
      AccessPolicy policy,
      Clock clock,
      Workers workers,
      SignInSettings settings) {
    Passwords passwords = new Passwords();
    this.policy = policy;
    this.signIn = new SignIn(new Identities(jdbi, clock, policy::rules), workers, settings);
    this.signInDesk = new SignInDesk(jdbi, commands, clock, policy::rules, passwords);
    this.accounts = new AccountDesk(jdbi, policy::rules, passwords);
    this.tokens = new TokenDesk(jdbi, clock, policy::rules);
    this.firstRun = new FirstRun(commands, accounts, passwords, policy::rules);
    this.secretCommands = new SecretCommands(commands);
  }

  /**
   * @param workers where sessions are looked up; best not the ones that serve the answers
   */
  public static Access of(
      Jdbi jdbi,
      Commands commands,
      Areas areas,
      Clock clock,
      Workers workers,
      SignInSettings settings) {
    return of(jdbi, commands, areas, clock, workers, settings, RulesSeed.read());
  }

  static Access of(
      Jdbi jdbi,
      Commands commands,
      Areas areas,
      Clock clock,
      Workers workers,
      SignInSettings settings,
      AccessRules delivered) {
    RulesDesk rules = new RulesDesk(jdbi);
    rules.seed(commands, delivered);
    AccessPolicy policy = new AccessPolicy(rules::read, areas, clock);
    return new Access(jdbi, commands, policy, clock, workers, settings);
  }

  public AccessPolicy policy() {
    return policy;
  }

  public SignIn signIn() {
    return signIn;
  }

  public FirstRun firstRun() {
    return firstRun;
  }

  /**
   * Ends everybody's session: after a restore those signed out since would be signed in again, and
   * a client must not go on from a position of a history that is no more.
   */
  public void endSessions(Handle h) {
    new SessionTable().deleteAll(h);
  }

  /** Listens to the journal, in order. Never blocks. */
  public void onEntries(List<JournalEntry> entries) {
    policy.onEntries(entries);
    signIn.onEntries(entries);
  }

  /** Reads the rules again. Blocking. */
  public void reread() {
    policy.refresh();
  }

  /** The routes of sign-in, accounts, tokens, roles, receipts and the journal. */
  public Routes routes(Api api, Journal journal, Clock clock) {
    Routes people =
        new AccessRoutes(api, policy, signIn, signInDesk, accounts, tokens, secretCommands);
    Routes past = new JournalRoutes(api, policy, journal, clock);
    return builder -> {
      people.mount(builder);
      past.mount(builder);
    };
  }
}
