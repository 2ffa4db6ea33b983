package city.chengtu.command.journal;

import org.jdbi.v3.core.Handle;

/**
 * Where a journal stands: number and hash of its last entry. Kept outside, it proves later that
 * nothing before it was changed or taken back.
 */
public record JournalHead(long position, String hash) {

  /** The head as this transaction sees it. */
  public static JournalHead of(Handle handle) {
    JournalTable.Head head = new JournalTable().head(handle);
    return new JournalHead(head.seq(), head.hash());
  }
}
