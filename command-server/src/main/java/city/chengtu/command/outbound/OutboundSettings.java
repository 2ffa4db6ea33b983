package city.chengtu.command.outbound;

import java.util.Set;

/**
 * What the city allows its server to reach.
 *
 * @param privateHosts host names that may lie at private addresses, lower case
 * @param plainLoopback plain HTTP to this machine is allowed
 * @param plainHosts host names that may be asked by plain HTTP, lower case; where they may lie is
 *     another question
 * @param trustedCertificates PEM file with further certificate authorities; empty for the
 *     platform's only
 */
public record OutboundSettings(
    Set<String> privateHosts,
    boolean plainLoopback,
    Set<String> plainHosts,
    String trustedCertificates) {
  public OutboundSettings {
    privateHosts = Set.copyOf(privateHosts);
    plainHosts = Set.copyOf(plainHosts);
  }

  /** No host may be asked by plain HTTP. */
  public OutboundSettings(
      Set<String> privateHosts, boolean plainLoopback, String trustedCertificates) {
    this(privateHosts, plainLoopback, Set.of(), trustedCertificates);
  }
}
