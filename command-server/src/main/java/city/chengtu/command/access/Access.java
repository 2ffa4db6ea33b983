package city.chengtu.command.access;

import city.chengtu.command.api.Api;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The parts of this package put together, for the server's composition root.
 *
 * <p>Order at start: {@link #of} (seeds and reads the rules), follow the journal with {@link
 * #onEntries}, then {@link #reread}: what another node has changed in between is not missed.
 */
public final class Access {
  /** What the parts stand on. */
  private record Base(
      Jdbi jdbi, Commands commands, Clock clock, Workers lookups, SignInSettings settings) {}

  private final AccessPolicy policy;
  private final SignInSettings settings;
  private final SignInWays ways;
  private final SignIn signIn;
  private final Identities identities;
  private final Workers lookups;
  private final TokenFailures tokenFailures;
  private final SignInDesk signInDesk;
  private final FailedSignIns failures;
  private final FactorDesk factors;
  private final ProviderDesk people;
  private final Optional<CertificateDesk> certificates;
  private final SessionBook book;
  private final AccountDesk accounts;
  private final TokenDesk tokens;
  private final FirstRun firstRun;
  private final SecretCommands secretCommands;

  private Access(Base base, AccessPolicy policy, SignInWays ways) {
    Jdbi jdbi = base.jdbi();
    Commands commands = base.commands();
    Clock clock = base.clock();
    Passwords passwords = new Passwords();
    this.policy = policy;
    this.settings = base.settings();
    this.ways = ways;
    this.identities = new Identities(jdbi, clock, policy::rules, settings.factorRoles());
    this.lookups = base.lookups();
    this.signIn = new SignIn(identities, lookups, settings);
    this.failures = new FailedSignIns(commands, clock, policy::rules);
    this.tokenFailures = new TokenFailures(jdbi, failures, clock);
    this.signInDesk = new SignInDesk(jdbi, commands, clock, policy::rules, passwords, failures);
    this.factors = new FactorDesk(jdbi, commands, clock, failures, ways.secrets(), policy::rules);
    this.accounts =
        new AccountDesk(jdbi, policy::rules, passwords, settings.separateAdministrators());
    this.people = new ProviderDesk(commands, policy::rules, failures, accounts, factors);
    this.certificates =
        ways.proxy()
            .map(proxy -> new CertificateDesk(jdbi, commands, policy::rules, failures, proxy));
    this.book = new SessionBook(policy::rules);
    this.tokens = new TokenDesk(jdbi, clock, policy::rules);
    this.firstRun =
        new FirstRun(
            commands, accounts, passwords, policy::rules, settings.separateAdministrators());
    this.secretCommands = new SecretCommands(commands);
    checkRoles(settings.factorRoles(), "sign-in.second-factor-roles");
    checkRoles(ways.providerRoles(), "oidc.role-map");
  }

  private void checkRoles(Collection<String> roles, String setting) {
    for (String role : roles) {
      if (policy.rules().roles().stream().noneMatch(r -> r.code().equals(role))) {
        throw new IllegalArgumentException(
            "setting " + setting + ": there is no role '" + role + "'");
      }
    }
  }

  /**
   * @param lookups where sessions are looked up; best not the ones that serve the answers
   */
  public static Access of(
      Jdbi jdbi,
      Commands commands,
      Areas areas,
      Clock clock,
      Workers lookups,
      SignInSettings settings,
      SignInWays ways) {
    return of(jdbi, commands, areas, clock, lookups, settings, ways, RulesSeed.read());
  }

  static Access of(
      Jdbi jdbi,
      Commands commands,
      Areas areas,
      Clock clock,
      Workers lookups,
      SignInSettings settings,
      SignInWays ways,
      AccessRules delivered) {
    RulesDesk rules = new RulesDesk(jdbi);
    rules.seed(commands, delivered);
    AccessPolicy policy =
        new AccessPolicy(
            rules::read,
            settings.separateAdministrators() ? RoleRules::separated : UnaryOperator.identity(),
            areas,
            clock);
    return new Access(new Base(jdbi, commands, clock, lookups, settings), policy, ways);
  }

  public AccessPolicy policy() {
    return policy;
  }

  public SignIn signIn() {
    return signIn;
  }

  /**
   * As {@link #signIn}, for addresses that GIS programs ask.
   *
   * @param guest the account that stands for those who have not signed in; empty for none
   */
  public BasicSignIn basicSignIn(String guest) {
    return new BasicSignIn(
        signIn,
        identities,
        lookups,
        tokenFailures,
        new PeerAddress(ways.proxies()),
        settings.secureCookie(),
        Optional.of(guest).map(AccountDesk::normal).filter(name -> !name.isEmpty()));
  }

  /**
   * The person of an account with the rights it has now, for what the server does in his name;
   * empty when the account is disabled or gone. Blocking.
   */
  public Optional<Actor> person(String account) {
    return identities.person(account);
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

  /**
   * The routes of sign-in, accounts, tokens, roles, receipts and the journal.
   *
   * @param outbound few workers for what waits for the identity provider
   */
  public Routes routes(Api api, Journal journal, Clock clock, Workers outbound, Commands commands) {
    SessionViews views = new SessionViews(policy, signIn, new PeerAddress(ways.proxies()));
    List<Routes> all =
        List.of(
            new SessionRoutes(
                api,
                signIn,
                signInDesk,
                factors,
                certificates,
                ways.provider(),
                secretCommands,
                book,
                views),
            new FactorRoutes(api, signIn, signInDesk, factors, secretCommands, book, views),
            new ProviderRoutes(
                new Api(outbound, commands, policy),
                outbound,
                signIn,
                settings,
                ways.provider(),
                certificates,
                people,
                failures,
                views),
            new AccessRoutes(
                api, policy, signIn, signInDesk, accounts, tokens, secretCommands, book, views),
            new JournalRoutes(api, policy, journal, clock));
    return builder -> all.forEach(routes -> routes.mount(builder));
  }
}
