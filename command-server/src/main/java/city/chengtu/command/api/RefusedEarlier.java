package city.chengtu.command.api;

import city.chengtu.command.journal.Receipt;

/**
 * A command that ended refused, now or when its id was first sent: the stored problem is the
 * answer.
 */
final class RefusedEarlier extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Receipt receipt;

  RefusedEarlier(Receipt receipt) {
    super("command " + receipt.id() + " was refused", null, false, false);
    this.receipt = receipt;
  }

  Receipt receipt() {
    return receipt;
  }
}
