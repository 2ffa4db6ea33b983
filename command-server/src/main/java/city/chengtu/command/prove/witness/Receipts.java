package city.chengtu.command.prove.witness;

import java.util.Optional;

/** The server's own word about commands, from wherever it can be read. */
interface Receipts {
  /**
   * @param state {@code done}, {@code refused}, or {@code running} for a reservation that should
   *     never be visible
   */
  record Receipt(String state, int status, long position) {}

  /** Of a command; empty when there is none. */
  Optional<Receipt> find(String command);

  /** True when every receipt there is can be seen, not only those asked for. */
  boolean complete();
}
