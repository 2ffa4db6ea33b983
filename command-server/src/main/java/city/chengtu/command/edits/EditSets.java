package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.edits.EditRequests.Choice;
import city.chengtu.command.edits.EditRequests.Done;
import city.chengtu.command.edits.EditRequests.Item;
import city.chengtu.command.edits.EditRequests.Naming;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.onemap.MapSight;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.FeatureVersion;
import city.chengtu.gis.store.StoredLayers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Change sets while their authors work on them: made, filled, handed in, taken back into work. What
 * is in one changes no layer; {@link EditReview} decides about that.
 */
final class EditSets {
  private static final String KIND = "edit-set";
  private static final int NAME = 200;
  private static final int COMMENT = 2_000;

  private final AccessPolicy policy;
  private final StoredLayers layers;
  private final LayerDesk desk;
  private final FeatureCheck checks;
  private final EditTable table = new EditTable();

  EditSets(AccessPolicy policy, StoredLayers layers, LayerDesk desk) {
    this.policy = policy;
    this.layers = layers;
    this.desk = desk;
    this.checks = desk.checks();
  }

  Done create(CommandContext c, Naming naming) {
    return insert(c, named(naming), null);
  }

  Done insert(CommandContext c, Naming naming, UUID undoes) {
    Actor actor = c.actor();
    EditSet set =
        new EditSet(
            c.commandId(),
            naming.name(),
            naming.comment(),
            EditSet.DRAFT,
            1,
            actor.account(),
            actor.name(),
            actor.organisation(),
            c.now(),
            c.now(),
            null,
            null,
            null,
            null,
            null,
            null,
            undoes,
            0);
    table.insert(c.handle(), set);
    return recorded(c, set.id(), "created");
  }

  private static Naming named(Naming given) {
    text("/name", given.name(), NAME);
    if (given.name().isBlank()) {
      throw Refusal.invalid("/name", "required", "a change set has a name");
    }
    String comment = given.comment() == null ? "" : given.comment();
    text("/comment", comment, COMMENT);
    return new Naming(given.name().strip(), comment);
  }

  static void text(String pointer, String text, int most) {
    if (text == null) {
      throw Refusal.invalid(pointer, "required", pointer + " is required");
    }
    if (text.length() > most) {
      throw Refusal.invalid(pointer, "too-long", pointer + " is longer than " + most);
    }
  }

  Done rename(CommandContext c, UUID id, long seen, Naming naming) {
    Naming checked = named(naming);
    EditSet set = own(c, id, seen);
    return changed(c, with(set, set.state(), checked, null), "changed");
  }

  /** Puts a feature into the set, or in the place of what stood there under the same id. */
  Done put(CommandContext c, UUID id, UUID item, Item given) {
    EditSet set = own(c, id, null);
    List<EditItem> others =
        table.items(c.handle(), id).stream().filter(i -> !i.id().equals(item)).toList();
    if (others.size() >= desk.limits().items()) {
      throw Refusal.of(
          422, "too-many-items", "a change set has at most " + desk.limits().items() + " features");
    }
    EditItem made = read(c, id, item, given, next(others));
    if (others.stream()
        .anyMatch(o -> o.layer().equals(made.layer()) && o.feature().equals(made.feature()))) {
      throw Refusal.conflict("feature-twice", "the change set has this feature already", Map.of());
    }
    table.put(c.handle(), made);
    return changed(c, set, "changed");
  }

  private static int next(List<EditItem> others) {
    return others.stream().mapToInt(EditItem::place).max().orElse(0) + 1;
  }

  private EditItem read(CommandContext c, UUID set, UUID id, Item given, int place) {
    if (given.layer() == null) {
      throw Refusal.invalid("/layer", "required", "say the layer");
    }
    Layer shown = desk.open(c.actor(), given.layer());
    EditItem item =
        switch (given.action() == null ? "" : given.action()) {
          case EditItem.CREATE -> adding(set, id, place, given, content(shown, given, null));
          case EditItem.REPLACE ->
              changing(set, id, place, given, content(shown, given, feature(given)));
          case EditItem.DELETE -> changing(set, id, place, given, FeatureContent.none());
          default ->
              throw Refusal.invalid(
                  "/action", "invalid-value", "action must be create, replace or delete");
        };
    check(c, item);
    return item;
  }

  private FeatureContent content(Layer shown, Item given, String id) {
    if (given.content() == null) {
      throw Refusal.invalid("/content", "required", "say what the feature shall be");
    }
    return new ContentReader(shown, UnaryOperator.identity(), desk.limits())
        .read(given.content(), id, true);
  }

