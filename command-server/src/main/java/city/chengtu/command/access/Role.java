package city.chengtu.command.access;

import java.util.List;

/**
 * A role 角色.
 *
 * @param code stable code, as accounts hold it
 * @param zh Chinese name
 * @param en English name
 * @param excludes patterns of roles that the same account may not hold (separation of duties 三员分立)
 */
public record Role(String code, String zh, String en, List<String> excludes) {
  public Role {
    excludes = List.copyOf(excludes);
  }

  boolean excludes(String other) {
    return !code.equals(other) && excludes.stream().anyMatch(p -> NamePattern.matches(p, other));
  }
}
