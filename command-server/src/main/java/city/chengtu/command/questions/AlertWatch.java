package city.chengtu.command.questions;

import city.chengtu.command.inbox.Inbox;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.CommandRequest;
import city.chengtu.command.journal.Commands;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.Subject;
import city.chengtu.command.questions.AlertTable.Inside;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.command.questions.Prepared.Part;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Text;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Coordinate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches saved questions: what is found now and was not found before has entered. What is inside
 * stands in the database and changes under the question's lock, so each entering is told once,
 * whichever nodes watch, and what entered while none ran is told when one runs again.
 */
public final class AlertWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

  private static final String KIND = "alert";

  /** A question that finds more is no shape to watch. */
  static final int MOST_INSIDE = 5_000;

  /** So many of one moment are told one by one; the rest as a number. */
  private static final int TOLD = 20;

  private final Sights sights;
  private final Areas areas;
  private final Jdbi jdbi;
  private final Commands commands;
  private final Inbox inbox;
  private final Function<String, Optional<Actor>> people;
  private final SavedTable saved = new SavedTable();
  private final AlertTable table = new AlertTable();
  private final Map<String, List<Long>> seen = new LinkedHashMap<>();

  AlertWatch(QuestionParts parts, Sights sights, Areas areas) {
    this.sights = sights;
    this.areas = areas;
    this.jdbi = parts.jdbi();
    this.commands = parts.commands();
    this.inbox = parts.inbox();
    this.people = parts.people();
    inbox.show(KIND, this::shown);
  }

  /** What a notice of an alert says. */
  record Entered(
      String question,
      String title,
      String layer,
      Text layerTitle,
      String feature,
      Double lon,
      Double lat,
      Integer more) {}

  @Override
  public void run() {
    List<SavedQuestion> alerts = jdbi.withHandle(saved::alerts);
    seen.keySet().retainAll(alerts.stream().map(SavedQuestion::id).toList());
    for (SavedQuestion alert : alerts) {
      try {
        watch(alert);
      } catch (Refusal refusal) {
        trouble(alert, refusal.reason().code());
      }
    }
  }

  private void trouble(SavedQuestion alert, String code) {
    if (!Objects.equals(code, alert.trouble())) {
      LOG.info("alert {} is not watched: {}", alert.id(), code);
      jdbi.useTransaction(h -> table.trouble(h, alert.id(), code));
    }
    seen.remove(alert.id());
  }

  private void watch(SavedQuestion alert) {
    Actor owner =
        people
            .apply(alert.account())
            .orElseThrow(() -> Refusal.of(403, "no-account", "the owner's account is closed"));
    Prepared question = Prepared.of(owner, alert.query(), sights, areas, MOST_INSIDE);
    List<Long> state = state(alert, owner, question);
    if (state.equals(seen.get(alert.id()))) {
      return;
    }
    Map<Inside, Feature> found = find(question);
    if (!alert.armed() || hasMoved(alert, found)) {
      commands.run(
          CommandRequest.bySystem("question.watch", "alerts"),
          c -> {
            move(c, alert, found, question);
            return null;
          });
    }
    seen.put(alert.id(), state);
  }

  /** While it stays the same nothing can have entered. */
  private static List<Long> state(SavedQuestion alert, Actor owner, Prepared question) {
    List<Long> state = new ArrayList<>();
    state.add(alert.version());
    state.add(alert.armed() ? 1L : 0L);
    state.add((long) Objects.hash(owner.roles(), owner.organisation(), owner.area()));
    question.parts().forEach(p -> state.add(p.opened().source().version()));
    return state;
  }

  private static Map<Inside, Feature> find(Prepared question) {
    Map<Inside, Feature> found = new LinkedHashMap<>();
    for (Part part : question.parts()) {
      LayerRows rows = part.rows(question.area());
      while (!rows.ended()) {
        for (Feature feature : rows.next(Integer.MAX_VALUE)) {
          found.put(new Inside(feature.layer(), feature.id()), feature);
        }
        if (found.size() > MOST_INSIDE) {
          throw Refusal.of(422, "too-many", "more than " + MOST_INSIDE + " features are inside");
        }
      }
    }
    return found;
  }

  private boolean hasMoved(SavedQuestion alert, Map<Inside, Feature> found) {
    return !jdbi.withHandle(h -> table.inside(h, alert.id())).equals(found.keySet())
        || alert.trouble() != null;
  }

  private void move(
      CommandContext c, SavedQuestion alert, Map<Inside, Feature> found, Prepared question) {
    SavedQuestion now = saved.lock(c.handle(), alert.id()).orElse(null);
    if (now == null || !now.alert() || now.version() != alert.version()) {
      return; // changed meanwhile: the next beat asks anew
    }
    Set<Inside> before = table.inside(c.handle(), alert.id());
    Set<Inside> left = new HashSet<>(before);
    left.removeAll(found.keySet());
    List<Inside> entered = found.keySet().stream().filter(f -> !before.contains(f)).toList();
    table.remove(c.handle(), alert.id(), left);
    table.add(c.handle(), alert.id(), entered);
    boolean raise = now.armed() && !entered.isEmpty();
    table.armed(c.handle(), alert.id(), raise ? entered.size() : 0);
    if (raise) {
      c.record(
          Change.of(
              "city.chengtu.alert.raised",
              new Subject("alert", alert.id()),
              now.raised() + entered.size(),
              Map.of("question", alert.id(), "title", alert.title(), "entered", entered)));
      tell(c, now, entered, found, question);
    }
  }

  private void tell(
      CommandContext c,
      SavedQuestion alert,
      List<Inside> entered,
      Map<Inside, Feature> found,
      Prepared question) {
    tell(c, alert, alert.account(), entered, found, question);
    for (String follower : saved.followers(c.handle(), alert.id())) {
      Optional<Actor> reader = people.apply(follower);
      if (!follower.equals(alert.account())
          && reader.isPresent()
          && alert.isFor(follower, reader.get().organisation())) {
        List<Inside> his =
            entered.stream().filter(f -> shows(reader.get(), alert, found.get(f))).toList();
        tell(c, alert, follower, his, found, question);
      }
    }
  }

  /**
   * What entered by a question is told to who sees the row and could have asked the question: a
   * filter about a field that is hidden from him would tell him what stands there.
   */
  private boolean shows(Actor reader, SavedQuestion alert, Feature feature) {
    return sights
        .find(reader, feature.layer())
        .filter(opened -> opened.sight().shows(feature) && mayAsk(opened, alert))
        .isPresent();
  }

  private static boolean mayAsk(Opened opened, SavedQuestion alert) {
    try {
      for (LayerAsk ask : alert.query().layers()) {
        if (ask.layer().equals(opened.id())) {
          LayerFilter.read(ask, opened.layer(), "filter");
        }
      }
      return true;
    } catch (Refusal notHis) {
      return false;
    }
  }

  /** Of a row that the reader does not see any more there is left that something has entered. */
  private JsonNode shown(Actor reader, JsonNode content) {
    String feature = content.path("feature").asText("");
    if (feature.isEmpty()) {
      return content;
    }
    boolean seen =
        sights
            .find(reader, content.path("layer").asText())
            .filter(
                opened ->
                    opened.sight().all()
                        || opened.source().find(feature).filter(opened.sight()::shows).isPresent())
            .isPresent();
    ObjectNode left = JsonNodeFactory.instance.objectNode();
    left.set("question", content.get("question"));
    left.set("title", content.get("title"));
    return seen ? content : left.put("more", 1);
  }

  private void tell(
      CommandContext c,
      SavedQuestion alert,
      String account,
      List<Inside> entered,
      Map<Inside, Feature> found,
      Prepared question) {
    for (Inside one : entered.stream().limit(TOLD).toList()) {
      inbox.add(c, account, KIND, notice(alert, found.get(one), question));
    }
    if (entered.size() > TOLD) {
      inbox.add(
          c,
          account,
          KIND,
          new Entered(
              alert.id(), alert.title(), null, null, null, null, null, entered.size() - TOLD));
    }
  }

  private static Entered notice(SavedQuestion alert, Feature feature, Prepared question) {
    Coordinate at = feature.geometry().getInteriorPoint().getCoordinate();
    Text title =
        question.parts().stream()
            .filter(p -> p.opened().id().equals(feature.layer()))
            .map(p -> p.opened().layer().title())
            .findFirst()
            .orElse(null);
    return new Entered(
        alert.id(), alert.title(), feature.layer(), title, feature.id(), at.x, at.y, null);
  }
}
