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
    Boolean mustChange) {}
