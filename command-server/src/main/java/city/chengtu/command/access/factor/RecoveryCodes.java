package city.chengtu.command.access.factor;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Codes for the day the telephone is lost: 80 random bits each, as {@code ABCD-EFGH-IJKL-MNOP}. */
public final class RecoveryCodes {
  private static final int CODES = 10;
  private static final int BYTES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RecoveryCodes() {}

  public static List<String> make() {
    return Stream.generate(RecoveryCodes::one).limit(CODES).toList();
  }

  private static String one() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base32.encode(bytes).replaceAll("(.{4})(?=.)", "$1-");
  }

  /** As people may type it: capitals, hyphens and spaces do not matter. */
  public static String normal(String typed) {
    return typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
  }
}
