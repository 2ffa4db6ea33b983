package city.chengtu.command.access;

import city.chengtu.command.api.Call;
import city.chengtu.command.api.Workers;
import city.chengtu.command.journal.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As {@link SignIn}, for addresses that GIS programs ask: many of them know no bearer tokens, so an
 * API token is taken as the password of HTTP Basic (RFC 7617) too, with its account as the user. No
 * person's password is ever taken here.
 *
 * <p>Only where the token cannot be read on the way: over TLS, or from this machine. Browsers send
 * Basic credentials on their own, also when another site's page asks them to (cross-site request
 * forgery): so nothing is changed for a browser this way. It names the page a request comes from in
 * {@code Origin} and {@code Sec-Fetch-Site} (WHATWG Fetch, 3.2; W3C Fetch Metadata), which no page
 * can leave out or forge; a GIS program sends neither. A wrong token counts as a failed sign-in.
 */
public final class BasicSignIn implements Handler<RoutingContext> {
  private static final String BASIC = "Basic ";
  private static final int LONGEST = 400;
  private static final int LONGEST_NAME = 100;
  private static final Set<HttpMethod> QUESTIONS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final List<String> BROWSERS =
      List.of("Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Referer");

  private record Given(String account, String token) {}

  private final SignIn others;
  private final Identities identities;
  private final Workers lookups;
  private final TokenFailures failures;
  private final PeerAddress addresses;
  private final boolean tls;
  private final Optional<String> guest;

  /**
   * @param others takes every other kind of credential
   * @param tls whether clients reach us by HTTPS
   * @param guest the account that stands for those who have not signed in; empty for none
   */
  BasicSignIn(
      SignIn others,
      Identities identities,
      Workers lookups,
      TokenFailures failures,
      PeerAddress addresses,
      boolean tls,
      Optional<String> guest) {
    this.guest = guest;
    this.others = others;
    this.identities = identities;
    this.lookups = lookups;
    this.failures = failures;
    this.addresses = addresses;
    this.tls = tls;
  }

  @Override
  public void handle(RoutingContext context) {
    if (isSafe(context.request())) {
      context.addHeadersEndHandler(ready -> challenge(context.response()));
    }
    String header = context.request().getHeader("Authorization");
    if (header == null && SignIn.cookie(context.request()).isEmpty() && guest.isPresent()) {
      welcome(context, guest.get());
      return;
    }
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      others.handle(context);
      return;
    }
    Given given;
    try {
      check(context.request());
      given = read(header.substring(BASIC.length()).strip());
    } catch (Refusal refusal) {
      context.fail(refusal);
      return;
    }
    Optional<Identified> recent = identities.recent(given.token()).filter(who -> fits(who, given));
    if (recent.isPresent()) {
      proceed(context, recent.get());
      return;
    }
    String address = addresses.of(SignIn.hop(context.request()));
    lookups
        .run(() -> look(given, address))
        .onSuccess(who -> proceed(context, who))
        .onFailure(context::fail);
  }

  private void welcome(RoutingContext context, String account) {
    Optional<Identified> recent = identities.recentGuest(account);
    if (recent.isPresent()) {
      proceed(context, recent.get());
      return;
    }
    lookups
        .run(() -> identities.guest(account))
        .onSuccess(
            found ->
                found.ifPresentOrElse(who -> proceed(context, who), () -> others.handle(context)))
        .onFailure(context::fail);
  }

  /** Programs send a password only when they are asked for one. */
  private static void challenge(HttpServerResponse response) {
    if (response.getStatusCode() == 401) {
      response.putHeader("WWW-Authenticate", "Basic realm=\"Chengtu\", charset=\"UTF-8\"");
    }
  }

  private boolean isSafe(HttpServerRequest request) {
    return tls || isFromHere(request);
  }

  private void check(HttpServerRequest request) {
    if (!isSafe(request)) {
      throw Refusal.of(
          403, "insecure", "a token as password is taken over HTTPS only, or from this machine");
    }
    if (!QUESTIONS.contains(request.method())
        && BROWSERS.stream().anyMatch(request.headers()::contains)) {
      throw Refusal.of(
          403,
          "bearer-required",
          "a browser changes nothing by HTTP Basic; send the token as bearer, or sign in");
    }
  }

  private static boolean isFromHere(HttpServerRequest request) {
    SocketAddress peer = request.connection().remoteAddress();
    String address = peer == null ? null : peer.hostAddress();
    return address != null
        && (address.startsWith("127.")
            || address.equals("::1")
            || address.equals("0:0:0:0:0:0:0:1"));
  }

  private static Given read(String encoded) {
    if (encoded.length() > LONGEST) {
      throw FailedSignIns.refusal();
    }
    try {
      String pair =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
              .toString();
      int colon = pair.indexOf(':');
      if (colon < 0 || colon > LONGEST_NAME) {
        throw FailedSignIns.refusal();
      }
      return new Given(AccountDesk.normal(pair.substring(0, colon)), pair.substring(colon + 1));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw FailedSignIns.refusal();
    }
  }

  /** Blocking. */
  private Identified look(Given given, String address) {
    return identities
        .token(given.token())
        .filter(who -> fits(who, given))
        .orElseThrow(() -> failures.failed(given.account(), address));
  }

  /** A session's secret opens nothing here: it is no token. */
  private static boolean fits(Identified who, Given given) {
    return who.session().isEmpty() && who.actor().account().equals(given.account());
  }

  private static void proceed(RoutingContext context, Identified who) {
    Call.identify(context, who.actor());
    context.next();
  }
}
