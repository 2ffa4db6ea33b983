package city.chengtu.command.access;

import java.util.List;

/**
 * Certificates that a proxy in front has checked.
 *
 * @param header holds the subject: a distinguished name (RFC 4514), or Envoy's {@code
 *     X-Forwarded-Client-Cert}
 * @param proxies from whom it is believed, as address or CIDR block
 * @param secretHeader holds a secret that only the proxy knows
 * @param secret what must stand in it
 * @param attribute of the subject that names the account: CN, UID, …
 * @param within attributes the subject must have too, as {@code O=云巷市}: another department's
 *     certificates open nothing here; empty for none
 */
public record ProxySettings(
    String header,
    List<CidrBlock> proxies,
    String secretHeader,
    String secret,
    String attribute,
    List<String> within) {
  public ProxySettings {
    proxies = List.copyOf(proxies);
    within = List.copyOf(within);
  }

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "ProxySettings[" + header + ", " + proxies + "]";
  }
}
