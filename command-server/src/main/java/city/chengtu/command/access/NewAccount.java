package city.chengtu.command.access;

import java.util.List;

/**
 * An account to be made.
 *
 * @param organisation null for none
 * @param area division code; null for the whole city
 * @param phone null for none
 * @param password the first password
 * @param mustChange must the password be changed at the first sign-in? null for yes
 */
public record NewAccount(
    String account,
    String name,
    String organisation,
    String area,
    String phone,
    List<String> roles,
    String password,
    Boolean mustChange) {
  /** What may be kept of the request: everything but the password. */
  NewAccount withoutPassword() {
    return new NewAccount(account, name, organisation, area, phone, roles, null, mustChange);
  }
}
