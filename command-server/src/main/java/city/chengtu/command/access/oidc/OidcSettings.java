package city.chengtu.command.access.oidc;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How the city's identity provider is reached and read.
 *
 * @param issuer as the provider names itself, exactly
 * @param clientSecret empty for a public client: PKCE alone then guards the code
 * @param redirectUri our own address for the provider's answer
 * @param afterSignOut our own address to come back to after signing out there
 * @param scopes asked for, separated by spaces; must hold {@code openid}
 * @param accountClaim becomes the account's name at the first sign-in
 * @param rolesClaim path of the claim with roles, as {@code realm_access.roles}
 * @param organisationClaim path; empty when the provider does not know it
 * @param areaClaim path; empty when the provider does not know it
 * @param roleMap the provider's role to ours; what is not in it gives no right
 * @param acrValues strength of sign-in that is asked for and must have been used; empty for any
 */
public record OidcSettings(
    URI issuer,
    String clientId,
    String clientSecret,
    URI redirectUri,
    URI afterSignOut,
    String scopes,
    String accountClaim,
    String rolesClaim,
    String organisationClaim,
    String areaClaim,
    Map<String, String> roleMap,
    List<String> acrValues) {
  public OidcSettings {
    roleMap = Map.copyOf(roleMap);
    acrValues = List.copyOf(acrValues);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "OidcSettings[" + issuer + ", " + clientId + "]";
  }
}
