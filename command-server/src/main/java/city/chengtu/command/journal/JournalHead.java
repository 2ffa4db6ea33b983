package city.chengtu.command.journal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Where a journal stands: number and hash of its last entry. Kept outside, it proves later that
 * nothing before it was changed or taken back.
 */
public record JournalHead(long position, String hash) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):([0-9a-f]{64})");

  /**
   * Reads {@code position:hash}, as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static JournalHead of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "a journal head is POSITION:HASH, as 'audit verify' prints it, not '" + text + "'");
    }
    return new JournalHead(Long.parseLong(parts.group(1)), parts.group(2));
  }

  @Override
  public String toString() {
    return position + ":" + hash;
  }

  /** The head as this transaction sees it. */
  public static JournalHead of(Handle handle) {
    JournalTable.Head head = new JournalTable().head(handle);
    return new JournalHead(head.seq(), head.hash());
  }
}
