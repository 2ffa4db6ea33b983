package city.chengtu.command.access;

import city.chengtu.command.journal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which roles one account may hold together, and which of them keep the accounts. */
final class RoleRules {
  /** Makes accounts. */
  static final String CREATE = "account.create";

  /** Says what accounts may do: roles, organisation, area. */
  static final String RIGHTS = "account.rights";

  /** The one administrator of a small city. */
  static final String ALL_MIGHTY = "administrator";

  private RoleRules() {}

  /**
   * @throws Refusal 400 when a role is unknown or excludes another
   */
  static void check(List<String> codes, AccessRules rules) {
    List<Role> roles = codes.stream().map(code -> find(code, rules)).toList();
    for (Role role : roles) {
      for (Role other : roles) {
        if (role.excludes(other.code())) {
          throw Refusal.invalid(
              "/roles",
              "roles-exclude-each-other",
              "'" + role.code() + "' and '" + other.code() + "' must be different people");
        }
      }
    }
  }

  private static Role find(String code, AccessRules rules) {
    Optional<Role> role = rules.roles().stream().filter(r -> r.code().equals(code)).findFirst();
    return role.orElseThrow(
        () -> Refusal.invalid("/roles", "unknown-role", "there is no role '" + code + "'"));
  }

  /** Offices without which nobody could be let in any more; each as the roles that hold it. */
  static List<Set<String>> keepingAccounts(AccessRules rules) {
    return List.of(holding(CREATE, rules), holding(RIGHTS, rules));
  }

  private static Set<String> holding(String permission, AccessRules rules) {
    return rules.grants().stream()
        .filter(g -> g.permits(permission) && g.validTo() == null)
        .map(Grant::role)
        .collect(Collectors.toSet());
  }

  /**
   * The rules of a city with three administrators: the role that could do it all is not there, so
   * nobody can be given it and whoever holds it may nothing by it.
   */
  static AccessRules separated(AccessRules rules) {
    return new AccessRules(
        rules.version(),
        rules.roles().stream().filter(r -> !r.code().equals(ALL_MIGHTY)).toList(),
        rules.grants().stream().filter(g -> !g.role().equals(ALL_MIGHTY)).toList(),
        rules.personal(),
        rules.signIn());
  }
}
