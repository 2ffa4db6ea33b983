package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * An account 账号, as lists and answers show it. Never holds a password or its hash.
 *
 * @param account unique name, lower case
 * @param name the person's or machine's name
 * @param organisation code of the organisation; empty for none
 * @param area division code the account is bound to; empty for the whole city
 * @param phone null in the journal: personal data stays out of what cannot be taken back
 * @param mustChange the password must be changed before anything else can be done
 * @param lockedUntil null when not locked
 * @param version moves with every change but sign-ins
 */
public record Account(
    String account,
    String name,
    String organisation,
    String area,
    String phone,
    List<String> roles,
    boolean disabled,
    boolean mustChange,
    Instant passwordAt,
    Instant lockedUntil,
    long version) {
  /** Subject kind of accounts in the journal. */
  public static final String KIND = "account";

  public Account {
    roles = List.copyOf(roles);
  }

  Account withPhone(String shown) {
    return new Account(
        account,
        name,
        organisation,
        area,
        shown,
        roles,
        disabled,
        mustChange,
        passwordAt,
        lockedUntil,
        version);
  }

  Account withLock(Instant until) {
    return new Account(
        account,
        name,
        organisation,
        area,
        phone,
        roles,
        disabled,
        mustChange,
        passwordAt,
        until,
        version + 1);
  }

  /** The person of this account, at a seat. */
  Actor actor(String seat) {
    return new Actor(
        account,
        name,
        organisation,
        area,
        Set.copyOf(roles),
        Set.of(),
        seat == null ? "" : seat,
        "operator");
  }

  boolean isLocked(Instant now) {
    return lockedUntil != null && now.isBefore(lockedUntil);
  }
}
