package city.chengtu.command.onemap;

import city.chengtu.command.journal.Chain;
import city.chengtu.command.journal.Refusal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tag of one feature (RFC 9110, 8.8.3): its version, and a hash of what was answered.
 *
 * <p>The hash makes it a strong tag, since the same version looks different in another reference
 * system, language or to other eyes. Who changes a feature may send the tag of any of these: only
 * the version in it counts then.
 */
public final class FeatureTag {
  private static final int HASH = 16;
  private static final int MOST = 20;
  private static final Pattern ENTRY =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e]{0,100})\"\\s*(?:,|$)");
  private static final Pattern VERSION = Pattern.compile("([1-9][0-9]{0,17})(?:-[0-9a-f]+)?");

  private FeatureTag() {}

  /** The tag as it stands in {@code ETag}. */
  public static String of(long version, byte[] body) {
    return "\"" + version + "-" + Chain.SHA_256.hex(body).substring(0, HASH) + "\"";
  }

  /** Whether the client has it already, by its header {@code If-None-Match}; null for none. */
  public static boolean isKnown(String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    Matcher entry = ENTRY.matcher(ifNoneMatch);
    String opaque = tag.substring(1, tag.length() - 1);
    while (entry.find()) {
      if (entry.group(2).equals(opaque)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The versions a change may build on, by its header {@code If-Match}.
   *
   * @param ifMatch null when there is none
   * @return empty for "*": whichever is there
   * @throws Refusal 428 when there is none, 400 when it is no list of strong tags
   */
  public static Set<Long> versions(String ifMatch) {
    if (ifMatch == null) {
      throw Refusal.of(
          428, "if-match-required", "send If-Match with the ETag of the feature you saw");
    }
    if (ifMatch.strip().equals("*")) {
      return Set.of();
    }
    Set<Long> versions = new HashSet<>();
    Matcher entry = ENTRY.matcher(ifMatch);
    int end = 0;
    while (entry.find() && entry.start() == end && versions.size() < MOST) {
      end = entry.end();
      Matcher version = VERSION.matcher(entry.group(2));
      // A weak or foreign tag never matches (RFC 9110, 13.1.1).
      versions.add(
          entry.group(1) == null && version.matches() ? Long.parseLong(version.group(1)) : 0L);
    }
    if (end != ifMatch.length() || versions.isEmpty()) {
      throw Refusal.invalid(
          "If-Match", "not-a-tag", "If-Match must be the ETag of a feature, or *");
    }
    return versions;
  }
}
