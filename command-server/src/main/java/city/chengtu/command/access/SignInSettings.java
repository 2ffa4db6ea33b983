package city.chengtu.command.access;

import java.util.Set;

/**
 * How the server stands in its network, and what the city asks of those who sign in.
 *
 * @param secureCookie the cookie travels over TLS only: true when this server speaks TLS, or a
 *     proxy in front of it does
 * @param origins further origins, as {@code https://map.example.org}, from which browsers may
 *     write; needed only when a proxy changes the Host header
 * @param factorRoles who holds one of these roles and signs in with a password needs a second
 *     factor
 * @param separateAdministrators the role that may do everything with accounts is retired; system,
 *     security and audit are three people (三员分立)
 */
public record SignInSettings(
    boolean secureCookie,
    Set<String> origins,
    Set<String> factorRoles,
    boolean separateAdministrators) {
  public SignInSettings {
    origins = Set.copyOf(origins);
    factorRoles = Set.copyOf(factorRoles);
  }

  /** Without second factors and with one administrator. */
  public SignInSettings(boolean secureCookie, Set<String> origins) {
    this(secureCookie, origins, Set.of(), false);
  }
}
