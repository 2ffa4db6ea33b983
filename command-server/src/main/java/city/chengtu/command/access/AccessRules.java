package city.chengtu.command.access;

import java.util.List;

/**
 * The rules of access in force and to come: data, kept in the database, seeded from {@code
 * access/rules.yaml}.
 *
 * @param version version of the rules, from 1
 * @param personal fields with personal data and how much of them shows in lists
 */
public record AccessRules(
    long version,
    List<Role> roles,
    List<Grant> grants,
    List<PersonalField> personal,
    SignInRules signIn) {
  public AccessRules {
    roles = List.copyOf(roles);
    grants = List.copyOf(grants);
    personal = List.copyOf(personal);
  }
}
