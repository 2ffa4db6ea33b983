package city.chengtu.command.access.oidc;

import city.chengtu.command.outbound.OutboundClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The city's identity provider, as a client of it sees it. Blocking; never to be called on an event
 * loop, and best not by the threads that answer everybody else.
 */
public final class OidcProvider {
  private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How long the provider's document counts when a newer one cannot be had. */
  private static final Duration KEPT = Duration.ofHours(12);

  /** How long an answer, or that there was none, says that the provider is there. */
  private static final Duration BELIEVED = Duration.ofSeconds(20);

  /** What is known of the provider at a moment. */
  private record Known(Metadata metadata, IdTokens tokens, Instant readAt) {}

  private final OidcSettings settings;
  private final OutboundClient http;
  private final Clock clock;
  private volatile Known known;
  private volatile Instant askedAt = Instant.EPOCH;
  private volatile boolean available;

  public OidcProvider(OidcSettings settings, OutboundClient http, Clock clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  /** Did the provider answer when it was last asked? Never blocks. */
  public boolean isAvailable() {
    return available;
  }

  /** Is it so long ago that the provider was asked that {@link #probe} would ask again? */
  public boolean isDue() {
    return !clock.instant().isBefore(askedAt.plus(BELIEVED));
  }

  /** Asks the provider whether it is there, unless that was done just now. */
  public synchronized void probe() {
    if (!isDue()) {
      return;
    }
    try {
      discover();
    } catch (OidcFailure e) {
      LOG.warn("identity provider {}: {}", settings.issuer(), e.getMessage());
    }
  }

  private synchronized Known current() throws OidcFailure {
    Known current = known;
    if (current != null && clock.instant().isBefore(current.readAt().plus(KEPT))) {
      return current;
    }
    if (!isDue()) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, "the provider did not answer just now", null);
    }
    return discover();
  }

  private Known discover() throws OidcFailure {
    Known current = known;
    askedAt = clock.instant();
    available = false;
    try {
      OutboundClient.Reply reply = http.get(Metadata.place(settings.issuer()));
      if (reply.status() != 200) {
        throw new IOException("status " + reply.status());
      }
      Metadata metadata = Metadata.read(reply.body(), settings.issuer());
      boolean sameKeys = current != null && current.metadata().keys().equals(metadata.keys());
      IdTokens tokens =
          sameKeys ? current.tokens() : new IdTokens(settings, metadata.keys(), http, clock);
      known = new Known(metadata, tokens, askedAt);
      available = true;
      return known;
    } catch (IOException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, "no discovery document: " + e.getMessage(), e);
    }
  }

  /** Where to send the browser. */
  public URI authorization(String state, String nonce, String challenge) throws OidcFailure {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", settings.redirectUri().toString());
    query.put("scope", settings.scopes());
    query.put("state", state);
    query.put("nonce", nonce);
    query.put("code_challenge", challenge);
    query.put("code_challenge_method", "S256");
    if (!settings.acrValues().isEmpty()) {
      query.put("acr_values", String.join(" ", settings.acrValues()));
    }
    return with(current().metadata().authorization(), query);
  }

  /**
   * Redeems the provider's answer.
   *
   * @param issuer the answer's {@code iss}, when it has one (RFC 9207)
   * @throws OidcFailure when it does not hold or the provider cannot be reached
   */
  public OidcIdentity redeem(String code, String verifier, String nonce, Optional<String> issuer)
      throws OidcFailure {
    if (issuer.isPresent() && !issuer.get().equals(settings.issuer().toString())) {
      throw OidcFailure.refused("the answer comes from another issuer");
    }
    Known current = current();
    String token = exchange(current.metadata(), code, verifier);
    JWTClaimsSet set = current.tokens().check(token, nonce);
    Claims claims = new Claims(set.toJSONObject());
    String account =
        claims
            .text(settings.accountClaim())
            .orElseThrow(() -> OidcFailure.refused("no claim " + settings.accountClaim()));
    return new OidcIdentity(
        set.getIssuer(),
        set.getSubject(),
        account,
        claims.text("name").orElse(account),
        roles(claims),
        claims.text(settings.organisationClaim()),
        claims.text(settings.areaClaim()),
        token);
  }

  private List<String> roles(Claims claims) {
    return claims.texts(settings.rolesClaim()).stream()
        .map(settings.roleMap()::get)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  private String exchange(Metadata metadata, String code, String verifier) throws OidcFailure {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.redirectUri().toString());
    form.put("client_id", settings.clientId());
    form.put("code_verifier", verifier);
    String authorization = "";
    if (!settings.clientSecret().isEmpty() && metadata.basicSecret()) {
      authorization = basic();
    } else if (!settings.clientSecret().isEmpty()) {
      form.put("client_secret", settings.clientSecret());
    }
    try {
      OutboundClient.Reply reply = http.post(metadata.token(), form, authorization);
      JsonNode answer = MAPPER.readTree(reply.body());
      if (reply.status() != 200 || !answer.path("id_token").isTextual()) {
        throw OidcFailure.refused(
            "token endpoint: " + reply.status() + " " + answer.path("error").asText("no ID token"));
      }
      return answer.path("id_token").asText();
    } catch (JsonProcessingException e) {
      throw new OidcFailure(OidcFailure.REFUSED, "the token endpoint's answer is not JSON", e);
    } catch (IOException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, e.getMessage(), e);
    }
  }

  /** Both parts are form-encoded first (RFC 6749, 2.3.1). */
  private String basic() {
    String pair = encode(settings.clientId()) + ":" + encode(settings.clientSecret());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where to send the browser to sign out at the provider too (OpenID Connect RP-Initiated Logout
   * 1.0); empty when it does not offer that, or is not known just now.
   *
   * @param token the ID token of the sign-in
   */
  public Optional<URI> signOut(String token) {
    return Optional.ofNullable(known)
        .flatMap(k -> k.metadata().endSession())
        .map(
            place ->
                with(
                    place,
                    Map.of(
                        "id_token_hint",
                        token,
                        "client_id",
                        settings.clientId(),
                        "post_logout_redirect_uri",
                        settings.afterSignOut().toString())));
  }

  private static URI with(URI place, Map<String, String> query) {
    String text =
        query.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(place + (place.getRawQuery() == null ? "?" : "&") + text);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