  private static EditItem adding(UUID set, UUID id, int place, Item given, FeatureContent content) {
    return new EditItem(
        id, set, place, given.layer(), id.toString(), EditItem.CREATE, 0, content, null);
  }

  private static EditItem changing(
      UUID set, UUID id, int place, Item given, FeatureContent content) {
    if (given.base() == null || given.base() < 1) {
      throw Refusal.invalid("/base", "required", "say the version you saw");
    }
    return new EditItem(
        id, set, place, given.layer(), feature(given), given.action(), given.base(), content, null);
  }

  private static String feature(Item given) {
    text("/feature", given.feature(), NAME);
    return given.feature();
  }

  /** What can be said before others look at it; the rest when it is taken. */
  private void check(CommandContext c, EditItem item) {
    Layer whole = layers.get(item.layer()).layer();
    EditRights rights = new EditRights(policy, c.actor(), LayerDesk.EDIT, whole);
    FeatureVersion now =
        layers.current(c.handle(), item.layer(), List.of(item.feature())).get(item.feature());
    if (now == null ? !item.adds() : !rights.sees(now.feature())) {
      throw Refusal.notFound("feature", item.feature());
    }
    if (now != null) {
      rights.check(now.feature());
    }
    if (item.ends()) {
      return;
    }
    NewFeature next = EditRun.next(whole, item.edit("/content"), now, item.content());
    rights.checkResult(
        new Feature(next.layer(), next.id(), 1, c.now(), next.geometry(), next.properties()));
    Problems problems = new Problems();
    checks.checkAlone(whole, rights.shown(), next, problems);
    problems.under("/content").refuse(422, "invalid-feature");
  }

  Done remove(CommandContext c, UUID id, UUID item) {
    EditSet set = own(c, id, null);
    if (table.items(c.handle(), id).stream().noneMatch(i -> i.id().equals(item))) {
      throw Refusal.notFound("edit", item.toString());
    }
    table.remove(c.handle(), id, item);
    return changed(c, set, "changed");
  }

  /** Hands it in for review. */
  Done submit(CommandContext c, UUID id, long seen) {
    EditSet set = own(c, id, seen);
    if (set.items() == 0) {
      throw Refusal.of(422, "empty", "the change set changes nothing");
    }
    return changed(c, with(set, EditSet.SUBMITTED, null, c.now()), "submitted");
  }

  /** Takes a set that was handed in or rejected back into work. */
  Done withdraw(CommandContext c, UUID id, long seen) {
    EditSet set = locked(c, id);
    requireAuthor(c, set);
    requireState(set, EditSet.SUBMITTED, EditSet.REJECTED);
    checkSeen(c, set, seen);
    return changed(c, with(set, EditSet.DRAFT, null, null), "withdrawn");
  }

