package city.chengtu.command.access;

import city.chengtu.command.access.TokenDesk.NewToken;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** HTTP side of accounts, tokens and roles. */
public final class AccessRoutes implements Routes {
  private static final int PAGE = 200;
  private static final int LONGEST_PAGE = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final Api api;
  private final AccessPolicy policy;
  private final SignIn signIn;
  private final SignInDesk signInDesk;
  private final AccountDesk accounts;
  private final TokenDesk tokens;
  private final SecretCommands commands;
  private final SessionBook book;
  private final SessionViews views;

  AccessRoutes(
      Api api,
      AccessPolicy policy,
      SignIn signIn,
      SignInDesk signInDesk,
      AccountDesk accounts,
      TokenDesk tokens,
      SecretCommands commands,
      SessionBook book,
      SessionViews views) {
    this.api = api;
    this.policy = policy;
    this.signIn = signIn;
    this.signInDesk = signInDesk;
    this.accounts = accounts;
    this.tokens = tokens;
    this.commands = commands;
    this.book = book;
    this.views = views;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "listAccounts", "account.read", this::listAccounts);
    api.open(builder, "createAccount", this::createAccount);
    api.command(builder, "updateAccount", "account.update", this::updateAccount);
    api.open(builder, "changePassword", this::changePassword);
    api.query(builder, "listTokens", "token.read", this::listTokens);
    api.open(builder, "createToken", this::createToken);
    api.command(
        builder,
        "revokeToken",
        "token.revoke",
        (c, call) -> tokens.revoke(c, Call.uuid("id", call.path("id"))));
    api.query(builder, "listRoles", "role.read", call -> Map.of("items", roles()));
  }

  private Object listAccounts(Call call) {
    int limit = call.queryInt("limit", PAGE, 1, LONGEST_PAGE);
    List<Account> found = accounts.list(call.query("after").orElse(""), limit + 1);
    boolean whole = policy.may(call.actor(), AccessPolicy.PERSONAL);
    List<Account> shown =
        found.stream()
            .filter(a -> policy.maySee(call.actor(), Account.KIND, a.organisation(), null))
            .map(a -> whole ? a : accounts.shown(a))
            .toList();
    return page(shown, limit, Account::account);
  }

  /** One row more than asked for was read: it says whether there is a next page. */
  private static <T> Map<String, Object> page(List<T> found, int limit, Function<T, String> key) {
    Map<String, Object> page = new LinkedHashMap<>();
    List<T> items = found.size() > limit ? found.subList(0, limit) : found;
    page.put("items", items);
    if (found.size() > limit) {
      page.put("next", key.apply(items.get(limit - 1)));
    }
    return page;
  }

  private Object createAccount(Call call) {
    policy.check(call.actor(), RoleRules.CREATE);
    NewAccount wanted = call.body(NewAccount.class);
    if (!wanted.roles().isEmpty()) {
      policy.check(call.actor(), RoleRules.RIGHTS);
    }
    String hash = accounts.prepare(wanted);
    Receipt receipt =
        commands.run(
            call,
            "account.create",
            wanted.withoutPassword(),
            c -> accounts.create(c, wanted, hash));
    return SecretCommands.answer(receipt, StateJson.tree(receipt.answer()));
  }

  /** Who keeps people's data and who gives rights may be two people. */
  private Account updateAccount(CommandContext c, Call call) {
    AccountChange change = call.body(AccountChange.class);
    if (change.changesRights()) {
      policy.check(c.actor(), RoleRules.RIGHTS);
    }
    if (change.changesPerson()) {
      policy.check(c.actor(), "account.person");
    }
    return accounts.update(c, call.path("account"), change, call.ifMatch());
  }

  private Object changePassword(Call call) {
    String account = AccountDesk.normal(call.path("account"));
    NewPassword wanted = call.body(NewPassword.class);
    Actor actor = call.actor();
    if (actor.account().equals(account)) {
      return changeOwnPassword(call, account, wanted);
    }
    policy.check(actor, "account.password");
    String hash = commands.prepared(call, () -> accounts.prepare(account, wanted.password()));
    Receipt receipt =
        commands.run(
            call, "account.password", "", c -> accounts.setPassword(c, account, hash, true));
    return SecretCommands.answer(receipt, StateJson.tree(receipt.answer()));
  }

  /** All sessions end; the browser that asked goes on with a new one. */
  private Object changeOwnPassword(Call call, String account, NewPassword wanted) {
    Identified person = SessionViews.person(call);
    if (wanted.current() == null) {
      throw Refusal.invalid("/current", "required", "the password until now");
    }
    call.commandId(); // a broken one must not have used up an attempt
    signInDesk.verifyAgain(account, wanted.current(), views.address(call));
    String hash = accounts.prepare(account, wanted.password());
    String secret = Secrets.make();
    Receipt receipt =
        commands.run(
            call,
            "account.own-password",
            "",
            c -> {
              Account after = accounts.setPassword(c, account, hash, false);
              book.reopen(c, person.session().orElseThrow(), secret);
              return after;
            });
    signIn.forget(SessionViews.secret(call));
    return SessionViews.withCookie(
        SecretCommands.answer(receipt, StateJson.tree(receipt.answer())), signIn.cookie(secret));
  }

  private Object listTokens(Call call) {
    int limit = call.queryInt("limit", PAGE, 1, LONGEST_PAGE);
    UUID after = call.query("after").map(text -> Call.uuid("after", text)).orElse(FIRST);
    return page(tokens.list(after, limit + 1), limit, token -> token.id().toString());
  }

  private Object createToken(Call call) {
    policy.check(call.actor(), "token.create");
    NewToken wanted = call.body(NewToken.class);
    String secret = Secrets.make();
    Receipt receipt =
        commands.run(call, "token.create", wanted, c -> tokens.create(c, wanted, secret));
    Token made = StateJson.read(receipt.answer(), Token.class);
    // Sent a second time, the command is not run again and its secret is gone.
    return SecretCommands.answer(receipt, tokens.isKept(secret) ? made.withSecret(secret) : made);
  }

  private List<Map<String, Object>> roles() {
    AccessRules rules = policy.rules();
    return rules.roles().stream()
        .map(
            role ->
                Map.of(
                    "code", role.code(),
                    "zh", role.zh(),
                    "en", role.en(),
                    "excludes", role.excludes(),
                    "grants",
                        rules.grants().stream()
                            .filter(g -> g.role().equals(role.code()))
                            .map(AccessRoutes::grant)
                            .toList()))
        .toList();
  }

  private static Map<String, Object> grant(Grant grant) {
    return Map.of(
        "permission", grant.permission(),
        "kinds", grant.kinds(),
        "scope", grant.scope().text(),
        "hides", grant.hides());
  }
}
