package city.chengtu.command.access.oidc;

import java.util.List;
import java.util.Optional;

/**
 * A person, as the provider's signed token says.
 *
 * @param subject never changes and is never given to another; names and addresses do and are
 * @param account wanted name of the account
 * @param name as shown
 * @param roles our roles, mapped
 * @param organisation empty when the provider does not say
 * @param area empty when the provider does not say
 * @param token the ID token: names this sign-in when signing out at the provider
 */
public record OidcIdentity(
    String issuer,
    String subject,
    String account,
    String name,
    List<String> roles,
    Optional<String> organisation,
    Optional<String> area,
    String token) {
  public OidcIdentity {
    roles = List.copyOf(roles);
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "OidcIdentity[" + issuer + ", " + subject + "]";
  }
}
