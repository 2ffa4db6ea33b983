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
  private final Cache<String, List<Grant>> sights =
      Caffeine.newBuilder().maximumSize(KINDS_REMEMBERED).build();

  private volatile KeyAt lastKey;

  Rights(Holder holder, List<Grant> all, Instant now) {
    this.holder = holder;
    this.grants =
        all.stream().filter(g -> holder.roles().contains(g.role()) && g.holdsAt(now)).toList();
  }

  /** Grants of the permission over the kind, whatever their scope. */
  List<Grant> to(String permission, String kind) {
    return inScopes(permission, kind) ? matching(permission, kind) : List.of();
  }

  /** Grants to see rows of the kind. */
  List<Grant> toSee(String kind) {
    return sights.get(kind, k -> to(Grant.SEE, k));
  }

  /** True when the permission is granted over anything at all. */
  boolean permits(String permission) {
    return scopesPermit(permission) && grants.stream().anyMatch(g -> g.permits(permission));
  }

  private List<Grant> matching(String permission, String kind) {
    return grants.stream().filter(g -> g.permits(permission) && g.reaches(kind)).toList();
  }

  private boolean inScopes(String permission, String kind) {
    if (Grant.SEE.equals(permission)) {
      return holder.scopes().isEmpty()
          || holder.scopes().stream()
              .filter(s -> s.startsWith(SEE_SCOPE))
              .anyMatch(s -> NamePattern.matches(s.substring(SEE_SCOPE.length()), kind));
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
    if (seeing.stream().anyMatch(g -> g.scope() == Scope.OWN_ORGANISATION)) {
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
