package city.chengtu.command.dispatch;

import city.chengtu.command.incidents.IncidentDesk.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** All SQL of assignments and their stamps. */
final class AssignmentTable {
  private static final String SELECT =
      "select a.id, a.incident_id, a.unit_id, u.call_sign, a.state, a.version"
          + " from assignment a join unit u on u.id = a.unit_id";

  private static final int CHUNK = 500;

  /**
   * Makes an assignment that holds its unit.
   *
   * @return false when another assignment holds the unit, also one that was committed while this
   *     statement waited
   */
  boolean insert(Handle h, Assignment a, Instant server) {
    return h.createUpdate(
                "insert into assignment (id, incident_id, unit_id, held_unit, state, server_at,"
                    + " version) values (:id, :incident, :unit, :unit, :state, :server, :version)"
                    + " on conflict do nothing")
            .bind("id", a.id())
            .bind("incident", a.incident())
            .bind("unit", a.unit())
            .bind("state", a.state().code())
            .bind("server", server)
            .bind("version", a.version())
            .execute()
        == 1;
  }

  /** Writes the state as the next version; an ended assignment lets its unit go. */
  void moveTo(Handle h, String id, Status state) {
    h.createUpdate(
            "update assignment set state = :state, version = version + 1"
                + (state.open() ? "" : ", held_unit = null")
                + " where id = :id")
        .bind("id", id)
        .bind("state", state.code())
        .execute();
  }

  /** Adds a stamp and puts its time in force. */
  void stamp(Handle h, String id, Stamp stamp) {
    h.createUpdate(
            "insert into assignment_stamp (assignment_id, status, at, server_at, source, seat,"
                + " account, corrects, reason) values (:id, :status, :at, :server, :source, :seat,"
                + " :account, :corrects, :reason)")
        .bind("id", id)
        .bind("status", stamp.status().code())
        .bind("at", stamp.at())
        .bind("server", stamp.server())
        .bind("source", stamp.source())
        .bind("seat", stamp.seat())
        .bind("account", stamp.actor())
        .bind("corrects", stamp.corrects())
        .bind("reason", stamp.reason())
        .execute();
    h.createUpdate("update assignment set " + stamp.status().column() + " = :at where id = :id")
        .bind("at", stamp.at())
        .bind("id", id)
        .execute();
  }

  /** Holds off every other change of the assignment until the transaction ends. */
  void lock(Handle h, String id) {
    h.createQuery("select id from assignment where id = :id for update")
        .bind("id", id)
        .mapTo(String.class)
        .one();
  }

  Optional<String> incidentOf(Handle h, String id) {
    return h.createQuery("select incident_id from assignment where id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .findOne();
  }

  Optional<Assignment> find(Handle h, String id) {
    return withStamps(
            h,
            h.createQuery(SELECT + " where a.id = :id")
                .bind("id", id)
                .map(AssignmentTable::bare)
                .list())
        .stream()
        .findFirst();
  }

  /** The assignment that holds a unit. */
  Optional<Assignment> holding(Handle h, String unit) {
    return withStamps(
            h,
            h.createQuery(SELECT + " where a.held_unit = :unit")
                .bind("unit", unit)
                .map(AssignmentTable::bare)
                .list())
        .stream()
        .findFirst();
  }

  /** All assignments of these incidents, oldest first. */
  List<Assignment> ofIncidents(Handle h, Collection<String> incidents) {
    if (incidents.isEmpty()) {
      return List.of();
    }
    return withStamps(
        h,
        h.createQuery(SELECT + " where a.incident_id in (<ids>) order by a.incident_id, a.ord")
            .bindList("ids", List.copyOf(incidents))
            .map(AssignmentTable::bare)
            .list());
  }

  List<String> idsOf(Handle h, String incident) {
    return h.createQuery(
            "select id from assignment where incident_id = :id order by incident_id, ord")
        .bind("id", incident)
        .mapTo(String.class)
        .list();
  }

  /** Open assignments of an incident, in the order of their units' ids. */
  List<Assignment> openOf(Handle h, String incident) {
    return ofIncidents(h, List.of(incident)).stream()
        .filter(a -> a.state().open())
        .sorted(java.util.Comparator.comparing(Assignment::unit))
        .toList();
  }

  /** First moments of the units' work that stands: what was recalled does not count. */
  Progress progress(Handle h, String incident) {
    return h.createQuery(
            "select min(dispatched_at) as d, min(en_route_at) as e, min(at_scene_at) as s"
                + " from assignment where incident_id = :id and state <> 'recalled'")
        .bind("id", incident)
        .map((rs, c) -> new Progress(instant(rs, "d"), instant(rs, "e"), instant(rs, "s")))
        .one();
  }

  /** Times in force of one unit response. */
  record Times(String incident, Map<Status, Instant> at) {}

  /** Unit responses of these incidents, without the recalled. */
  List<Times> times(Handle h, List<String> incidents) {
    List<Times> all = new ArrayList<>();
    for (int from = 0; from < incidents.size(); from += CHUNK) {
      all.addAll(
          h.createQuery(
                  "select * from assignment where incident_id in (<ids>) and state <> 'recalled'")
              .bindList("ids", incidents.subList(from, Math.min(from + CHUNK, incidents.size())))
              .map(AssignmentTable::response)
              .list());
    }
    return all;
  }

  private static Times response(ResultSet rs, StatementContext context) throws SQLException {
    Map<Status, Instant> at = new EnumMap<>(Status.class);
    for (Status status : Status.values()) {
      Instant time = instant(rs, status.column());
      if (time != null) {
        at.put(status, time);
      }
    }
    return new Times(rs.getString("incident_id"), at);
  }

  private static List<Assignment> withStamps(Handle h, List<Assignment> bare) {
    if (bare.isEmpty()) {
      return bare;
    }
    Map<String, List<Stamp>> stamps = new LinkedHashMap<>();
    h.createQuery(
            "select * from assignment_stamp where assignment_id in (<ids>)"
                + " order by assignment_id, id")
        .bindList("ids", bare.stream().map(Assignment::id).toList())
        .map(AssignmentTable::entry)
        .forEach(e -> stamps.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue()));
    return bare.stream()
        .map(
            a ->
                new Assignment(
                    a.id(),
                    a.incident(),
                    a.unit(),
                    a.callSign(),
                    a.state(),
                    List.copyOf(stamps.getOrDefault(a.id(), List.of())),
                    a.version()))
        .toList();
  }

  private static Assignment bare(ResultSet rs, StatementContext context) throws SQLException {
    return new Assignment(
        rs.getString("id"),
        rs.getString("incident_id"),
        rs.getString("unit_id"),
        rs.getString("call_sign"),
        Status.of(rs.getString("state")),
        List.of(),
        rs.getLong("version"));
  }

  private static Map.Entry<String, Stamp> entry(ResultSet rs, StatementContext context)
      throws SQLException {
    return Map.entry(rs.getString("assignment_id"), stamp(rs));
  }

  private static Stamp stamp(ResultSet rs) throws SQLException {
    long corrects = rs.getLong("corrects");
    boolean first = rs.wasNull();
    return new Stamp(
        rs.getLong("id"),
        Status.of(rs.getString("status")),
        instant(rs, "at"),
        instant(rs, "server_at"),
        rs.getString("source"),
        rs.getString("seat"),
        rs.getString("account"),
        first ? null : corrects,
        rs.getString("reason"));
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
