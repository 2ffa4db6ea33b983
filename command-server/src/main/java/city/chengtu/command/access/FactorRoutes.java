package city.chengtu.command.access;

import city.chengtu.command.access.Identified.Pending;
import city.chengtu.command.access.factor.Enrolment;
import city.chengtu.command.access.factor.RecoveryCodes;
import city.chengtu.command.access.factor.Totp;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.List;
import java.util.Map;

/** HTTP side of second factors: the owner's, and the administrators' way to take one away. */
final class FactorRoutes implements Routes {
  /** As authenticator apps list it. */
  private static final String SYSTEM = "城图 Chengtu";

  private record Password(String password) {}

  private record Code(String code) {}

  private final Api api;
  private final SignIn signIn;
  private final SignInDesk passwords;
  private final FactorDesk factors;
  private final SecretCommands commands;
  private final SessionBook book;
  private final SessionViews views;

  FactorRoutes(
      Api api,
      SignIn signIn,
      SignInDesk passwords,
      FactorDesk factors,
      SecretCommands commands,
      SessionBook book,
      SessionViews views) {
    this.api = api;
    this.signIn = signIn;
    this.passwords = passwords;
    this.factors = factors;
    this.commands = commands;
    this.book = book;
    this.views = views;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.open(
        builder,
        "getSecondFactor",
        call -> factors.state(SessionViews.person(call).actor().account()));
    api.open(builder, "beginSecondFactor", this::begin);
    api.open(builder, "confirmSecondFactor", this::confirm);
    api.open(builder, "removeSecondFactor", this::remove);
    api.command(
        builder,
        "resetSecondFactor",
        "account.second-factor",
        (c, call) -> factors.reset(c, call.path("account")));
  }

  /** A browser left open must not be enough to enrol a stranger's telephone. */
  private Object begin(Call call) {
    Identified person = passwordPerson(call);
    String account = person.actor().account();
    passwords.verifyAgain(account, call.body(Password.class).password(), views.address(call));
    byte[] secret = Totp.makeSecret();
    Receipt receipt = commands.run(call, "second-factor.begin", "", c -> factors.begin(c, secret));
    return SecretCommands.answer(receipt, Enrolment.of(secret, SYSTEM, account));
  }

  /** Reads the command's id first: who sends a broken one must not have used up an attempt. */
  private static Identified passwordPerson(Call call) {
    call.commandId();
    Identified person = SessionViews.person(call);
    if (person.session().orElseThrow().way() != SessionTable.Way.PASSWORD) {
      throw Refusal.conflict(
          "not-by-password",
          "the second factor belongs to the password; you signed in another way",
          Map.of());
    }
    if (person.pending() == Pending.PASSWORD) {
      throw Refusal.conflict("password-first", "change the password first", Map.of());
    }
    return person;
  }

  /** The session gets a new secret: it can do more than the one before. */
  private Object confirm(Call call) {
    Identified person = passwordPerson(call);
    factors.limit(person.actor().account(), views.address(call));
    String code = call.body(Code.class).code();
    List<String> codes = RecoveryCodes.make();
    String secret = Secrets.make();
    Receipt receipt =
        commands.run(
            call,
            "second-factor.confirm",
            "",
            c -> {
              factors.confirm(c, code, codes);
              book.reopen(c, person.session().orElseThrow(), secret);
              return null;
            });
    signIn.forget(SessionViews.secret(call));
    return SessionViews.withCookie(
        SecretCommands.answer(receipt, Map.of("recoveryCodes", codes)), signIn.cookie(secret));
  }

  private Object remove(Call call) {
    Identified person = passwordPerson(call);
    factors.limit(person.actor().account(), views.address(call));
    String code = call.body(Code.class).code();
    Receipt receipt = commands.run(call, "second-factor.remove", "", c -> factors.remove(c, code));
    return SecretCommands.answer(receipt, factors.state(person.actor().account()));
  }
}
