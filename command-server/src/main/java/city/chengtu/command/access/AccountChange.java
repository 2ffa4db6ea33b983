package city.chengtu.command.access;

import java.util.List;

/**
 * Changes to an account; null leaves a member as it is.
 *
 * @param locked only false: ends a lock-out early
 */
public record AccountChange(
    String name,
    String organisation,
    String area,
    String phone,
    List<String> roles,
    Boolean disabled,
    Boolean locked,
    Boolean mustChange) {
  /** Does it touch what the account may do and see? */
  boolean changesRights() {
    return roles != null || organisation != null || area != null || locked != null;
  }

  /** Does it touch what is known of the person? */
  boolean changesPerson() {
    return name != null || phone != null || mustChange != null;
  }
}
