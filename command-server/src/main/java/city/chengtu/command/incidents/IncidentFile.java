package city.chengtu.command.incidents;

import city.chengtu.command.incidents.IncidentTable.Row;
import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Everything that can be asked about incidents. */
public final class IncidentFile {
  /** Subject kind in the journal. */
  public static final String KIND = "incident";

  private static final double EARTH_METRES = 6_371_008.8;
  private static final int TIMELINE_LIMIT = 2_000;

  private final Jdbi jdbi;
  private final Journal journal;
  private final Commitments commitments;
  private final IncidentTable table = new IncidentTable();

  public IncidentFile(Jdbi jdbi, Journal journal, Commitments commitments) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.commitments = commitments;
  }

  /**
   * A page of a list.
   *
   * @param next cursor of the next page; null on the last
   * @param position journal position the page stands at
   */
  public record Page(List<Incident> items, String next, long position) {}

  /**
   * @param state null for all
   * @param after cursor from the page before; null for the first
   */
  public Page list(IncidentState state, String after, int limit) {
    Long from = after == null ? null : cursor(after);
    return jdbi.inTransaction(
        h -> {
          long position = journal.position(h);
          List<Row> rows = table.list(h, state, from, limit + 1);
          boolean more = rows.size() > limit;
          List<Row> page = more ? rows.subList(0, limit) : rows;
          String next = more ? Long.toString(page.get(page.size() - 1).ord()) : null;
          return new Page(assemble(h, page), next, position);
        });
  }

  private static long cursor(String after) {
    if (!after.matches("[0-9]{1,18}")) { // the library would take any script's digits
      throw Refusal.invalid("after", "not-a-cursor", "after must be the cursor of a page");
    }
    return Long.parseLong(after);
  }

  /** An incident at a journal position; phones in full. */
  public record Detail(Incident incident, long position) {}

  /**
   * @throws Refusal 404 when there is none
   */
  public Detail detail(String id) {
    return jdbi.inTransaction(
        h -> {
          long position = journal.position(h);
          Row row = find(h, id);
          List<Report> full = table.reports(h, List.of(id)).getOrDefault(id, List.of());
          return new Detail(withReports(assemble(h, row), full), position);
        });
  }

  /**
   * @throws Refusal 404 when there is none
   */
  public Incident get(Handle h, String id) {
    return assemble(h, find(h, id));
  }

  private Row find(Handle h, String id) {
    return table.find(h, id).orElseThrow(() -> Refusal.notFound(KIND, id));
  }

  /** An incident just made, as {@link #assemble} would read it. */
  static Incident fresh(Row row, Report report, List<ClockStamp> stamps) {
    return incident(row, List.of(report.masked()), stamps, List.of(), null);
  }

  Incident assemble(Handle h, Row row) {
    return assemble(h, List.of(row)).get(0);
  }

  private List<Incident> assemble(Handle h, List<Row> rows) {
    List<String> ids = rows.stream().map(Row::id).toList();
    Map<String, List<Report>> reports = table.reports(h, ids);
    Map<String, List<ClockStamp>> stamps = table.stamps(h, ids);
    Map<String, List<Note>> notes = table.latestNotes(h, ids);
    Map<String, List<Object>> units = commitments.of(h, ids);
    return rows.stream()
        .map(
            row ->
                incident(
                    row,
                    reports.getOrDefault(row.id(), List.of()).stream().map(Report::masked).toList(),
                    stamps.getOrDefault(row.id(), List.of()),
                    units.getOrDefault(row.id(), List.of()),
                    notes.containsKey(row.id()) ? notes.get(row.id()).get(0) : null))
        .toList();
  }

  private static Incident incident(
      Row row,
      List<Report> reports,
      List<ClockStamp> stamps,
      List<Object> assignments,
      Note latestNote) {
    return new Incident(
        row.id(),
        row.number(),
        row.period(),
        row.type(),
        row.level(),
        row.state(),
        row.place(),
        row.description(),
        callers(reports),
        reports,
        Clocks.of(row.clocks()),
        stamps,
        row.acknowledged(),
        assignments,
        row.disposition(),
        row.mergedInto(),
        row.organisation(),
        latestNote,
        row.version());
  }

  private static List<Caller> callers(List<Report> reports) {
    return reports.stream().map(Report::caller).filter(c -> c != null).distinct().toList();
  }

  private static Incident withReports(Incident i, List<Report> reports) {
    return new Incident(
        i.id(),
        i.number(),
        i.period(),
        i.type(),
        i.level(),
        i.state(),
        i.place(),
        i.description(),
        callers(reports),
        reports,
        i.clocks(),
        i.stamps(),
        i.acknowledged(),
        i.assignments(),
        i.disposition(),
        i.mergedInto(),
        i.organisation(),
        i.latestNote(),
        i.version());
  }

  /**
   * The incident as it was, with its assignments as they were, from the journal.
   *
   * @throws Refusal 404 when it did not exist then
   */
  public ObjectNode asOf(String id, Instant at) {
    JournalEntry entry =
        journal.asOf(new Subject(KIND, id), at).orElseThrow(() -> Refusal.notFound(KIND, id));
    ObjectNode state = (ObjectNode) StateJson.tree(entry.data());
    ArrayNode assignments = state.putArray("assignments");
    for (String assignment : jdbi.withHandle(h -> commitments.ids(h, id))) {
      journal
          .asOf(new Subject("assignment", assignment), at)
          .ifPresent(e -> assignments.add(StateJson.tree(e.data())));
    }
    return state;
  }

  /** Entries about the incident and its assignments, in the order they were recorded. */
  public List<JournalEntry> timeline(String id) {
    jdbi.useHandle(h -> find(h, id));
    List<JournalEntry> entries =
        new ArrayList<>(journal.ofSubject(new Subject(KIND, id), 0, TIMELINE_LIMIT));
    for (String assignment : jdbi.withHandle(h -> commitments.ids(h, id))) {
      entries.addAll(journal.ofSubject(new Subject("assignment", assignment), 0, TIMELINE_LIMIT));
    }
    entries.sort(Comparator.comparingLong(JournalEntry::seq));
    return entries;
  }

  /**
   * An open incident that a new call may be about.
   *
   * @param metres between the places
   * @param seconds between the calls
   */
  public record Duplicate(Incident incident, double metres, double seconds, boolean sameType) {}

  /** Open incidents near in place and time, the likeliest first, by the rule of the type. */
  public List<Duplicate> duplicates(Rules.DuplicateRule rule, Place place, Instant at) {
    double degreesLat = Math.toDegrees(rule.metres() / EARTH_METRES);
    double degreesLon = degreesLat / Math.max(0.01, Math.cos(Math.toRadians(place.lat())));
    var box =
        new org.locationtech.jts.geom.Envelope(
            place.lon() - degreesLon,
            place.lon() + degreesLon,
            place.lat() - degreesLat,
            place.lat() + degreesLat);
    return jdbi.withHandle(
        h ->
            table.openIn(h, box, null, 200).stream()
                .filter(row -> rule.joins(row.type()))
                .map(row -> new Found(row, metres(place, row.place()), seconds(row, at)))
                .filter(f -> f.metres() <= rule.metres() && f.seconds() <= rule.minutes() * 60)
                .sorted(
                    Comparator.comparing((Found f) -> !f.row().type().equals(rule.type()))
                        .thenComparingDouble(
                            f -> f.metres() / rule.metres() + f.seconds() / (rule.minutes() * 60))
                        .thenComparing(f -> f.row().id()))
                .map(
                    f ->
                        new Duplicate(
                            assemble(h, f.row()),
                            f.metres(),
                            f.seconds(),
                            f.row().type().equals(rule.type())))
                .toList());
  }

  private record Found(Row row, double metres, double seconds) {}

  private static double seconds(Row row, Instant at) {
    return Math.abs(
        java.time.Duration.between(row.clocks().get(Clock.RECEIVED), at).toMillis() / 1_000.0);
  }

  /** Great-circle distance. */
  private static double metres(Place a, Place b) {
    double lat1 = Math.toRadians(a.lat());
    double lat2 = Math.toRadians(b.lat());
    double dLat = lat2 - lat1;
    double dLon = Math.toRadians(b.lon() - a.lon());
    double s =
        Math.pow(Math.sin(dLat / 2), 2)
            + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
    return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(s)));
  }

  /**
   * Times in force of the incidents received from {@code from} until before {@code to}, by incident
   * and name of the clock; merged ones are left out.
   */
  public Map<String, Map<String, Instant>> clocksBetween(Handle h, Instant from, Instant to) {
    Map<String, Map<String, Instant>> clocks = new LinkedHashMap<>();
    for (Row row : table.received(h, from, to)) {
      Map<String, Instant> named = new LinkedHashMap<>();
      row.clocks()
          .forEach(
              (clock, at) -> {
                if (at != null) {
                  named.put(clock.code(), at);
                }
              });
      clocks.put(row.id(), named);
    }
    return clocks;
  }

  /** Numbers of incidents by id, for messages; those that do not exist are missing. */
  public Map<String, String> numbers(Handle h, Collection<String> ids) {
    return table.numbers(h, ids);
  }
}
