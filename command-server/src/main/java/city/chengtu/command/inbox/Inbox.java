package city.chengtu.command.inbox;

import city.chengtu.command.inbox.InboxTable.Box;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** People's inboxes. Blocking. */
public final class Inbox {
  /** Subject kind in the journal; the subject's id is the inbox's address. */
  static final String KIND = "notice";

  /** More are not kept for one person. */
  static final int MOST = 500;

  private final Jdbi jdbi;
  private final Commands commands;
  private final InboxTable table = new InboxTable();

  private final Map<String, NoticeSight> sights = new ConcurrentHashMap<>();

  public Inbox(Jdbi jdbi, Commands commands) {
    this.jdbi = jdbi;
    this.commands = commands;
  }

  /** Notices of this kind show what the sight leaves; those of a kind without one show nothing. */
  public void show(String kind, NoticeSight sight) {
    sights.put(kind, sight);
  }

  private Notice shown(Actor reader, Notice told) {
    JsonNode content =
        sights
            .getOrDefault(told.kind(), (actor, hidden) -> JsonNodeFactory.instance.objectNode())
            .shown(reader, told.content());
    return new Notice(
        told.seq(), told.id(), told.at(), told.kind(), content, told.acknowledgedAt());
  }

  /**
   * One person's notices.
   *
   * @param address how the live feed names this inbox; known to its owner alone
   * @param waiting how many are not acknowledged
   * @param dropped how many went unread because there were too many
   * @param next where the next page begins; null at the end
   */
  record Page(String address, long waiting, long dropped, List<Notice> items, Long next) {}

  Page page(Actor actor, boolean waitingOnly, long before, int limit) {
    String account = actor.account();
    if (jdbi.withHandle(h -> table.find(h, account)).isEmpty()) {
      commands.run(
          CommandRequest.bySystem("inbox.open", "inbox"),
          c -> {
            box(c, account);
            return null;
          });
    }
    Page told =
        jdbi.withHandle(
            h -> {
              List<Notice> items = table.page(h, account, waitingOnly, before, limit + 1);
              boolean more = items.size() > limit;
              List<Notice> listed = more ? items.subList(0, limit) : items;
              Box box = table.find(h, account).orElseThrow();
              return new Page(
                  box.address(),
                  table.waiting(h, account),
                  box.dropped(),
                  listed,
                  more ? (Long) listed.get(limit - 1).seq() : null);
            });
    return new Page(
        told.address(),
        told.waiting(),
        told.dropped(),
        told.items().stream().map(notice -> shown(actor, notice)).toList(),
        told.next());
  }

  /**
   * Tells a person something, in the transaction of what is told.
   *
   * @param content a record or map that can be written as JSON
   */
  public void add(CommandContext c, String account, String kind, Object content) {
    Box box = box(c, account);
    String id = UUID.randomUUID().toString();
    table.add(c.handle(), account, id, c.now(), kind, content);
    table.prune(c.handle(), account, MOST);
    record(c, account, box, "added", id);
  }

  private Box box(CommandContext c, String account) {
    Optional<Box> there = table.lock(c.handle(), account);
    if (there.isEmpty()) {
      table.open(c.handle(), account, UUID.randomUUID().toString());
    }
    return there.orElseGet(() -> table.lock(c.handle(), account).orElseThrow());
  }

  private void record(CommandContext c, String account, Box box, String verb, String id) {
    table.moved(c.handle(), account, box.version() + 1);
    c.record(
        Change.of(
            "city.chengtu.notice." + verb,
            new Subject(KIND, box.address()),
            box.version() + 1,
            Map.of("inbox", box.address(), "notice", id)));
  }

  /**
   * @throws Refusal 404 when this person has no such notice
   */
  Notice acknowledge(CommandContext c, String id) {
    String account = c.actor().account();
    Box box = table.lock(c.handle(), account).orElseThrow(() -> Refusal.notFound("notice", id));
    Notice notice =
        table.find(c.handle(), account, id).orElseThrow(() -> Refusal.notFound("notice", id));
    if (notice.acknowledgedAt() != null) {
      return shown(c.actor(), notice);
    }
    table.acknowledge(c.handle(), account, id, c.now());
    record(c, account, box, "acknowledged", id);
    return shown(c.actor(), table.find(c.handle(), account, id).orElseThrow());
  }
}
