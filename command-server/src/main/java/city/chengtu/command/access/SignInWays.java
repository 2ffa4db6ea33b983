package city.chengtu.command.access;

import city.chengtu.command.access.factor.SecretBox;
import city.chengtu.command.access.oidc.OidcProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ways to sign in beside the password, as the city has set them up.
 *
 * @param secrets encrypts what the store must not show
 * @param provider the city's identity provider; empty for none
 * @param providerRoles our roles that it can give
 * @param proxy that checks certificates; empty for none
 * @param proxies whose word counts for where a request comes from
 */
public record SignInWays(
    SecretBox secrets,
    Optional<OidcProvider> provider,
    Set<String> providerRoles,
    Optional<ProxySettings> proxy,
    List<CidrBlock> proxies) {
  public SignInWays {
    providerRoles = Set.copyOf(providerRoles);
    proxies = List.copyOf(proxies);
  }

  /** Passwords and second factors only. */
  public static SignInWays local(SecretBox secrets) {
    return new SignInWays(secrets, Optional.empty(), Set.of(), Optional.empty(), List.of());
  }
}
