package city.chengtu.command.edits;

import city.chengtu.command.edits.EditRequests.Done;
import city.chengtu.command.edits.EditRequests.Naming;
import city.chengtu.command.edits.EditRequests.Rejection;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.FeatureVersion;
import city.chengtu.gis.store.StoredLayers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Decides about change sets that were handed in: all of one is taken, or nothing. */
final class EditReview {
  static final String REVIEW = "layer.review";
  private static final int REASON = 2_000;

  private final EditSets sets;
  private final StoredLayers layers;
  private final LayerDesk desk;
  private final EditTable table = new EditTable();

  EditReview(EditSets sets, StoredLayers layers, LayerDesk desk) {
    this.sets = sets;
    this.layers = layers;
    this.desk = desk;
  }

  /**
   * Takes the set: each feature must be at the version its edit builds on.
   *
   * @throws Refusal 409 naming every feature that is not
   */
  Done accept(CommandContext c, UUID id, long seen) {
    EditSet set = submitted(c, id, seen);
    List<EditItem> items = table.items(c.handle(), id);
    items.forEach(item -> sets.requireSeen(c, item)); // before a refusal can name a row
    ChangeSet change =
        new ChangeSet(
            c.commandId(),
            set.account(),
            set.name(),
            "edit-set " + id + ", reviewed by " + c.actor().account(),
            ChangeSet.Mode.MERGE);
    List<Edited> done =
        desk.run()
            .take(
                c,
                c.actor(),
                REVIEW,
                change,
                items.stream().map(i -> i.edit("/items/" + i.id())).toList(),
                EditReview::conflicts);
    for (int i = 0; i < items.size(); i++) {
      table.applied(c.handle(), items.get(i).id(), done.get(i).version());
    }
    return sets.changed(c, decided(c, set, EditSet.APPLIED, null, c.commandId()), "applied");
  }

  Done reject(CommandContext c, UUID id, long seen, Rejection given) {
    EditSets.text("/reason", given.reason(), REASON);
    if (given.reason().isBlank()) {
      throw Refusal.invalid("/reason", "required", "say why");
    }
    EditSet set = submitted(c, id, seen);
    return sets.changed(
        c, decided(c, set, EditSet.REJECTED, given.reason().strip(), null), "rejected");
  }

  private EditSet submitted(CommandContext c, UUID id, long seen) {
    EditSet set = sets.locked(c, id);
    EditSets.requireState(set, EditSet.SUBMITTED);
    if (desk.limits().anotherReviews() && set.account().equals(c.actor().account())) {
      throw Refusal.of(403, "own-change-set", "somebody else must review your change set");
    }
    EditSets.checkSeen(c, set, seen);
    return set;
  }

  /** Who and when; the values are shown with the set, to those who see them. */
  private static Refusal conflicts(List<EditConflict> found) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (EditConflict conflict : found) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("item", conflict.edit().pointer().replace("/items/", ""));
      shown.put("layer", conflict.edit().layer());
      shown.put("feature", conflict.edit().feature());
      FeatureVersion now = conflict.current();
      shown.put("version", now == null ? 0 : now.feature().version());
      if (now != null) {
        shown.put("author", now.author());
        shown.put("changedAt", now.feature().validFrom());
      }
      list.add(shown);
    }
    return Refusal.conflict(
        "edit-conflicts",
        found.size() + " features were changed since; settle each",
        Map.of("conflicts", list));
  }

  private static EditSet decided(
      CommandContext c, EditSet set, String state, String reason, UUID changeSet) {
    return new EditSet(
        set.id(),
        set.name(),
        set.comment(),
        state,
        set.version(),
        set.account(),
        set.accountName(),
        set.organisation(),
        set.createdAt(),
        set.changedAt(),
        set.submittedAt(),
        c.actor().account(),
        c.actor().name(),
        c.now(),
        reason,
        changeSet,
        set.undoes(),
        set.items());
  }

  /** A new change set that takes this one back; it is reviewed as any other. */
  Done undo(CommandContext c, UUID id) {
    EditSet set = sets.locked(c, id);
    EditSets.requireState(set, EditSet.APPLIED);
    String name = "撤销 Undo: " + set.name();
    Done made =
        sets.insert(
            c, new Naming(name.substring(0, Math.min(name.length(), 200)), set.comment()), id);
    int place = 0;
    for (EditItem item : table.items(c.handle(), id)) {
      place++;
      table.put(c.handle(), backwards(c, made.id(), item, place));
    }
    return made;
  }

  private EditItem backwards(CommandContext c, UUID set, EditItem item, int place) {
    String action =
        item.adds() ? EditItem.DELETE : item.ends() ? EditItem.CREATE : EditItem.REPLACE;
    long base = item.ends() ? 0 : item.applied();
    FeatureContent content = item.adds() ? FeatureContent.none() : former(c, item);
    return new EditItem(
        UUID.randomUUID(), set, place, item.layer(), item.feature(), action, base, content, null);
  }

  private FeatureContent former(CommandContext c, EditItem item) {
    FeatureVersion before =
        layers
            .version(c.handle(), item.layer(), item.feature(), item.base())
            .orElseThrow(() -> Refusal.notFound("feature", item.feature()));
    return new FeatureContent(
        before.feature().geometry(), before.feature().properties(), Set.of(), before.rank());
  }
}
