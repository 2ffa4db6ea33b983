package city.chengtu.command.cases;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.access.PersonalData;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Change;
import city.chengtu.command.journal.CommandContext;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.Text;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.locationtech.jts.geom.Geometry;

/** Takes reports of what is out of order in the city, and shows them to those who may see them. */
public final class CaseDesk {
  /** Rows looked at for one page when most of them must not be shown. */
  private static final int MOST_LOOKED_AT = 5_000;

  private final Jdbi jdbi;
  private final Journal journal;
  private final AccessPolicy policy;
  private final CaseBook book;
  private final CityPlaces places;
  private final AttachmentDesk attachments;
  private final CaseTable table = new CaseTable();

  public CaseDesk(
      Jdbi jdbi,
      Journal journal,
      AccessPolicy policy,
      CaseBook book,
      CityPlaces places,
      AttachmentDesk attachments) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.policy = policy;
    this.book = book;
    this.places = places;
    this.attachments = attachments;
  }

  /** Files a report as a new case. */
  Case report(CommandContext c, NewCase report) {
    LocalDate day = LocalDate.ofInstant(c.now(), book.rules().zone());
    CaseClass caseClass =
        book.find(report.classCode(), day)
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        "/class",
                        "unknown-class",
                        "no class '" + report.classCode() + "' holds today"));
    policy.check(
        c.actor(),
        "case.create",
        Case.SUBJECT,
        c.actor().organisation(),
        CaseTable.point(report.place()));
    checkComponent(report.component(), caseClass);
    checkPhotos(report.photos());
    String rest = book.number().rest(caseClass, day);
    String number = book.number().with(rest, table.nextSequence(c.handle(), rest));
    Case filed = filed(c, report, caseClass, number);
    table.insert(c.handle(), filed);
    c.record(
        new Change(
            "city.chengtu.case.reported",
            new Subject(Case.SUBJECT, filed.id().toString()),
            filed.version(),
            filed,
            CaseTable.point(filed.place()),
            filed.organisation()));
    attachments.give(c, report.photos(), filed);
    return filed;
  }

  private Case filed(CommandContext c, NewCase report, CaseClass caseClass, String number) {
    Actor actor = c.actor();
    return new Case(
        UUID.randomUUID(),
        number,
        caseClass.scheme(),
        caseClass.version(),
        caseClass.kind(),
        caseClass.code(),
        new Text(caseClass.title().zh(), caseClass.title().en()),
        CaseState.REPORTED,
        source(report, actor),
        placed(report.place()),
        report.description().strip(),
        report.component(),
        report.photos(),
        new Case.Reporter(actor.account(), actor.name()),
        actor.organisation(),
        c.now(),
        1);
  }

  private String source(NewCase report, Actor actor) {
    if (report.source() == null) {
      return book.rules().sourceOf(actor.roles());
    }
    if (!book.rules().knowsSource(report.source())) {
      throw Refusal.invalid("/source", "unknown-source", "no source '" + report.source() + "'");
    }
    return report.source();
  }

  /** The grid comes from the map where it has one there: a sender may have an old list. */
  private Case.Place placed(Case.Place place) {
    return new Case.Place(
        place.lon(),
        place.lat(),
        place.address(),
        places.grid(CaseTable.point(place)).orElse(place.grid()));
  }

  private void checkComponent(String component, CaseClass caseClass) {
    if (component == null) {
      return; // a component case needs one when it is filed 立案, not when it is reported
    }
    if (!CaseClass.COMPONENT.equals(caseClass.kind())) {
      throw Refusal.invalid(
          "/component", "not-a-component-class", "a case of an event names no component");
    }
    String inCode =
        book.rules()
            .classIn(component)
            .orElseThrow(
                () ->
                    Refusal.invalid("/component", "not-a-component-code", "not a component code"));
    if (!inCode.equals(caseClass.digits())) {
      throw Refusal.invalid(
          "/component",
          "component-of-other-class",
          "the component is of class " + inCode + ", the case of " + caseClass.digits());
    }
    if (!places.mayHaveComponent(component)) {
      throw Refusal.invalid("/component", "unknown-component", "no component " + component);
    }
  }

  private void checkPhotos(List<UUID> photos) {
    if (photos.size() > book.rules().photos()) {
      throw Refusal.invalid(
          "/photos", "too-many", "at most " + book.rules().photos() + " photos on a report");
    }
    if (new HashSet<>(photos).size() != photos.size()) {
      throw Refusal.invalid("/photos", "twice", "a photo is named twice");
    }
  }

  /** A case as one actor may see it, and the journal position it is true at. */
  record Shown(JsonNode state, long position) {}

  /**
   * @throws Refusal 404 when there is none, or none for this actor: which of both stays unsaid
   */
  Shown get(Actor actor, UUID id) {
    long position = journal.position();
    return jdbi.withHandle(h -> table.find(h, id))
        .filter(c -> maySee(actor, c))
        .map(c -> new Shown(shown(actor, c), position))
        .orElseThrow(() -> Refusal.notFound(Case.SUBJECT, id.toString()));
  }

  /** A case as it was at a past moment, from the journal. */
  Shown getAsOf(Actor actor, UUID id, Instant at) {
    JournalEntry entry =
        journal
            .asOf(new Subject(Case.SUBJECT, id.toString()), at)
            .filter(e -> policy.maySee(actor, Case.SUBJECT, e.organisation(), e.geometry()))
            .orElseThrow(() -> Refusal.notFound(Case.SUBJECT, id.toString()));
    JsonNode state = StateJson.tree(entry.data());
    disclose(actor, state, entry.organisation(), entry.geometry());
    return new Shown(state, entry.seq());
  }

  /**
   * @param next where the next page begins; null at the end
   */
  record Page(List<JsonNode> items, CaseTable.Position next, long position) {}

  /** Newest first. A page may be short, even empty, and yet have a next one. */
  Page list(Actor actor, CaseTable.Filter filter, Optional<CaseTable.Position> after, int limit) {
    long position = journal.position();
    return jdbi.withHandle(
        h -> {
          List<JsonNode> items = new ArrayList<>();
          Optional<CaseTable.Position> from = after;
          int step = limit + 1;
          for (int looked = 0; looked < MOST_LOOKED_AT; looked += step) {
            List<Case> rows = table.page(h, filter, from, step);
            for (Case c : rows) {
              if (items.size() == limit) {
                return new Page(items, from.orElse(null), position);
              }
              from = Optional.of(new CaseTable.Position(c.reportedAt(), c.id()));
              if (maySee(actor, c)) {
                items.add(shown(actor, c));
              }
            }
            if (rows.size() < step) {
              return new Page(items, null, position);
            }
          }
          return new Page(items, from.orElse(null), position);
        });
  }

  private boolean maySee(Actor actor, Case c) {
    return policy.maySee(actor, Case.SUBJECT, c.organisation(), CaseTable.point(c.place()));
  }

  private JsonNode shown(Actor actor, Case c) {
    JsonNode state = StateJson.mapper().valueToTree(c);
    disclose(actor, state, c.organisation(), CaseTable.point(c.place()));
    return state;
  }

  private void disclose(Actor actor, JsonNode state, String organisation, Geometry where) {
    PersonalData.disclose(
        state,
        policy.hiddenFields(actor, Case.SUBJECT, organisation, where),
        policy.may(actor, "personal.read") ? List.of() : policy.rules().personal());
  }
}
