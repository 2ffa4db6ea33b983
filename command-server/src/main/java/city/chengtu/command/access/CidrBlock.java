package city.chengtu.command.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses, as {@code 10.1.0.0/16}, {@code fd00::/8} or a single address.
 *
 * @param first any address of the block
 * @param bits how many of its bits count
 */
public record CidrBlock(InetAddress first, int bits) {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  /**
   * @throws IllegalArgumentException when it is no such block; names are none
   */
  public static CidrBlock of(String text) {
    String[] parts = text.split("/", 2);
    InetAddress address = literal(parts[0], text);
    int longest = address.getAddress().length * 8;
    int bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
    if (bits < 0 || bits > longest) {
      throw new IllegalArgumentException(text + " is no block of addresses");
    }
    return new CidrBlock(address, bits);
  }

  private static InetAddress literal(String address, String text) {
    if (!LITERAL.matcher(address).matches()) {
      throw new IllegalArgumentException(text + " is no address"); // a name would be looked up
    }
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text + " is no address", e);
    }
  }

  /**
   * @param address as text, without a name to be looked up; anything else is in no block
   */
  public boolean holds(String address) {
    if (address == null || !LITERAL.matcher(address).matches()) {
      return false;
    }
    byte[] own = first.getAddress();
    byte[] other = literal(address, address).getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
