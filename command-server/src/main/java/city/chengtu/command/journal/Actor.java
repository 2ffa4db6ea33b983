package city.chengtu.command.journal;

import java.util.Set;

/**
 * Who acts: an account at a seat, with the roles it holds at this moment.
 *
 * @param account the account's name, unique in the system
 * @param name the person's name as shown
 * @param organisation code of the organisation the account belongs to
 * @param area division code (区划代码) the account is bound to, a prefix of every code inside it; empty
 *     for the whole city
 * @param roles role codes
 * @param scopes empty for a signed-in person; for a machine's token the only things it may do
 * @param seat the seat (席位) the person signed in at
 * @param source what kind of hand acts: operator, crew, geofence, system
 */
public record Actor(
    String account,
    String name,
    String organisation,
    String area,
    Set<String> roles,
    Set<String> scopes,
    String seat,
    String source) {
  public Actor {
    roles = Set.copyOf(roles);
    scopes = Set.copyOf(scopes);
  }

  /** The same person with no rights for now. */
  public Actor withoutRoles() {
    return new Actor(account, name, organisation, area, Set.of(), Set.of(), seat, source);
  }

  /** The server itself, for changes no person asked for (first run, seeds, time-outs). */
  public static Actor system(String part) {
    return new Actor("system", "system", "", "", Set.of("system"), Set.of(), part, "system");
  }
}
