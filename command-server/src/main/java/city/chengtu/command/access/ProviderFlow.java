package city.chengtu.command.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A sign-in at the identity provider that is under way, kept in a cookie of the browser that began
 * it: so any node can finish it, and no other browser can.
 *
 * @param state comes back with the provider's answer
 * @param nonce comes back inside the signed token
 * @param verifier proves that who redeems the code has asked for it (PKCE)
 * @param formerHash of the session the browser had; empty for none
 * @param returnTo path on this server to go on with
 */
record ProviderFlow(
    String state, String nonce, String verifier, String formerHash, String returnTo) {
  private static final int LONGEST = 1_000;
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})?");

  /** A path of ours: no scheme, no host, nothing a browser could read as either. */
  private static final Pattern OWN_PATH =
      Pattern.compile("/(?:[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*)?(?:\\?[A-Za-z0-9._~/=&%-]*)?");

  static ProviderFlow begin(Optional<String> formerSecret, String returnTo) {
    return new ProviderFlow(
        Secrets.make(),
        Secrets.make(),
        Secrets.make(),
        formerSecret.map(Secrets::hash).orElse(""),
        isOwnPath(returnTo) ? returnTo : "/");
  }

  static boolean isOwnPath(String path) {
    return path.length() <= 200 && OWN_PATH.matcher(path).matches();
  }

  /** The verifier's hash, as sent ahead (RFC 7636, S256). */
  String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** As the browser keeps it. */
  String text() {
    return String.join(
        ".",
        state,
        nonce,
        verifier,
        formerHash,
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(returnTo.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The sign-in this browser has under way.
   *
   * @param kept what the browser keeps
   * @param state as the provider's answer says
   * @return empty when there is none, or it is another one
   */
  static Optional<ProviderFlow> of(Optional<String> kept, String state) {
    return kept.filter(v -> v.length() <= LONGEST)
        .flatMap(ProviderFlow::read)
        .filter(flow -> Secrets.same(flow.state(), state));
  }

  private static Optional<ProviderFlow> read(String value) {
    String[] p = value.split("\\.", -1);
    if (p.length != 5
        || !SECRET.matcher(p[0]).matches()
        || !SECRET.matcher(p[1]).matches()
        || !SECRET.matcher(p[2]).matches()
        || !HASH.matcher(p[3]).matches()) {
      return Optional.empty();
    }
    try {
      String path = new String(Base64.getUrlDecoder().decode(p[4]), StandardCharsets.UTF_8);
      return Optional.of(new ProviderFlow(p[0], p[1], p[2], p[3], isOwnPath(path) ? path : "/"));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not what we wrote
    }
  }

  /** Never shows what guards the sign-in. */
  @Override
  public String toString() {
    return "ProviderFlow[" + returnTo + "]";
  }
}
