package city.chengtu.command.access;

import city.chengtu.command.journal.Actor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The grants of everyone who holds the same roles and scopes in the same organisation and area,
 * worked out once.
 */
final class Rights {
  /** Kinds and layer ids come with requests too, so what is remembered of them is bounded. */
  private static final int KINDS_REMEMBERED = 300;

  /** Whatever its scopes: a machine must not make itself further accounts and tokens. */
  private static final List<String> PEOPLE_ONLY = List.of("account.", "token.");

  private static final String SEE_SCOPE = "see:";

  /** What rights depend on. */
  record Holder(Set<String> roles, Set<String> scopes, String organisation, String area) {
    static Holder of(Actor actor) {
      return new Holder(actor.roles(), actor.scopes(), actor.organisation(), actor.area());
    }
  }

  private record KeyAt(long areaVersion, VisibilityKey key) {}

  private final Holder holder;
  private final List<Grant> grants;
  private final Cache<Marked, List<Grant>> sights =
      Caffeine.newBuilder().maximumSize(KINDS_REMEMBERED).build();

  private volatile KeyAt lastKey;

  Rights(Holder holder, List<Grant> all, Instant now) {
    this.holder = holder;
    this.grants =
        all.stream().filter(g -> holder.roles().contains(g.role()) && g.holdsAt(now)).toList();
  }

  /** Grants of the permission over the thing, whatever their scope. */
  List<Grant> to(String permission, Marked thing) {
    return inScopes(permission, thing) ? matching(permission, thing) : List.of();
  }

  /** Grants to see rows of the thing. */
  List<Grant> toSee(Marked thing) {
    return sights.get(thing, t -> to(Grant.SEE, t));
  }

  /** True when the permission is granted over anything at all. */
  boolean permits(String permission) {
    return scopesPermit(permission) && grants.stream().anyMatch(g -> g.permits(permission));
  }

  private List<Grant> matching(String permission, Marked thing) {
    return grants.stream()
        .filter(g -> g.permits(permission))
        .flatMap(g -> reaching(g, thing).stream())
        .toList();
  }

  /**
   * Over a kind or layer id, "own organisation" is asked of each row. Over a mark it is asked of
   * the layer: who is in charge of it has it whole, and to all others the grant gives nothing.
   */
  private Optional<Grant> reaching(Grant grant, Marked thing) {
    if (grant.reaches(thing.kind())) {
      return Optional.of(grant);
    }
    if (thing.marks().stream().noneMatch(grant::reaches)) {
      return Optional.empty();
    }
    if (grant.scope() != Scope.OWN_ORGANISATION) {
      return Optional.of(grant);
    }
    return thing.isOwnedBy(holder.organisation())
        ? Optional.of(grant.withScope(Scope.ALL))
        : Optional.empty();
  }

  private boolean inScopes(String permission, Marked thing) {
    if (Grant.SEE.equals(permission)) {
      return holder.scopes().isEmpty()
          || holder.scopes().stream()
              .filter(s -> s.startsWith(SEE_SCOPE))
              .map(s -> s.substring(SEE_SCOPE.length()))
              .anyMatch(
                  s ->
                      NamePattern.matches(s, thing.kind())
                          || thing.marks().stream().anyMatch(m -> NamePattern.matches(s, m)));
    }
    return scopesPermit(permission);
  }

  private boolean scopesPermit(String permission) {
    if (holder.scopes().isEmpty()) {
      return true;
    }
    return PEOPLE_ONLY.stream().noneMatch(permission::startsWith)
        && holder.scopes().stream()
            .filter(s -> !s.startsWith(SEE_SCOPE))
            .anyMatch(s -> NamePattern.matches(s, permission));
  }

  /** Patterns of what may be done, sorted; for clients that show or hide buttons. */
  List<String> permissions() {
    Set<String> granted =
        grants.stream()
            .map(Grant::permission)
            .filter(p -> !Grant.SEE.equals(p))
            .collect(Collectors.toCollection(TreeSet::new));
    if (holder.scopes().isEmpty()) {
      return List.copyOf(granted);
    }
    // A token's pattern and a grant's pattern meet where one covers the other.
    Set<String> meet = new TreeSet<>();
    for (String scope : holder.scopes()) {
      for (String grant : granted) {
        if (NamePattern.matches(grant, scope)) {
          meet.add(scope);
        } else if (NamePattern.matches(scope, grant)) {
          meet.add(grant);
        }
      }
    }
    return List.copyOf(meet);
  }

  /** As {@link #visibilityKey(long)}, for one layer: whoever is in charge of it sees more. */
  VisibilityKey visibilityKey(long areaVersion, Marked layer) {
    String key = visibilityKey(areaVersion).digest();
    return new VisibilityKey(layer.isOwnedBy(holder.organisation()) ? digest(key + "|owner") : key);
  }

  /** Asked for every event and receiver, so the last answer is kept. */
  VisibilityKey visibilityKey(long areaVersion) {
    KeyAt last = lastKey;
    if (last == null || last.areaVersion() != areaVersion) {
      last = new KeyAt(areaVersion, makeKey(areaVersion));
      lastKey = last;
    }
    return last.key();
  }

  private VisibilityKey makeKey(long areaVersion) {
    List<Grant> seeing = grants.stream().filter(g -> Grant.SEE.equals(g.permission())).toList();
    StringBuilder text = new StringBuilder();
    seeing.stream().map(Rights::sight).distinct().sorted().forEach(s -> text.append(s).append(';'));
    holder.scopes().stream().filter(s -> s.startsWith(SEE_SCOPE)).sorted().forEach(text::append);
    text.append(holder.scopes().isEmpty());
    text.append(permits(AccessPolicy.PERSONAL) ? "|personal" : "");
    if (seeing.stream().anyMatch(g -> g.scope() == Scope.OWN_ORGANISATION && g.asksRows())) {
      text.append("|organisation ").append(holder.organisation());
    }
    if (seeing.stream().anyMatch(g -> g.scope() == Scope.OWN_AREA)) {
      text.append("|area ").append(holder.area());
      text.append(holder.area().isEmpty() ? "" : " " + areaVersion);
    }
    return new VisibilityKey(digest(text.toString()));
  }

  private static String sight(Grant g) {
    return new TreeSet<>(g.kinds()) + g.scope().text() + new TreeSet<>(g.hides());
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
