package city.chengtu.command.questions;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.questions.Asked.Query;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Keeps questions: one's own, those shared with the organisation, those for all. */
final class SavedDesk {
  /** Subject kind in the journal. */
  static final String KIND = "question";

  private static final int MOST = 200;
  private static final int MOST_ALERTS = 20;
  private static final int MOST_ALERTS_OF_ALL = 500;
  private static final int LISTED = 1_000;
  private static final int LONGEST_TITLE = 200;

  private final Jdbi jdbi;
  private final AccessPolicy policy;
  private final Sights sights;
  private final Areas areas;
  private final SavedTable table = new SavedTable();

  SavedDesk(Jdbi jdbi, AccessPolicy policy, Sights sights, Areas areas) {
    this.jdbi = jdbi;
    this.policy = policy;
    this.sights = sights;
    this.areas = areas;
  }

  /** What somebody wants to keep. */
  record Draft(String title, String sharing, Query query, Boolean alert) {}

  /**
   * A question as its reader sees it.
   *
   * @param own true for its owner, who may change it
   * @param raised how often something has entered; null for others than its owner, whose rows it
   *     counts
   * @param following true when the reader hears of its alerts
   */
  record View(
      String id,
      long version,
      String title,
      String sharing,
      String owner,
      boolean own,
      boolean alert,
      boolean armed,
      String trouble,
      Long raised,
      boolean following,
      Query query) {}

  List<View> list(Actor actor) {
    return jdbi.withHandle(
        h ->
            table.list(h, actor.account(), actor.organisation(), LISTED).stream()
                .filter(q -> q.isFor(actor.account(), actor.organisation()))
                .map(q -> view(q, actor, table.follows(h, q.id(), actor.account())))
                .toList());
  }

  View get(Actor actor, String id) {
    return jdbi.withHandle(
        h -> {
          SavedQuestion q = visible(table.find(h, id).orElse(null), actor, id);
          return view(q, actor, table.follows(h, id, actor.account()));
        });
  }

  private static SavedQuestion visible(SavedQuestion q, Actor actor, String id) {
    if (q == null || !q.isFor(actor.account(), actor.organisation())) {
      throw Refusal.notFound("question", id);
    }
    return q;
  }

  private static View view(SavedQuestion q, Actor actor, boolean following) {
    return new View(
        q.id(),
        q.version(),
        q.title(),
        q.sharing(),
        q.account(),
        q.account().equals(actor.account()),
        q.alert(),
        q.armed(),
        q.trouble(),
        q.account().equals(actor.account()) ? (Long) q.raised() : null,
        following,
        q.query());
  }

  List<SavedTable.Version> versions(Actor actor, String id, int most) {
    get(actor, id);
    return jdbi.withHandle(h -> table.versions(h, id, most));
  }

  View create(CommandContext c, Draft draft) {
    Actor actor = c.actor();
    if (table.count(c.handle(), actor.account(), false) >= MOST) {
      throw Refusal.of(422, "too-many", "more than " + MOST + " questions cannot be kept");
    }
    boolean alert = Boolean.TRUE.equals(draft.alert());
    checkAlert(c, alert);
    SavedQuestion q = question(c, UUID.randomUUID().toString(), 1, checked(actor, draft), alert);
    table.insert(c.handle(), q);
    return recorded(c, q, "saved");
  }

  private static SavedQuestion question(
      CommandContext c, String id, long version, Draft draft, boolean alert) {
    Query query = draft.query();
    return new SavedQuestion(
        id,
        version,
        c.actor().account(),
        c.actor().organisation(),
        draft.sharing(),
        draft.title(),
        new Query(query.layers(), query.area(), query.limit(), null),
        c.now(),
        alert,
        false,
        null,
        0);
  }

  View change(CommandContext c, String id, long seen, Draft draft) {
    SavedQuestion before = own(c, id, seen);
    boolean alert = Boolean.TRUE.equals(draft.alert());
    if (alert && !before.alert()) {
      checkAlert(c, true);
    }
    SavedQuestion q = question(c, id, before.version() + 1, checked(c.actor(), draft), alert);
    table.update(c.handle(), q);
    return recorded(c, q, "changed");
  }

  Map<String, Object> delete(CommandContext c, String id, long seen) {
    SavedQuestion before = own(c, id, seen);
    table.delete(c.handle(), id);
    c.record(
        Change.of(
            "city.chengtu.question.deleted",
            new Subject(KIND, id),
            before.version() + 1,
            Map.of("id", id, "account", before.account(), "title", before.title())));
    return Map.of("id", id, "deleted", true);
  }

  /** One's own, as it stands, locked. */
  private SavedQuestion own(CommandContext c, String id, long seen) {
    SavedQuestion q = visible(table.lock(c.handle(), id).orElse(null), c.actor(), id);
    if (!q.account().equals(c.actor().account())) {
      throw Refusal.forbidden("only its owner changes a question; save one of your own");
    }
    c.checkVersion(
        seen,
        q.version(),
        () ->
            Refusal.stale("the question has changed since you saw it", view(q, c.actor(), false)));
    return q;
  }

  private Draft checked(Actor actor, Draft draft) {
    if (draft.title() == null
        || draft.title().isBlank()
        || draft.title().length() > LONGEST_TITLE) {
      throw Refusal.invalid("/title", "required", "a title of 1 to 200 characters");
    }
    if (draft.query() == null) {
      throw Refusal.invalid("/query", "required", "say what is asked");
    }
    String sharing = draft.sharing() == null ? SavedQuestion.OWN : draft.sharing();
    if (!sharing.equals(SavedQuestion.OWN)) {
      policy.check(actor, "question.share");
    }
    Prepared.check(actor, draft.query(), sights, areas);
    if (Boolean.TRUE.equals(draft.alert())) {
      checkWatchable(draft.query());
    }
    return new Draft(draft.title(), sharing, draft.query(), draft.alert());
  }

  private static void checkWatchable(Query query) {
    if (query.area() != null && query.area().reach() != null) {
      throw Refusal.invalid(
          "/query/area/reach", "not-watched", "an alert watches a shape, not a road time");
    }
  }

  private void checkAlert(CommandContext c, boolean alert) {
    if (!alert) {
      return;
    }
    policy.check(c.actor(), "question.alert");
    if (table.count(c.handle(), c.actor().account(), true) >= MOST_ALERTS
        || table.alertCount(c.handle()) >= MOST_ALERTS_OF_ALL) {
      throw Refusal.of(
          422, "too-many", "more than " + MOST_ALERTS + " alerts a person cannot be watched");
    }
  }

  private View recorded(CommandContext c, SavedQuestion q, String verb) {
    c.record(Change.of("city.chengtu.question." + verb, new Subject(KIND, q.id()), q.version(), q));
    return view(q, c.actor(), table.follows(c.handle(), q.id(), c.actor().account()));
  }

  /** Hears of a shared question's alerts, or no more. */
  Map<String, Object> follow(CommandContext c, String id, boolean follow) {
    visible(table.lock(c.handle(), id).orElse(null), c.actor(), id);
    boolean before = table.follows(c.handle(), id, c.actor().account());
    if (follow && !before) {
      table.follow(c.handle(), id, c.actor().account());
    } else if (!follow) {
      table.leave(c.handle(), id, c.actor().account());
    }
    if (follow != before) {
      c.record(
          Change.of(
              "city.chengtu.subscription." + (follow ? "followed" : "left"),
              new Subject("subscription", c.commandId().toString()),
              1,
              Map.of("question", id, "account", c.actor().account())));
    }
    return Map.of("id", id, "following", follow);
  }
}
