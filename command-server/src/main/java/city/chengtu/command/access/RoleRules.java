package city.chengtu.command.access;

import city.chengtu.command.journal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which roles one account may hold together, and which of them keep the accounts. */
final class RoleRules {
  private static final String KEEPING = "account.update";

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

  /** Roles whose holders can give rights to others: the last of them must not go. */
  static Set<String> keepingAccounts(AccessRules rules) {
    return rules.grants().stream()
        .filter(g -> g.permits(KEEPING) && g.validTo() == null)
        .map(Grant::role)
        .collect(Collectors.toSet());
  }
}
