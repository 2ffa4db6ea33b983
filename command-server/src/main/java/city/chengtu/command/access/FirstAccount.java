package city.chengtu.command.access;

/**
 * An account made at the first start, with the password that is shown once.
 *
 * @param office what it is for, in Chinese and English
 */
public record FirstAccount(String account, String office, String password) {
  /** Never shows the password. */
  @Override
  public String toString() {
    return "FirstAccount[" + account + "]";
  }
}
