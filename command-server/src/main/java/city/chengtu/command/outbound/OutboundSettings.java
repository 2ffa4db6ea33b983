package city.chengtu.command.outbound;

import java.util.Set;

/**
 * What the city allows its server to reach.
 *
 * @param privateHosts host names that may lie at private addresses, lower case
 * @param plainLoopback plain HTTP to this machine is allowed
 * @param trustedCertificates PEM file with further certificate authorities; empty for the
 *     platform's only
 */
public record OutboundSettings(
    Set<String> privateHosts, boolean plainLoopback, String trustedCertificates) {
  public OutboundSettings {
    privateHosts = Set.copyOf(privateHosts);
  }
}
