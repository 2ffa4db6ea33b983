package city.chengtu.command.access;

import city.chengtu.command.access.oidc.OidcFailure;
import city.chengtu.command.access.oidc.OidcIdentity;
import city.chengtu.command.access.oidc.OidcProvider;
import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP side of signing in at the city's identity provider. These requests are a browser's way from
 * page to page, so failures lead back to the sign-in page, which says the reason.
 *
 * <p>Runs on workers of its own: a provider that does not answer keeps nobody else waiting.
 */
final class ProviderRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderRoutes.class);

  private static final String COOKIE = "chengtu_provider";
  private static final long MAX_AGE_SECONDS = 600;

  private final Api api;
  private final Workers workers;
  private final SignIn signIn;
  private final SignInSettings settings;
  private final Optional<OidcProvider> provider;
  private final Optional<CertificateDesk> certificates;
  private final ProviderDesk desk;
  private final FailedSignIns failures;
  private final SessionViews views;

  /**
   * @param api answers on {@code workers}
   * @param workers few, and nobody else's
   */
  ProviderRoutes(
      Api api,
      Workers workers,
      SignIn signIn,
      SignInSettings settings,
      Optional<OidcProvider> provider,
      Optional<CertificateDesk> certificates,
      ProviderDesk desk,
      FailedSignIns failures,
      SessionViews views) {
    this.api = api;
    this.workers = workers;
    this.signIn = signIn;
    this.settings = settings;
    this.provider = provider;
    this.certificates = certificates;
    this.desk = desk;
    this.failures = failures;
    this.views = views;
  }

  @Override
  public void mount(RouterBuilder builder) {
    builder
        .getRoute("listSignInWays")
        .addHandler(
            context -> {
              context.response().putHeader("Cache-Control", "no-store");
              context.json(ways(context.request()));
            });
    api.open(builder, "startProviderSignIn", this::start);
    api.open(builder, "finishProviderSignIn", this::finish);
    provider.ifPresent(this::probe);
  }

  /** Never waits for the provider: what the last look said, and the next look begins. */
  private JsonObject ways(HttpServerRequest request) {
    Map<String, Object> ways = new LinkedHashMap<>();
    ways.put("password", true);
    ways.put("certificate", certificates.filter(c -> c.isShown(SignIn.hop(request))).isPresent());
    provider.ifPresent(
        p -> {
          ways.put("provider", Map.of("available", p.isAvailable()));
          if (p.isDue()) {
            probe(p);
          }
        });
    return new JsonObject(ways);
  }

  private void probe(OidcProvider p) {
    workers
        .run(
            () -> {
              p.probe();
              return null;
            })
        .onFailure(e -> LOG.debug("the identity provider was not asked: {}", e.getMessage()));
  }

  private OidcProvider provider() {
    return provider.orElseThrow(
        () -> Refusal.of(404, "not-found", "this server knows no identity provider"));
  }

  private Object start(Call call) {
    failures.limitAddress(views.address(call));
    OidcProvider there = provider();
    ProviderFlow flow =
        ProviderFlow.begin(
            SignIn.cookie(call.context().request()), call.query("returnTo").orElse("/"));
    there.probe();
    try {
      if (!there.isAvailable()) {
        return failed(OidcFailure.UNAVAILABLE);
      }
      URI place = there.authorization(flow.state(), flow.nonce(), flow.challenge());
      call.context().response().addCookie(cookie(flow.text()).setMaxAge(MAX_AGE_SECONDS));
      return to(place.toString());
    } catch (OidcFailure e) {
      LOG.warn("sign-in at the identity provider: {}", e.getMessage());
      return failed(e.code());
    }
  }

  private Object finish(Call call) {
    OidcProvider there = provider();
    String address = views.address(call);
    failures.limitAddress(address);
    Optional<ProviderFlow> flow =
        ProviderFlow.of(
            Optional.ofNullable(call.context().request().getCookie(COOKIE)).map(Cookie::getValue),
            call.query("state").orElse(""));
    // Only now: the library shows the answer's cookies among the request's.
    call.context().response().addCookie(cookie("").setMaxAge(0));
    Optional<String> code = call.query("code");
    if (flow.isEmpty()) {
      failures.refuse(FailedSignIns.UNKNOWN, "provider-state", address);
      return failed("provider-state");
    }
    if (code.isEmpty()) {
      failures.refuse(FailedSignIns.UNKNOWN, "provider-denied", address);
      return failed("provider-denied");
    }
    try {
      OidcIdentity person =
          there.redeem(code.get(), flow.get().verifier(), flow.get().nonce(), call.query("iss"));
      String former = flow.get().formerHash();
      String secret = desk.signIn(person, address, former.isEmpty() ? null : former);
      call.context().response().addCookie(signIn.cookie(secret));
      return to(flow.get().returnTo() + "#signed-in");
    } catch (OidcFailure e) {
      LOG.warn("sign-in at the identity provider: {}", e.getMessage());
      failures.refuse(FailedSignIns.UNKNOWN, e.code(), address);
      return failed(e.code());
    } catch (Refusal e) {
      return failed(e.reason().code());
    }
  }

  /** Lax: it must come along when the provider sends the browser back. */
  private Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/api/v1/session/provider")
        .setHttpOnly(true)
        .setSecure(settings.secureCookie())
        .setSameSite(CookieSameSite.LAX);
  }

  private static Answer failed(String code) {
    return to("/#sign-in-failed=" + code);
  }

  private static Answer to(String place) {
    return new Answer(303, null, Buffer.buffer(), Map.of("Location", place));
  }
}