  /** Settles a conflict of one feature. */
  Done resolve(CommandContext c, UUID id, UUID itemId, Choice choice) {
    EditSet set = locked(c, id);
    if (set.state().equals(EditSet.SUBMITTED) && !set.account().equals(c.actor().account())) {
      policy.check(c.actor(), EditReview.REVIEW);
    } else {
      requireAuthor(c, set);
      requireState(set, EditSet.DRAFT);
    }
    EditItem item =
        table.items(c.handle(), id).stream()
            .filter(i -> i.id().equals(itemId))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("edit", itemId.toString()));
    requireSeen(c, item);
    FeatureVersion now =
        layers.current(c.handle(), item.layer(), List.of(item.feature())).get(item.feature());
    long version = now == null ? 0 : now.feature().version();
    c.checkVersion(
        choice.version(),
        version,
        () ->
            Refusal.stale(
                "the feature is at version " + version + " by now", Map.of("version", version)));
    switch (choice.choice() == null ? "" : choice.choice()) {
      case "theirs" -> table.remove(c.handle(), id, itemId);
      case "mine" -> table.put(c.handle(), upon(item, version));
      default -> throw Refusal.invalid("/choice", "invalid-value", "choice must be mine or theirs");
    }
    return changed(c, set, "changed");
  }

  /** The same wish, built on what there is now. */
  private static EditItem upon(EditItem item, long version) {
    if ((version == 0 && item.ends()) || (version > 0 && item.adds())) {
      throw Refusal.of(
          422, "nothing-to-settle", "the edit cannot stand upon what is there; drop it");
    }
    String action = version == 0 ? EditItem.CREATE : item.action();
    return new EditItem(
        item.id(),
        item.set(),
        item.place(),
        item.layer(),
        item.feature(),
        action,
        version,
        item.content(),
        null);
  }

  EditSet locked(CommandContext c, UUID id) {
    return table
        .lock(c.handle(), id)
        .filter(set -> mayRead(c.handle(), c.actor(), set))
        .orElseThrow(() -> Refusal.notFound(KIND, id.toString()));
  }

  /**
   * Its author sees a set, and once it was handed in whoever reviews and sees one of its layers.
   */
  boolean mayRead(Handle h, Actor actor, EditSet set) {
    return readable(h, actor, List.of(set)).contains(set);
  }

  /** Those of the sets that this actor may know of. */
  List<EditSet> readable(Handle h, Actor actor, List<EditSet> sets) {
    boolean reviews = policy.may(actor, EditReview.REVIEW);
    Map<UUID, Set<String>> about = table.layers(h, sets.stream().map(EditSet::id).toList());
    return sets.stream()
        .filter(
            set ->
                set.account().equals(actor.account())
                    || (reviews
                        && !set.state().equals(EditSet.DRAFT)
                        && seesOne(actor, about.getOrDefault(set.id(), Set.of()))))
        .toList();
  }

  private boolean seesOne(Actor actor, Set<String> about) {
    return about.isEmpty()
        || about.stream()
            .filter(layers::has)
            .anyMatch(id -> new MapSight(policy, actor, layers.get(id).layer()).some());
  }

  /**
   * Whoever decides about an edit must see the row it is about, as it is and as it would be.
   *
   * @throws Refusal 404 when he does not
   */
  void requireSeen(CommandContext c, EditItem item) {
    if (!layers.has(item.layer())) {
      throw Refusal.notFound("edit", item.id().toString());
    }
    Layer whole = layers.get(item.layer()).layer();
    MapSight sight = new MapSight(policy, c.actor(), whole);
    FeatureVersion now =
        layers.current(c.handle(), item.layer(), List.of(item.feature())).get(item.feature());
    boolean seen = sight.some() && (now == null || sight.shows(now.feature()));
    if (seen && !item.ends() && (now != null || item.adds())) {
      NewFeature next = EditRun.next(whole, item.edit(""), now, item.content());
      seen =
          sight.shows(
              new Feature(next.layer(), next.id(), 1, c.now(), next.geometry(), next.properties()));
    }
    if (!seen) {
      throw Refusal.notFound("edit", item.id().toString());
    }
  }

  private EditSet own(CommandContext c, UUID id, Long seen) {
    EditSet set = locked(c, id);
    requireAuthor(c, set);
    requireState(set, EditSet.DRAFT);
    if (seen != null) {
      checkSeen(c, set, seen);
    }
    return set;
  }

  static void checkSeen(CommandContext c, EditSet set, long seen) {
    c.checkVersion(
        seen,
        set.version(),
        () -> Refusal.stale("the change set is at version " + set.version(), set));
  }

  private static void requireAuthor(CommandContext c, EditSet set) {
    if (!set.account().equals(c.actor().account())) {
      throw Refusal.forbidden("the change set is somebody else's");
    }
  }

  static void requireState(EditSet set, String... states) {
    if (!List.of(states).contains(set.state())) {
      throw Refusal.conflict(
          "wrong-state", "the change set is " + set.state(), Map.of("state", set.state()));
    }
  }

  private static EditSet with(EditSet set, String state, Naming naming, Instant submitted) {
    return new EditSet(
        set.id(),
        naming == null ? set.name() : naming.name(),
        naming == null ? set.comment() : naming.comment(),
        state,
        set.version(),
        set.account(),
        set.accountName(),
        set.organisation(),
        set.createdAt(),
        set.changedAt(),
        submitted,
        null,
        null,
        null,
        null,
        null,
        set.undoes(),
        set.items());
  }

  Done changed(CommandContext c, EditSet set, String verb) {
    table.update(c.handle(), set, c.now());
    return recorded(c, set.id(), verb);
  }

  private Done recorded(CommandContext c, UUID id, String verb) {
    EditSet now = table.find(c.handle(), id).orElseThrow();
    c.record(
        new Change(
            "city.chengtu.edit-set." + verb,
            new Subject(KIND, id.toString()),
            now.version(),
            now,
            null,
            now.organisation()));
    return new Done(id, now.state(), now.version());
  }
}
