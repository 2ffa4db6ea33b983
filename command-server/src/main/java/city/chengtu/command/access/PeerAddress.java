package city.chengtu.command.access;

import java.util.List;

/**
 * Where a request comes from: the peer, or, when the peer is one of our proxies, the last address
 * in {@code X-Forwarded-For} that is none of them. What stands further left in that header was
 * written by whoever sent it and counts for nothing.
 */
final class PeerAddress {
  private static final int LONGEST = 45;

  private final List<CidrBlock> proxies;

  PeerAddress(List<CidrBlock> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  String of(Hop hop) {
    String peer = hop.peer();
    if (proxies.isEmpty() || !isProxy(peer)) {
      return peer;
    }
    String hops = String.join(",", hop.all("X-Forwarded-For"));
    String[] list = hops.split(",", -1);
    String address = peer;
    for (int i = list.length - 1; i >= 0 && isProxy(address); i--) {
      String before = list[i].strip();
      if (before.isEmpty() || before.length() > LONGEST) {
        return address;
      }
      address = before;
    }
    return address;
  }

  private boolean isProxy(String address) {
    return proxies.stream().anyMatch(block -> block.holds(address));
  }
}
