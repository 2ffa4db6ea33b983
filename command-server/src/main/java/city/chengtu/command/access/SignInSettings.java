package city.chengtu.command.access;

import java.util.Set;

/**
 * How the server stands in its network.
 *
 * @param secureCookie the cookie travels over TLS only: true when this server speaks TLS, or a
 *     proxy in front of it does
 * @param origins further origins, as {@code https://map.example.org}, from which browsers may
 *     write; needed only when a proxy changes the Host header
 */
public record SignInSettings(boolean secureCookie, Set<String> origins) {
  public SignInSettings {
    origins = Set.copyOf(origins);
  }
}
