package city.chengtu.command.edits;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Refusal.FieldError;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.store.ChangeSet;
import city.chengtu.gis.store.FeatureVersion;
import city.chengtu.gis.store.LayerChange;
import city.chengtu.gis.store.LayerEdits;
import city.chengtu.gis.store.StoredLayers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes edits in the transaction of a command, all or none: holds the layers, compares versions,
 * asks for the rights, checks the rules, writes, keeps the journal.
 */
final class EditRun {
  private final AccessPolicy policy;
  private final StoredLayers layers;
  private final FeatureCheck checks;

  EditRun(AccessPolicy policy, StoredLayers layers, FeatureCheck checks) {
    this.policy = policy;
    this.layers = layers;
    this.checks = checks;
  }

  /**
   * @param actor whose rights count
   * @param permission layer.edit or layer.review
   * @param set who changes the layers, and why
   * @param conflicts makes the refusal when edits build on what is no more
   * @return what became of each edit, in order
   * @throws Refusal 404, 403, 422, or what {@code conflicts} makes
   */
  List<Edited> take(
      CommandContext c,
      Actor actor,
      String permission,
      ChangeSet set,
      List<FeatureEdit> edits,
      Function<List<EditConflict>, Refusal> conflicts) {
    AtomicReference<LayerEdits> books = new AtomicReference<>();
    List<LayerChange> changes =
        layers.edit(
            c.handle(),
            set,
            writing -> {
              books.set(writing);
              new Transaction(c, writing, actor, permission).take(edits, conflicts);
            });
    changes.stream().filter(x -> !x.isEmpty()).forEach(x -> c.record(entry(set, x)));
    return results(books.get(), edits);
  }

  /** One run: what it has read stays so until its transaction ends. */
  private final class Transaction {
    private final CommandContext c;
    private final LayerEdits writing;
    private final Actor actor;
    private final String permission;
    private final Map<String, EditRights> rights = new HashMap<>();
    private final Map<FeatureEdit, FeatureVersion> before = new HashMap<>();

    Transaction(CommandContext c, LayerEdits writing, Actor actor, String permission) {
      this.c = c;
      this.writing = writing;
      this.actor = actor;
      this.permission = permission;
    }

    void take(List<FeatureEdit> edits, Function<List<EditConflict>, Refusal> conflicts) {
      read(edits);
      List<EditConflict> found =
          edits.stream().filter(this::conflicts).map(this::conflict).toList();
      if (found.stream().anyMatch(x -> x.edit().adds() || x.current() == null)) {
        throw conflicts.apply(found);
      }
      if (!found.isEmpty()) {
        c.checkVersion(0, 1, () -> conflicts.apply(found));
      }
      List<FieldError> wrong = new ArrayList<>();
      for (FeatureEdit edit : edits) {
        wrong.addAll(take(edit));
      }
      if (!wrong.isEmpty()) {
        throw invalid(wrong);
      }
    }

    private void read(List<FeatureEdit> edits) {
      Map<String, List<FeatureEdit>> byLayer =
          edits.stream()
              .collect(
                  Collectors.groupingBy(FeatureEdit::layer, TreeMap::new, Collectors.toList()));
      writing.lock(byLayer.keySet());
      byLayer.forEach(
          (layer, some) -> {
            Layer whole = layers.get(layer).layer();
            EditRights right = new EditRights(policy, actor, permission, whole);
            rights.put(layer, right);
            Map<String, FeatureVersion> current =
                writing.current(layer, some.stream().map(FeatureEdit::feature).toList());
            for (FeatureEdit edit : some) {
              FeatureVersion now = current.get(edit.feature());
              // What the actor does not see is not there for him.
              if (now != null && !right.sees(now.feature())) {
                throw Refusal.notFound("feature", edit.feature());
              }
              before.put(edit, now);
            }
          });
    }

    private boolean conflicts(FeatureEdit edit) {
      FeatureVersion now = before.get(edit);
      return edit.adds() ? now != null : now == null || !edit.builtOn().test(now);
    }

    private EditConflict conflict(FeatureEdit edit) {
      return new EditConflict(edit, before.get(edit));
    }

    private List<FieldError> take(FeatureEdit edit) {
      EditRights right = rights.get(edit.layer());
      FeatureVersion now = before.get(edit);
      Feature old = now == null ? null : now.feature();
      if (old != null) {
        right.check(old);
      }
      if (edit.ends()) {
        writing.end(edit.layer(), edit.feature());
        return List.of();
      }
      Layer whole = layers.get(edit.layer()).layer();
      FeatureContent content = edit.content().apply(old);
      right.checkFields(content);
      NewFeature next = next(whole, edit, now, content);
      right.checkResult(
          new Feature(next.layer(), next.id(), 1, c.now(), next.geometry(), next.properties()));
      Problems problems = new Problems();
      checks.check(writing, whole, right.shown(), next, problems);
      if (problems.isEmpty()) {
        writing.write(next);
      }
      return problems.list().stream()
          .map(p -> new FieldError(edit.pointer() + p.field(), p.code(), p.detail()))
          .toList();
    }
  }

  /** What the edit makes of the feature. */
  static NewFeature next(
      Layer layer, FeatureEdit edit, FeatureVersion now, FeatureContent content) {
    Feature old = now == null ? null : now.feature();
    int rank =
        content.isWhole() ? content.rank() : now == null ? layer.scales().minZoom() : now.rank();
    return new NewFeature(
        edit.layer(),
        edit.feature(),
        rank,
        content.geometry() == null && old != null ? old.geometry() : content.geometry(),
        EditRights.merged(old, content));
  }

  private static Refusal invalid(List<FieldError> wrong) {
    FieldError first = wrong.get(0);
    return new Refusal(
        new Refusal.Reason(
            422, "invalid-feature", first.field() + ": " + first.detail(), wrong, Map.of()));
  }

  private static List<Edited> results(LayerEdits books, List<FeatureEdit> edits) {
    Map<String, Map<String, FeatureVersion>> after = new HashMap<>();
    edits.stream()
        .collect(Collectors.groupingBy(FeatureEdit::layer))
        .forEach(
            (layer, some) ->
                after.put(
                    layer, books.current(layer, some.stream().map(FeatureEdit::feature).toList())));
    return edits.stream()
        .map(
            edit -> {
              FeatureVersion now = after.get(edit.layer()).get(edit.feature());
              return new Edited(
                  edit.layer(),
                  edit.feature(),
                  now == null ? 0 : now.feature().version(),
                  edit.ends() ? "deleted" : edit.adds() ? "created" : "replaced");
            })
        .toList();
  }

  private static Change entry(ChangeSet set, LayerChange change) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("layer", change.layer());
    state.put("changeSet", set.id());
    state.put("title", set.title());
    state.put("source", set.source());
    state.put("added", change.added());
    state.put("changed", change.changed());
    state.put("ended", change.ended());
    return Change.of(
        "city.chengtu.layer.changed",
        new Subject("layer", change.layer()),
        change.version(),
        state);
  }
}
