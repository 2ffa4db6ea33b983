package city.chengtu.command.access.oidc;

import city.chengtu.command.outbound.OutboundClient;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * Checks ID tokens: signature by the provider's current keys, issuer, audience, times, nonce
 * (OpenID Connect Core 1.0, 3.1.3.7).
 */
final class IdTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final Set<String> NEEDED = Set.of("iss", "sub", "aud", "exp", "iat", "nonce");
  private static final int SKEW_SECONDS = 60;
  private static final long KEYS_KEPT_MILLIS = 10 * 60_000;
  private static final long KEYS_PATIENCE_MILLIS = 10_000;

  /** Two fetches at most in this time: a forged key id must not make us hammer the provider. */
  private static final long KEYS_PAUSE_MILLIS = 30_000;

  private static final int LONGEST = 32 * 1024;

  private final OidcSettings settings;
  private final Clock clock;
  private final JWKSource<SecurityContext> keys;

  IdTokens(OidcSettings settings, URI keys, OutboundClient http, Clock clock) throws OidcFailure {
    this.settings = settings;
    this.clock = clock;
    try {
      this.keys =
          JWKSourceBuilder.<SecurityContext>create(keys.toURL(), url -> fetch(url, http))
              .cache(KEYS_KEPT_MILLIS, KEYS_PATIENCE_MILLIS)
              .refreshAheadCache(false)
              .rateLimited(KEYS_PAUSE_MILLIS)
              .build();
    } catch (MalformedURLException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, "jwks_uri is no URL", e);
    }
  }

  private static Resource fetch(URL url, OutboundClient http) throws IOException {
    OutboundClient.Reply reply = http.get(URI.create(url.toString()));
    if (reply.status() != 200) {
      throw new IOException("status " + reply.status() + " for the keys at " + url);
    }
    return new Resource(reply.body(), "application/json");
  }

  /**
   * @param nonce the one this sign-in sent
   * @throws OidcFailure when the token does not hold, or the keys cannot be had
   */
  JWTClaimsSet check(String token, String nonce) throws OidcFailure {
    if (token.length() > LONGEST) {
      throw OidcFailure.refused("the ID token is too long");
    }
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(new Rules(settings, nonce, clock));
    try {
      return processor.process(token, null);
    } catch (RemoteKeySourceException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, "the provider's keys cannot be had", e);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new OidcFailure(OidcFailure.REFUSED, "ID token: " + e.getMessage(), e);
    }
  }

  /** The library's rules, by our clock, and the two it does not know. */
  private static final class Rules extends DefaultJWTClaimsVerifier<SecurityContext> {
    private final OidcSettings settings;
    private final Clock clock;

    Rules(OidcSettings settings, String nonce, Clock clock) {
      super(
          settings.clientId(),
          new JWTClaimsSet.Builder()
              .issuer(settings.issuer().toString())
              .claim("nonce", nonce)
              .build(),
          NEEDED);
      this.settings = settings;
      this.clock = clock;
      setMaxClockSkew(SKEW_SECONDS);
    }

    @Override
    protected Date currentTime() {
      return Date.from(clock.instant());
    }

    @Override
    public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
      super.verify(claims, context);
      Object party = claims.getClaim("azp");
      boolean forUs = settings.clientId().equals(party);
      if (party == null ? claims.getAudience().size() > 1 : !forUs) {
        throw new BadJWTException("the token was made for another client");
      }
      List<String> wanted = settings.acrValues();
      if (!wanted.isEmpty() && !wanted.contains(String.valueOf(claims.getClaim("acr")))) {
        throw new BadJWTException("the sign-in at the provider was not strong enough");
      }
    }
  }
}
