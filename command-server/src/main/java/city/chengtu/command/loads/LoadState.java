package city.chengtu.command.loads;

import java.util.Locale;

/** How far a load has come. */
enum LoadState {
  /** It can be changed, tried and committed. */
  DRAFT,
  /** A trial, a commit or an undoing runs. */
  RUNNING,
  /** It is true. */
  DONE,
  /** It was true and has been taken back. */
  UNDONE,
  /** The server went down while it ran: nothing of that was changed, it can be tried again. */
  INTERRUPTED;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LoadState of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  /** True when its options may change and it may be run. */
  boolean open() {
    return this == DRAFT || this == INTERRUPTED;
  }
}
