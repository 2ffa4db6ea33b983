package city.chengtu.command.access;

import city.chengtu.command.access.oidc.OidcProvider;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** HTTP side of signing in and out: password, certificate, second step. */
final class SessionRoutes implements Routes {
  /** What a person sends to sign in with the certificate the proxy has seen. */
  private record Seat(String seat) {}

  /** A one-time code, or a recovery code. */
  private record Code(String code) {}

  private final Api api;
  private final SignIn signIn;
  private final SignInDesk passwords;
  private final FactorDesk factors;
  private final Optional<CertificateDesk> certificates;
  private final Optional<OidcProvider> provider;
  private final SecretCommands commands;
  private final SessionBook book;
  private final SessionViews views;

  SessionRoutes(
      Api api,
      SignIn signIn,
      SignInDesk passwords,
      FactorDesk factors,
      Optional<CertificateDesk> certificates,
      Optional<OidcProvider> provider,
      SecretCommands commands,
      SessionBook book,
      SessionViews views) {
    this.api = api;
    this.signIn = signIn;
    this.passwords = passwords;
    this.factors = factors;
    this.certificates = certificates;
    this.provider = provider;
    this.commands = commands;
    this.book = book;
    this.views = views;
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.open(builder, "openSession", this::open);
    api.open(builder, "openCertificateSession", this::openByCertificate);
    api.open(builder, "showSecondFactor", this::showFactor);
    api.open(builder, "getSession", this::session);
    api.open(builder, "closeSession", this::close);
  }

  private Object open(Call call) {
    String secret =
        passwords.signIn(
            call.body(Credentials.class), views.address(call), former(call).orElse(null));
    former(call).ifPresent(signIn::forget);
    return views.opened(secret);
  }

  private static Optional<String> former(Call call) {
    return SignIn.cookie(call.context().request());
  }

  private Object openByCertificate(Call call) {
    CertificateDesk desk =
        certificates.orElseThrow(
            () -> Refusal.of(404, "not-found", "this server knows no sign-in by certificate"));
    String secret =
        desk.signIn(
            SignIn.hop(call.context().request()),
            call.body(Seat.class).seat(),
            views.address(call),
            former(call).orElse(null));
    former(call).ifPresent(signIn::forget);
    return views.opened(secret);
  }

  private Object showFactor(Call call) {
    Identified person = SessionViews.person(call);
    SessionTable.Stored pending = person.session().orElseThrow();
    if (!pending.factorPending()) {
      throw Refusal.conflict("no-second-factor", "this session waits for no code", Map.of());
    }
    String secret = factors.show(pending, call.body(Code.class).code(), views.address(call));
    signIn.forget(SessionViews.secret(call));
    return views.opened(secret);
  }

  private Object session(Call call) {
    return views.view(SessionViews.person(call), SessionViews.secret(call));
  }

  /** Who came by the identity provider is told where to sign out there too. */
  private Object close(Call call) {
    Identified person = SessionViews.person(call);
    SessionTable.Stored session = person.session().orElseThrow();
    Receipt receipt = commands.run(call, "session.close", "", c -> book.close(c, session));
    signIn.forget(SessionViews.secret(call));
    Optional<URI> there =
        provider
            .filter(p -> session.providerToken() != null)
            .flatMap(p -> p.signOut(factors.open(session.providerToken(), session.account())));
    Map<String, String> headers = Map.of("Command-Id", receipt.id().toString());
    Answer done =
        there
            .map(uri -> Answer.json(Map.of("signOutAt", uri.toString()), headers))
            .orElse(new Answer(204, null, Buffer.buffer(), headers));
    return SessionViews.withCookie(done, signIn.noCookie());
  }
}
