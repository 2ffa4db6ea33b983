package city.chengtu.command.server;

import java.util.regex.Pattern;

/** Text from strangers' files on its way to a terminal, which must not be steered by it. */
final class PlainText {
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\\r]]");

  private PlainText() {}

  /** With U+FFFD for every character that is no text but a command. */
  static String of(String text) {
    return STEERING.matcher(text).replaceAll("\ufffd");
  }
}
