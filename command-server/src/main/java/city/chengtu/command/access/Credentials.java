package city.chengtu.command.access;

/**
 * What a person signs in with.
 *
 * @param seat the seat 席位; null for none
 */
public record Credentials(String account, String password, String seat) {
  /** Never shows the password. */
  @Override
  public String toString() {
    return "Credentials[" + account + "]";
  }
}
