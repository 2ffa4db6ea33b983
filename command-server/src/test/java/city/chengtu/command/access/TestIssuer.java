package city.chengtu.command.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An identity provider that speaks real HTTP and signs real tokens, checks PKCE and the client's
 * secret, and can be told to lie in every way a hostile one would.
 */
final class TestIssuer implements AutoCloseable {
  static final String CLIENT = "chengtu";
  static final String SECRET = "client secret: with/odd+signs";

  /** How the next token is signed. */
  enum Signing {
    RS256,
    ES256,
    NONE,
    HMAC_WITH_PUBLIC_KEY,
    UNKNOWN_KEY
  }

  /** What one authorization led to. */
  private record Grant(String nonce, String challenge, String redirectUri) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Clock clock;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  final AtomicInteger keyRequests = new AtomicInteger();
  final Map<String, Object> claims = new ConcurrentHashMap<>();
  volatile Signing signing = Signing.RS256;
  volatile boolean down;
  volatile JsonObject metadataChanges = new JsonObject();
  volatile String audience = CLIENT;
  volatile String tokenIssuer;
  volatile String nonceOverride;
  volatile Duration expiry = Duration.ofMinutes(5);
  private RSAKey rsa;
  private ECKey ec;

  TestIssuer(Clock clock) {
    this.clock = clock;
    rotate();
    server =
        AccessNode.await(
            vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
    tokenIssuer = uri().toString();
    claims.put("sub", "subject-1");
    claims.put("preferred_username", "Wang.Li");
    claims.put("name", "王丽");
    claims.put("realm_access", Map.of("roles", List.of("chengtu-operator", "offline_access")));
    claims.put("department", "gas");
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/realms/city");
  }

  /** Making one takes a while, so the tests share them; each issuer gives them names of its own. */
  private static final RSAKey RSA_KEY = rsaKey();

  private static final RSAKey STRANGERS_KEY = rsaKey();

  private static RSAKey rsaKey() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** New keys; the old ones are gone. */
  void rotate() {
    try {
      rsa = new RSAKey.Builder(RSA_KEY).keyID(UUID.randomUUID().toString()).build();
      ec = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpServerRequest request) {
    if (down) {
      request.connection().close();
      return;
    }
    switch (request.path().replace("/realms/city", "")) {
      case "/.well-known/openid-configuration" -> json(request, 200, metadata());
      case "/keys" -> {
        keyRequests.incrementAndGet();
        json(
            request,
            200,
            new JsonObject(new JWKSet(List.<JWK>of(rsa, ec)).toPublicJWKSet().toString()));
      }
      case "/token" -> request.body().onSuccess(body -> token(request, body.toString()));
      case "/elsewhere" ->
          request.response().setStatusCode(302).putHeader("Location", "http://localhost/").end();
      case "/endless" -> {
        request.response().setChunked(true);
        endless(request);
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void endless(HttpServerRequest request) {
    request.response().write("x".repeat(64 * 1024)).onSuccess(done -> endless(request));
  }

  private JsonObject metadata() {
    return new JsonObject()
        .put("issuer", uri().toString())
        .put("authorization_endpoint", uri() + "/auth")
        .put("token_endpoint", uri() + "/token")
        .put("jwks_uri", uri() + "/keys")
        .put("end_session_endpoint", uri() + "/logout")
        .put("token_endpoint_auth_methods_supported", new JsonArray().add("client_secret_basic"))
        .mergeIn(metadataChanges);
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.encode());
  }

  /** The person signs in at the provider's page; what the browser is sent back with. */
  Map<String, String> authorize(URI place) {
    Map<String, String> query = form(place.getRawQuery());
    String code = UUID.randomUUID().toString();
    grants.put(
        code,
        new Grant(query.get("nonce"), query.get("code_challenge"), query.get("redirect_uri")));
    Map<String, String> answer = new HashMap<>();
    answer.put("code", code);
    answer.put("state", query.get("state"));
    return answer;
  }

  static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                p -> URLDecoder.decode(p[0], StandardCharsets.UTF_8),
                p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8)));
  }

  private void token(HttpServerRequest request, String body) {
    Map<String, String> form = form(body);
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    String pair =
        new String(
            Base64.getDecoder()
                .decode(
                    request.getHeader("Authorization") == null
                        ? ""
                        : request.getHeader("Authorization").replace("Basic ", "")),
            StandardCharsets.UTF_8);
    Map<String, String> client = form(pair.replaceFirst(":", "="));
    if (!SECRET.equals(client.get(CLIENT))) {
      json(request, 401, new JsonObject().put("error", "invalid_client"));
    } else if (grant == null
        || !grant.redirectUri().equals(form.get("redirect_uri"))
        || !grant.challenge().equals(challenge(form.get("code_verifier")))) {
      json(request, 400, new JsonObject().put("error", "invalid_grant"));
    } else {
      json(
          request,
          200,
          new JsonObject()
              .put("access_token", "opaque")
              .put("token_type", "Bearer")
              .put("id_token", idToken(grant.nonce())));
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String idToken(String nonce) {
    JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
    claims.forEach(set::claim);
    set.issuer(tokenIssuer)
        .audience(Arrays.asList(audience.split(" ", -1)))
        .issueTime(Date.from(clock.instant()))
        .expirationTime(Date.from(clock.instant().plus(expiry)))
        .claim("nonce", nonceOverride == null ? nonce : nonceOverride);
    try {
      return sign(set.build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String sign(JWTClaimsSet set) throws JOSEException {
    return switch (signing) {
      case NONE -> new PlainJWT(set).serialize();
      case RS256 -> sign(set, JWSAlgorithm.RS256, rsa.getKeyID(), new RSASSASigner(rsa));
      case ES256 -> sign(set, JWSAlgorithm.ES256, ec.getKeyID(), new ECDSASigner(ec));
      case HMAC_WITH_PUBLIC_KEY ->
          sign(
              set,
              JWSAlgorithm.HS256,
              rsa.getKeyID(),
              new MACSigner(rsa.toRSAPublicKey().getEncoded()));
      case UNKNOWN_KEY ->
          sign(set, JWSAlgorithm.RS256, rsa.getKeyID(), new RSASSASigner(STRANGERS_KEY));
    };
  }

  private static String sign(JWTClaimsSet set, JWSAlgorithm by, String key, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(by).type(JOSEObjectType.JWT).keyID(key).build(), set);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Override
  public void close() {
    AccessNode.await(server.close());
    AccessNode.await(vertx.close());
  }
}
