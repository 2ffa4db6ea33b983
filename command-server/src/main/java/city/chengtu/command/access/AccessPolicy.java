package city.chengtu.command.access;

import city.chengtu.command.access.Rights.Holder;
import city.chengtu.command.api.Gate;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Geometry;

/**
 * The one rights decision 权限: may this actor do this, see this row, these fields? API answers,
 * tiles, live feed, exports and replay all ask here.
 *
 * <p>Decided in memory from the rules as last read; {@link #onEntries} takes over the new ones when
 * any node has changed them. Rights add up over the actor's roles; what no grant gives is refused.
 * A token's scopes narrow the rights of its account, they never widen them.
 *
 * <p>An actor bound to no area (empty code) has the whole city as its area. A row without a place
 * does not lie in any area; a row without an organisation belongs to none.
 */
public final class AccessPolicy implements Gate {
  /** Subject kind of the journal entries that carry changed rules. */
  static final String RULES = "rules";

  /** Whoever holds this permission sees personal data whole, others masked. */
  static final String PERSONAL = "personal.read";

  /** The server's own role: no account can hold it, it may do and see everything. */
  private static final String SYSTEM = "system";

  private static final int HOLDERS_KEPT = 10_000;

  /** The rules as read, what was worked out from them, and until when that holds. */
  private record Snapshot(AccessRules rules, Instant until, Cache<Holder, Rights> rights) {}

  private final Supplier<AccessRules> source;
  private final UnaryOperator<AccessRules> inForce;
  private final AreaShapes areas;
  private final Clock clock;
  private volatile Snapshot snapshot;

  /**
   * @param source reads the rules; may block
   * @param areas where divisions lie
   */
  public AccessPolicy(Supplier<AccessRules> source, Areas areas, Clock clock) {
    this(source, UnaryOperator.identity(), areas, clock);
  }

  /**
   * @param inForce what of the rules as kept counts on this server
   */
  AccessPolicy(
      Supplier<AccessRules> source, UnaryOperator<AccessRules> inForce, Areas areas, Clock clock) {
    this.source = source;
    this.inForce = inForce;
    this.areas = new AreaShapes(areas);
    this.clock = clock;
    refresh();
  }

  /**
   * May this actor do this to anything at all? Where the right depends on the row, ask {@link
   * #check(Actor, String, String, String, Geometry)} too.
   *
   * @throws Refusal 403 when it may not
   */
  @Override
  public void check(Actor actor, String permission) {
    if (!may(actor, permission)) {
      throw refusal(permission);
    }
  }

  /** As {@link #check(Actor, String)}, as a question. */
  public boolean may(Actor actor, String permission) {
    return isSystem(actor) || rights(actor).permits(permission);
  }

  /**
   * May this actor do this to this row?
   *
   * @param kindOrLayer the row's kind or layer id
   * @param organisation code of the organisation it belongs to; null for none
   * @param where its place, lon/lat; null for none
   * @throws Refusal 403 when it may not
   */
  public void check(
      Actor actor, String permission, String kindOrLayer, String organisation, Geometry where) {
    check(actor, permission, Marked.of(kindOrLayer), organisation, where);
  }

  /** As {@link #check(Actor, String, String, String, Geometry)}, for a row of a layer. */
  public void check(
      Actor actor, String permission, Marked layer, String organisation, Geometry where) {
    if (!isSystem(actor)
        && rights(actor).to(permission, layer).stream()
            .noneMatch(covers(actor, organisation, where))) {
      throw refusal(permission);
    }
  }

  /**
   * May this actor see this row?
   *
   * @param kindOrLayer journal kind ({@code incident}) or layer id ({@code incidents})
   * @param organisation code of the organisation it belongs to; null for none
   * @param where its place, lon/lat; null for none
   */
  public boolean maySee(Actor actor, String kindOrLayer, String organisation, Geometry where) {
    return maySee(actor, Marked.of(kindOrLayer), organisation, where);
  }

  /** As {@link #maySee(Actor, String, String, Geometry)}, for a row of a layer. */
  public boolean maySee(Actor actor, Marked layer, String organisation, Geometry where) {
    return isSystem(actor)
        || rights(actor).toSee(layer).stream().anyMatch(covers(actor, organisation, where));
  }

  /** May this actor see some rows of this kind: is the layer worth listing? */
  public boolean maySeeSome(Actor actor, String kindOrLayer) {
    return isSystem(actor) || !rights(actor).toSee(Marked.of(kindOrLayer)).isEmpty();
  }

  /** Which rows of this kind the actor sees, to be pushed down into a query. */
  public Sight sight(Actor actor, String kindOrLayer) {
    return sight(actor, Marked.of(kindOrLayer));
  }

  /** Which rows of this layer the actor sees. */
  public Sight sight(Actor actor, Marked layer) {
    if (isSystem(actor)) {
      return new Sight(true, Optional.empty(), Optional.empty());
    }
    List<Grant> grants = rights(actor).toSee(layer);
    return new Sight(
        grants.stream().anyMatch(g -> reachesAll(actor, g)),
        Optional.of(actor.organisation())
            .filter(o -> !o.isEmpty() && any(grants, Scope.OWN_ORGANISATION)),
        Optional.of(actor.area())
            .filter(a -> !a.isEmpty() && any(grants, Scope.OWN_AREA))
            .flatMap(areas::find));
  }

  /**
   * Names of the fields this actor must not see in rows of this kind, at any depth. Safe for every
   * row the actor may see; {@link #hiddenFields(Actor, String, String, Geometry)} hides no more
   * than needed for one row.
   */
  public Set<String> hiddenFields(Actor actor, String kindOrLayer) {
    return hiddenFields(actor, Marked.of(kindOrLayer));
  }

