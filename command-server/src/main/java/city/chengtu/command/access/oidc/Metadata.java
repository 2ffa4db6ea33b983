package city.chengtu.command.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param basicSecret the client's secret is sent in the Authorization header, else in the form
 */
record Metadata(
    URI authorization, URI token, URI keys, Optional<URI> endSession, boolean basicSecret) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PLACE = "/.well-known/openid-configuration";

  /** Where a provider's document lies. */
  static URI place(URI issuer) {
    return URI.create(issuer.toString().replaceAll("/$", "") + PLACE);
  }

  /**
   * @throws OidcFailure when it is no such document, or another issuer's
   */
  static Metadata read(String document, URI issuer) throws OidcFailure {
    try {
      JsonNode tree = MAPPER.readTree(document);
      if (!issuer.toString().equals(tree.path("issuer").asText())) {
        throw new OidcFailure(
            OidcFailure.UNAVAILABLE,
            "the provider calls itself '"
                + tree.path("issuer").asText()
                + "', not '"
                + issuer
                + "'",
            null);
      }
      return new Metadata(
          uri(tree, "authorization_endpoint"),
          uri(tree, "token_endpoint"),
          uri(tree, "jwks_uri"),
          tree.hasNonNull("end_session_endpoint")
              ? Optional.of(uri(tree, "end_session_endpoint"))
              : Optional.empty(),
          basic(tree.path("token_endpoint_auth_methods_supported")));
    } catch (JsonProcessingException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, "the provider's document is not JSON", e);
    }
  }

  /** Basic is the default (Discovery, 3). */
  private static boolean basic(JsonNode methods) {
    Set<String> offered = new HashSet<>();
    methods.forEach(m -> offered.add(m.asText()));
    return offered.isEmpty() || offered.contains("client_secret_basic");
  }

  private static URI uri(JsonNode tree, String member) throws OidcFailure {
    try {
      URI uri = new URI(tree.path(member).asText());
      if (uri.getHost() != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new OidcFailure(OidcFailure.UNAVAILABLE, member + " is no URL", e);
    }
    throw new OidcFailure(OidcFailure.UNAVAILABLE, member + " is missing or no URL", null);
  }
}
