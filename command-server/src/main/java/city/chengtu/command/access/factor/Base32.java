package city.chengtu.command.access.factor;

/** Base 32 (RFC 4648, 6) without padding: what people can type and authenticator apps read. */
final class Base32 {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte b : bytes) {
      held = (held << 8 | (b & 0xff)) & 0xffff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(LETTERS.charAt(held >> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(LETTERS.charAt(held << (5 - bits) & 31));
    }
    return text.toString();
  }
}
