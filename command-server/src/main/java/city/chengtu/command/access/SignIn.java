package city.chengtu.command.access;

import city.chengtu.command.api.Call;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Says who sends a request: a person by the session cookie, a machine by its bearer token. Stands
 * before all routes that know people; a request with neither goes on as nobody's.
 *
 * <p>A command with a cookie must carry the session's {@code X-CSRF-Token} and must not come from a
 * foreign origin. A bearer token needs neither: no browser sends it on its own.
 */
public final class SignIn implements Handler<RoutingContext> {
  /** Name of the session cookie. */
  public static final String COOKIE = "chengtu_session";

  private static final String SESSION = "/api/v1/session";

  /** Where a browser begins: it has no CSRF token yet. */
  private static final Set<String> OPENING = Set.of(SESSION, SESSION + "/certificate");

  /** What a session can do that still has to show its second factor. */
  private static final Set<String> BETWEEN_STEPS =
      Set.of(SESSION, SESSION + "/certificate", SESSION + "/ways", SESSION + "/second-factor");

  private static final String CSRF = "X-CSRF-Token";
  private static final String BEARER = "Bearer ";
  private static final String IDENTIFIED = "chengtu.identified";
  private static final int LONGEST_SECRET = 100;
  private static final Set<HttpMethod> QUESTIONS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** What a request brings along. */
  private record Credential(String secret, boolean machine) {}

  private final Identities identities;
  private final Workers workers;
  private final SignInSettings settings;

  SignIn(Identities identities, Workers workers, SignInSettings settings) {
    this.identities = identities;
    this.workers = workers;
    this.settings = settings;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<Credential> credential = credential(request);
    if (credential.isEmpty()) {
      proceed(context, null, Optional.empty());
      return;
    }
    Credential c = credential.get();
    Optional<Identified> recent = identities.recent(c.secret());
    if (recent.isPresent()) {
      proceed(context, c, recent);
      return;
    }
    // or its body would be gone before anyone reads it
    boolean pause = !request.isEnded() && !Call.keepsBody(context);
    if (pause) {
      request.pause();
    }
    workers
        .run(look(c))
        .onComplete(
            found -> {
              if (pause) {
                request.resume();
              }
              if (found.failed()) {
                context.fail(found.cause());
              } else {
                proceed(context, c, found.result());
              }
            });
  }

  private void proceed(RoutingContext context, Credential c, Optional<Identified> who) {
    try {
      boolean machine = c != null && c.machine();
      if (machine && who.isEmpty()) {
        throw Refusal.unauthenticated("the token is unknown, revoked or out of date");
      }
      if (!machine && !QUESTIONS.contains(context.request().method())) {
        checkOrigin(context.request());
        if (who.isPresent() && !opensSession(context)) {
          checkCsrf(context.request(), c.secret());
        }
      }
      who.ifPresent(
          i -> {
            checkStep(i, context);
            Call.identify(context, i.actor());
            context.put(IDENTIFIED, i);
          });
    } catch (Refusal refusal) {
      context.fail(refusal);
      return;
    }
    context.next();
  }

  /** Between the two steps of signing in there is nothing to do but the second one, or to leave. */
  private static void checkStep(Identified who, RoutingContext context) {
    if (who.pending() == Identified.Pending.SECOND_FACTOR
        && !BETWEEN_STEPS.contains(context.normalizedPath())) {
      throw Refusal.of(401, "second-factor-required", "show the second factor first");
    }
  }

  /** Who tries to sign in has no CSRF token yet; the origin check guards it. */
  private static boolean opensSession(RoutingContext context) {
    return HttpMethod.POST.equals(context.request().method())
        && OPENING.contains(context.normalizedPath());
  }

  /**
   * Who opens this WebSocket or event stream? Cookie sessions of a foreign page are refused:
   * browsers send cookies with a WebSocket's handshake to any site.
   *
   * <p>The request is left paused, as {@code toWebSocket()} wants it; who does something else with
   * it must resume it.
   *
   * @return fails with a {@link Refusal} 401 or 403
   */
  public Future<Actor> authenticate(HttpServerRequest request) {
    return who(request, true);
  }

  /**
   * Is whoever opened this connection still signed in, and with which rights now? Not a use of the
   * session: a screen that only listens becomes idle. To be asked every half minute or so.
   *
   * @return fails with a {@link Refusal} 401 when the session or token has ended
   */
  public Future<Actor> recheck(HttpServerRequest request) {
    return who(request, false);
  }

