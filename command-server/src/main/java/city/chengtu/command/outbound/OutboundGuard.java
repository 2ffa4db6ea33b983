package city.chengtu.command.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which URLs the server may ask: https, at an address of the public network, or at a host that the
 * city has listed; plain http at hosts it has listed for that.
 *
 * <p>The name is resolved once, here; whoever connects must use the address in the {@link Target}.
 * All addresses of a name must be allowed, so that nobody hides a private one among public ones.
 */
public final class OutboundGuard {
  /**
   * A URL that may be asked, and the address to ask.
   *
   * @param uri as given
   * @param address what its host was resolved to
   */
  public record Target(URI uri, InetAddress address) {}

  /** Finds the addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** A block of IPv4 addresses: the first address and the number of bits that count. */
  private record Block(int first, int bits) {
    boolean holds(int address) {
      return (address ^ first) >>> (32 - bits) == 0;
    }
  }

  /** What is not the public network (IANA special-purpose address registries, RFC 6890). */
  private static final List<Block> SPECIAL_V4 =
      List.of(
          block(0, 0, 0, 0, 8),
          block(10, 0, 0, 0, 8),
          block(100, 64, 0, 0, 10), // shared address space; also a cloud's metadata service
          block(127, 0, 0, 0, 8),
          block(169, 254, 0, 0, 16), // link-local; metadata services
          block(172, 16, 0, 0, 12),
          block(192, 0, 0, 0, 24),
          block(192, 0, 2, 0, 24),
          block(192, 88, 99, 0, 24),
          block(192, 168, 0, 0, 16),
          block(198, 18, 0, 0, 15),
          block(198, 51, 100, 0, 24),
          block(203, 0, 113, 0, 24),
          block(224, 0, 0, 0, 3)); // multicast and reserved

  private final OutboundSettings settings;
  private final Resolver resolver;

  public OutboundGuard(OutboundSettings settings) {
    this(settings, InetAddress::getAllByName);
  }

  OutboundGuard(OutboundSettings settings, Resolver resolver) {
    this.settings = settings;
    this.resolver = resolver;
  }

  /**
   * Blocking: asks the name service.
   *
   * @throws OutboundRefused naming the rule that forbids the URL
   * @throws UnknownHostException when the host has no address
   */
  public Target check(URI uri) throws OutboundRefused, UnknownHostException {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new OutboundRefused("not a plain URL with a host: " + uri);
    }
    boolean plain = "http".equalsIgnoreCase(uri.getScheme());
    if (!plain && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new OutboundRefused("only https may be asked: " + uri);
    }
    String name = host.replaceAll("^\\[|\\]$", "");
    InetAddress[] addresses = resolver.resolve(name);
    boolean loopback = Arrays.stream(addresses).allMatch(InetAddress::isLoopbackAddress);
    if (loopback && settings.plainLoopback()) {
      return new Target(uri, addresses[0]);
    }
    if (plain && !settings.plainHosts().contains(name.toLowerCase(Locale.ROOT))) {
      throw new OutboundRefused("plain http may be asked at hosts listed for it only: " + name);
    }
    if (!settings.privateHosts().contains(name.toLowerCase(Locale.ROOT))) {
      for (InetAddress address : addresses) {
        if (!isPublic(address)) {
          throw new OutboundRefused(
              name + " lies at " + address.getHostAddress() + ", which is not the public network");
        }
      }
    }
    return new Target(uri, addresses[0]);
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      int value = number(bytes, 0);
      return SPECIAL_V4.stream().noneMatch(b -> b.holds(value));
    }
    // Only 2000::/3 is handed out; of it documentation (2001:db8::/32) and Teredo (2001::/32) are
    // not, and 6to4 (2002::/16) holds an IPv4 address of anybody's choice.
    int start = number(bytes, 0);
    return (start >>> 29) == 1
        && start != 0x2001_0db8
        && start != 0x2001_0000
        && (start >>> 16) != 0x2002;
  }

  private static Block block(int a, int b, int c, int d, int bits) {
    return new Block(number(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, 0), bits);
  }

  private static int number(byte[] bytes, int from) {
    return (bytes[from] & 0xff) << 24
        | (bytes[from + 1] & 0xff) << 16
        | (bytes[from + 2] & 0xff) << 8
        | (bytes[from + 3] & 0xff);
  }
}
