package city.chengtu.command.access;

import city.chengtu.command.api.Answer;
import city.chengtu.command.api.Api;
import city.chengtu.command.api.Call;
import city.chengtu.command.api.Routes;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Receipt;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;

/**
 * HTTP side of reading the journal: the list, one object as of a past moment, the receipt of a
 * command. Everyone reads it through the same rights as the live state.
 */
public final class JournalRoutes implements Routes {
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1_000;

  /** So many entries are looked at for one answer; the cursor goes on from there. */
  private static final int SCAN = 5_000;

  private static final int STEP = 500;

  /** An entry as shown. */
  private record EntryView(
      long seq,
      UUID id,
      String type,
      Instant time,
      String actor,
      String seat,
      String source,
      UUID commandId,
      String kind,
      String subject,
      long version,
      String organisation,
      JsonNode data,
      Geometry geometry,
      String hash) {}

  private final Api api;
  private final AccessPolicy policy;
  private final Journal journal;
  private final Clock clock;
  private final StateFilter filter;

  public JournalRoutes(Api api, AccessPolicy policy, Journal journal, Clock clock) {
    this.api = api;
    this.policy = policy;
    this.journal = journal;
    this.clock = clock;
    this.filter = new StateFilter(policy);
  }

  @Override
  public void mount(RouterBuilder builder) {
    api.query(builder, "listJournal", "journal.read", this::list);
    api.query(builder, "getHistory", "history.read", this::history);
    api.open(builder, "getCommand", this::command);
  }

  private Object list(Call call) {
    long since = since(call);
    int limit = call.queryInt("limit", PAGE, 1, LONGEST_PAGE);
    Optional<Subject> subject = call.query("subject").map(JournalRoutes::subject);
    Optional<String> kind = call.query("kind");
    long position = journal.position();
    List<EntryView> items = new ArrayList<>();
    long cursor = since;
    long scanned = 0;
    boolean more = true;
    while (more && items.size() < limit && scanned < SCAN) {
      List<JournalEntry> step = read(subject, cursor);
      more = step.size() == STEP;
      for (JournalEntry entry : step) {
        if (items.size() == limit) {
          more = true;
          break;
        }
        cursor = entry.seq();
        scanned++;
        if (kind.isEmpty() || kind.get().equals(entry.subject().kind())) {
          view(call.actor(), entry).ifPresent(items::add);
        }
      }
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("items", items);
    if (more) {
      page.put("next", Long.toString(cursor));
    }
    return Answer.snapshot(page, position);
  }

  private List<JournalEntry> read(Optional<Subject> subject, long since) {
    return subject
        .map(s -> journal.ofSubject(s, since, STEP))
        .orElseGet(() -> journal.since(since, STEP));
  }

  private static long since(Call call) {
    try {
      return call.query("since").map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("since", "not-a-number", "since must be a journal position");
    }
  }

  private static Subject subject(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      throw Refusal.invalid("subject", "invalid-value", "subject is written kind/id");
    }
    return new Subject(text.substring(0, slash), text.substring(slash + 1));
  }

  private Optional<EntryView> view(Actor actor, JournalEntry e) {
    return filter
        .visible(actor, e)
        .map(
            data ->
                new EntryView(
                    e.seq(),
                    e.id(),
                    e.type(),
                    e.time(),
                    e.actor(),
                    e.seat(),
                    e.source(),
                    e.commandId(),
                    e.subject().kind(),
                    e.subject().id(),
                    e.version(),
                    e.organisation(),
                    data,
                    e.geometry(),
                    e.hash()));
  }

  /** What may not be seen is not there. */
  private Object history(Call call) {
    Subject subject = new Subject(call.path("kind"), call.path("id"));
    Instant at = call.queryTime("at").orElseGet(clock::instant);
    return journal
        .asOf(subject, at)
        .flatMap(entry -> view(call.actor(), entry))
        // The kind is the sender's word: no code may be made of it.
        .orElseThrow(
            () ->
                Refusal.of(404, "subject-not-found", "no " + subject.kind() + " " + subject.id()));
  }

  /** One's own command whole; of others' commands the auditor sees all but the answer. */
  private Object command(Call call) {
    Actor actor = call.actor();
    UUID id = Call.uuid("id", call.path("id"));
    Receipt receipt =
        journal
            .findReceipt(id)
            .filter(r -> isOwn(actor, r) || policy.may(actor, "command.audit"))
            .orElseThrow(() -> Refusal.notFound("command", id.toString()));
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", receipt.id());
    view.put("kind", receipt.kind());
    view.put("account", receipt.account());
    view.put("state", receipt.state());
    view.put("status", receipt.status());
    view.put("position", receipt.position());
    view.put("at", receipt.at());
    if (isOwn(actor, receipt) && receipt.answer() != null) {
      view.put("answer", StateJson.tree(receipt.answer()));
    }
    return view;
  }

  private static boolean isOwn(Actor actor, Receipt receipt) {
    return receipt.account().equals(actor.account());
  }
}
