package city.chengtu.command.access;

import java.time.Instant;
import java.util.List;

/**
 * One line of the rules: holders of a role may do something to some kinds of things, within a
 * scope.
 *
 * @param role role code
 * @param permission what may be done, a pattern over {@code subject.verb}; {@code see} to see rows
 * @param kinds patterns over kinds, layer ids and marks of layers, for example {@code incident},
 *     {@code pipe_*}, {@code share:unconditional}
 * @param scope which rows
 * @param hides fields that do not show through this grant, by name, at any depth
 * @param validFrom first moment it holds
 * @param validTo first moment it no longer holds; null for open
 */
public record Grant(
    String role,
    String permission,
    List<String> kinds,
    Scope scope,
    List<String> hides,
    Instant validFrom,
    Instant validTo) {
  /** The permission to see rows at all. */
  public static final String SEE = "see";

  public Grant {
    kinds = List.copyOf(kinds);
    hides = List.copyOf(hides);
  }

  boolean holdsAt(Instant moment) {
    return !moment.isBefore(validFrom) && (validTo == null || moment.isBefore(validTo));
  }

  boolean permits(String wanted) {
    // Seeing is never part of a wider pattern: "*" is the right to act, not to read everything.
    return permission.equals(wanted)
        || (!SEE.equals(wanted) && NamePattern.matches(permission, wanted));
  }

  boolean reaches(String kind) {
    return kinds.stream().anyMatch(pattern -> NamePattern.matches(pattern, kind));
  }

  /** False when it reaches whole layers only, by their marks, and no kind or layer by its name. */
  boolean asksRows() {
    return kinds.stream().anyMatch(kind -> kind.indexOf(':') < 0);
  }

  Grant withScope(Scope other) {
    return new Grant(role, permission, kinds, other, hides, validFrom, validTo);
  }
}