  /** As {@link #hiddenFields(Actor, String)}, for rows of a layer. */
  public Set<String> hiddenFields(Actor actor, Marked layer) {
    if (isSystem(actor)) {
      return Set.of();
    }
    List<Grant> grants = rights(actor).toSee(layer);
    List<Grant> always = grants.stream().filter(g -> reachesAll(actor, g)).toList();
    if (!always.isEmpty()) {
      return hiddenByEach(always.stream());
    }
    Set<String> hidden = new HashSet<>();
    grants.forEach(g -> hidden.addAll(g.hides()));
    return hidden;
  }

  /** Names of the fields this actor must not see in this row, at any depth. */
  public Set<String> hiddenFields(
      Actor actor, String kindOrLayer, String organisation, Geometry where) {
    return isSystem(actor)
        ? Set.of()
        : hiddenByEach(
            rights(actor).toSee(Marked.of(kindOrLayer)).stream()
                .filter(covers(actor, organisation, where)));
  }

  /**
   * What somebody else's service says of a layer's rows, as this actor may read it: fields hidden
   * from him are taken out at any depth, personal ones masked unless he may read them.
   */
  public JsonNode shown(Actor actor, Marked layer, JsonNode said) {
    JsonNode shown = PersonalData.without(said, hiddenFields(actor, layer));
    return may(actor, PERSONAL)
        ? shown
        : new PersonalData(snapshot.rules().personal()).masked(shown);
  }

  /**
   * May this actor read a text about a layer's rows, out of which no field can be taken? Not when
   * any is hidden from him, nor when the text names a personal one that he may not read.
   */
  public boolean mayRead(Actor actor, Marked layer, String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return hiddenFields(actor, layer).isEmpty()
        && (may(actor, PERSONAL)
            || snapshot.rules().personal().stream()
                .noneMatch(f -> plain.contains(f.field().toLowerCase(Locale.ROOT))));
  }

  /** Equal for actors who see exactly the same rows and fields of every journal kind. */
  public VisibilityKey visibilityKey(Actor actor) {
    return isSystem(actor)
        ? new VisibilityKey(SYSTEM)
        : rights(actor).visibilityKey(areas.version());
  }

  /** Equal for actors who see exactly the same rows and fields of this layer. */
  public VisibilityKey visibilityKey(Actor actor, Marked layer) {
    return isSystem(actor)
        ? new VisibilityKey(SYSTEM)
        : rights(actor).visibilityKey(areas.version(), layer);
  }

  /** Patterns of what the actor may do, sorted, for clients that show or hide buttons. */
  public List<String> permissions(Actor actor) {
    return isSystem(actor) ? List.of("*") : rights(actor).permissions();
  }

  /** The rules as this node knows them. */
  public AccessRules rules() {
    return snapshot.rules();
  }

  /**
   * New journal entries, in order, from any node. An entry about the rules carries the rules:
   * nothing is read, nothing blocks.
   */
  public synchronized void onEntries(List<JournalEntry> entries) {
    for (JournalEntry entry : entries) {
      if (RULES.equals(entry.subject().kind())) {
        AccessRules rules = StateJson.read(entry.data(), AccessRules.class);
        if (rules.version() > snapshot.rules().version()) {
          snapshot = snapshot(rules);
        }
      }
    }
  }

  /** Reads the rules again. Blocking. */
  public synchronized void refresh() {
    snapshot = snapshot(source.get());
  }

  private Snapshot snapshot(AccessRules kept) {
    AccessRules rules = inForce.apply(kept);
    Instant now = clock.instant();
    Instant until =
        rules.grants().stream()
            .flatMap(g -> Stream.of(g.validFrom(), g.validTo()))
            .filter(Objects::nonNull)
            .filter(moment -> moment.isAfter(now))
            .min(Instant::compareTo)
            .orElse(Instant.MAX);
    return new Snapshot(rules, until, Caffeine.newBuilder().maximumSize(HOLDERS_KEPT).build());
  }

  private Rights rights(Actor actor) {
    Snapshot current = snapshot;
    Instant now = clock.instant();
    if (!now.isBefore(current.until())) {
      current = renewed(now);
    }
    List<Grant> grants = current.rules().grants();
    return current.rights().get(Holder.of(actor), h -> new Rights(h, grants, now));
  }

  /** A grant has begun or ended: what was worked out before no longer holds. */
  private synchronized Snapshot renewed(Instant now) {
    if (!now.isBefore(snapshot.until())) {
      snapshot = snapshot(snapshot.rules());
    }
    return snapshot;
  }

  private Predicate<Grant> covers(Actor actor, String organisation, Geometry where) {
    return grant ->
        switch (grant.scope()) {
          case ALL -> true;
          case OWN_ORGANISATION ->
              organisation != null
                  && !organisation.isEmpty()
                  && organisation.equals(actor.organisation());
          case OWN_AREA -> actor.area().isEmpty() || areas.meets(actor.area(), where);
        };
  }

  private static boolean reachesAll(Actor actor, Grant grant) {
    return grant.scope() == Scope.ALL
        || (grant.scope() == Scope.OWN_AREA && actor.area().isEmpty());
  }

  private static boolean any(List<Grant> grants, Scope scope) {
    return grants.stream().anyMatch(g -> g.scope() == scope);
  }

  private static Set<String> hiddenByEach(Stream<Grant> grants) {
    return grants
        .map(g -> Set.copyOf(g.hides()))
        .reduce(
            (a, b) -> {
              Set<String> both = new HashSet<>(a);
              both.retainAll(b);
              return both;
            })
        .orElse(Set.of());
  }

  private static boolean isSystem(Actor actor) {
    return actor.roles().contains(SYSTEM);
  }

  private static Refusal refusal(String permission) {
    return Refusal.forbidden("your roles do not include '" + permission + "'");
  }
}
