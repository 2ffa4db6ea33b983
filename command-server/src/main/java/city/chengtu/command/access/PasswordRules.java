package city.chengtu.command.access;

import city.chengtu.command.journal.Refusal;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What a new password must be (GB/T 22239-2019 8.1.4.1). The figures are data. */
final class PasswordRules {
  /** Longer input is no safer, only dearer to read. */
  private static final int MAX_LENGTH = 128;

  private static final int SHORTEST_NAME = 3;

  private PasswordRules() {}

  /**
   * @param field where the password stands in the request
   * @throws Refusal 400, saying which rule it breaks
   */
  static void check(String field, String password, String account, SignInRules rules) {
    int length = password.codePointCount(0, password.length());
    if (length < rules.minLength()) {
      throw Refusal.invalid(
          field, "password-too-short", "at least " + rules.minLength() + " characters");
    }
    if (length > MAX_LENGTH) {
      throw Refusal.invalid(field, "password-too-long", "at most " + MAX_LENGTH + " characters");
    }
    if (kinds(password) < rules.minKinds()) {
      throw Refusal.invalid(
          field,
          "password-too-simple",
          "at least " + rules.minKinds() + " of: lower case, upper case, digits, other characters");
    }
    if (account.length() >= SHORTEST_NAME
        && password.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT))) {
      throw Refusal.invalid(
          field, "password-contains-account", "the account's name must not be part of it");
    }
  }

  private static long kinds(String password) {
    return IntStream.of(
            any(password, PasswordRules::isLower),
            any(password, PasswordRules::isUpper),
            any(password, PasswordRules::isDigit),
            any(password, c -> !isLower(c) && !isUpper(c) && !isDigit(c)))
        .sum();
  }

  private static int any(String password, IntPredicate kind) {
    return password.codePoints().anyMatch(kind) ? 1 : 0;
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isUpper(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
