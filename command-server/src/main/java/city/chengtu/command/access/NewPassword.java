package city.chengtu.command.access;

/**
 * A new password.
 *
 * @param current the password until now; needed for one's own account
 */
public record NewPassword(String current, String password) {}
