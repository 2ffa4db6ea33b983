package city.chengtu.command.access;

import java.time.Instant;
import java.util.List;

/**
 * A session as its owner sees it.
 *
 * @param permissions patterns of what may be done, for example {@code incident.*}
 * @param csrfToken to be sent as X-CSRF-Token with every command
 * @param expiresAt when it ends without a further request
 * @param way how the person signed in: password, provider, certificate
 * @param pending what must be done before anything else: second-factor (show it),
 *     second-factor-enrolment, password (change it); null for nothing
 * @param mustChangePassword nothing can be done before the password is changed
 */
public record Session(
    String account,
    String name,
    String organisation,
    String area,
    List<String> roles,
    List<String> permissions,
    String seat,
    String csrfToken,
    Instant expiresAt,
    String way,
    String pending,
    boolean mustChangePassword) {}
