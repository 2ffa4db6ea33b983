package city.chengtu.command.access;

import java.util.List;

/**
 * An account of the sample city. Its password is no secret: the sign-in page shows it.
 *
 * @param area division code; empty for the whole city
 */
public record DemoAccount(
    String account,
    String password,
    String name,
    String organisation,
    String area,
    List<String> roles) {}