  /** What a request is signed in with: equal for those whose {@link #recheck} gives the same. */
  public static Object credentialOf(HttpServerRequest request) {
    return credential(request);
  }

  private Future<Actor> who(HttpServerRequest request, boolean opening) {
    Optional<Credential> credential = credential(request);
    if (credential.isEmpty()) {
      return Future.failedFuture(Refusal.unauthenticated("sign in first"));
    }
    Credential c = credential.get();
    if (opening) {
      try {
        checkOpening(request, c);
      } catch (Refusal refusal) {
        return Future.failedFuture(refusal);
      }
      if (!request.isEnded()) {
        request.pause();
      }
      Optional<Identified> recent = identities.recent(c.secret());
      if (recent.isPresent()) {
        return Future.succeededFuture(recent.get().actor());
      }
    }
    return workers
        .run(opening ? look(c) : watch(c))
        .compose(
            found ->
                found
                    .filter(i -> i.pending() != Identified.Pending.SECOND_FACTOR)
                    .map(i -> Future.succeededFuture(i.actor()))
                    .orElseGet(
                        () ->
                            Future.failedFuture(
                                Refusal.unauthenticated("the session or token has ended"))));
  }

  private Callable<Optional<Identified>> look(Credential c) {
    return () -> c.machine() ? identities.token(c.secret()) : identities.session(c.secret());
  }

  private Callable<Optional<Identified>> watch(Credential c) {
    return () -> c.machine() ? identities.token(c.secret()) : identities.watchedSession(c.secret());
  }

  /** New journal entries, in order: changed accounts and ended sessions count at once. */
  public void onEntries(List<JournalEntry> entries) {
    identities.onEntries(entries);
  }

  /** What is known of who sends this request; only the routes of this package ask. */
  static Optional<Identified> identified(RoutingContext context) {
    return Optional.ofNullable(context.get(IDENTIFIED));
  }

  /** Who opened the connection, and what stands in the headers. */
  static Hop hop(HttpServerRequest request) {
    return new Hop(
        request.connection().remoteAddress().hostAddress(), name -> request.headers().getAll(name));
  }

  /** The secret in the request's session cookie, whatever it is worth. */
  static Optional<String> cookie(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(COOKIE))
        .map(Cookie::getValue)
        .filter(v -> !v.isEmpty() && v.length() <= LONGEST_SECRET);
  }

  private static Optional<Credential> credential(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      String secret = header.substring(BEARER.length()).strip();
      return Optional.of(new Credential(secret.length() > LONGEST_SECRET ? "" : secret, true));
    }
    return cookie(request).map(secret -> new Credential(secret, false));
  }

  private static void checkCsrf(HttpServerRequest request, String secret) {
    String sent = request.getHeader(CSRF);
    if (sent == null || !Secrets.same(sent, Secrets.csrf(secret))) {
      throw Refusal.of(
          403, "csrf", "send the session's csrfToken as " + CSRF + " with every command");
    }
  }

  private void checkOpening(HttpServerRequest request, Credential c) {
    if (c.machine()) {
      return;
    }
    if (request.headers().contains("Sec-WebSocket-Key") && request.getHeader("Origin") == null) {
      throw Refusal.of(403, "foreign-origin", "a WebSocket with a cookie must name its origin");
    }
    checkOrigin(request);
  }

  private void checkOrigin(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin != null && !settings.origins().contains(origin) && !isOwn(origin, request)) {
      throw Refusal.of(403, "foreign-origin", "this request comes from another site's page");
    }
  }

  /** The scheme does not count: TLS may end at a proxy. */
  private static boolean isOwn(String origin, HttpServerRequest request) {
    HostAndPort own = request.authority();
    try {
      return own != null && own.toString().equalsIgnoreCase(new URI(origin).getRawAuthority());
    } catch (URISyntaxException e) {
      return false; // no address, so not ours
    }
  }

  /** The cookie of a new session; without a life of its own, the browser drops it at its end. */
  Cookie cookie(String secret) {
    return Cookie.cookie(COOKIE, secret)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(settings.secureCookie())
        .setSameSite(CookieSameSite.STRICT);
  }

  /** Takes the cookie away from the browser. */
  Cookie noCookie() {
    return cookie("").setMaxAge(0);
  }

  /** Who has just signed in. Blocking. */
  Identified read(String secret) {
    return identities
        .session(secret)
        .orElseThrow(() -> Refusal.unauthenticated("the session has ended already"));
  }

  void forget(String secret) {
    identities.forget(Secrets.hash(secret));
  }
}
