package city.chengtu.command.prove.witness;

/** What can be found wrong, named after the promise that is broken. */
public enum Violation {
  /** An acknowledged command is not in the journal. */
  COMMAND_LOST,
  /** A command was done more than once. */
  COMMAND_TWICE,
  /** Entries without receipt, a receipt without entries, some of the entries, or another state. */
  COMMAND_HALF_DONE,
  /** The same id was answered in two ways, or the receipt says something else. */
  ANSWER_DIFFERS,
  /** An edit was taken from who had not seen the last version. */
  EDIT_OVERWRITTEN,
  /** A number is missing in the journal or there twice. */
  JOURNAL_GAP,
  /** An entry is older than the one before. */
  TIME_BACKWARDS,
  /** The chain or a signature does not verify. */
  CHAIN_BROKEN,
  /** A subject's versions are not 1, 2, 3 … */
  VERSION_BROKEN,
  /** A unit is in two open assignments. */
  UNIT_HELD_TWICE,
  /** A client was not given an entry it may see, and was not told to reload. */
  DELIVERY_LOST,
  /** A client was given an entry twice. */
  DELIVERY_REPEATED,
  /** A client was given an entry after a later one. */
  DELIVERY_REORDERED,
  /** A client was given something else than the journal says. */
  DELIVERY_DIFFERS,
  /** A client was given what it may not see. */
  DELIVERY_FORBIDDEN,
  /** A client was given an entry that was not committed, or never was. */
  DELIVERED_UNCOMMITTED,
  /** Snapshot and stream, or journal and tables, do not say the same. */
  STATE_DIFFERS,
  /** A screen would claim to be live while an older entry is missing on it. */
  CLAIMED_LIVE_WHILE_STALE
}
