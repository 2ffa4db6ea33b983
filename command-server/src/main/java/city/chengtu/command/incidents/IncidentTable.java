package city.chengtu.command.incidents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.locationtech.jts.geom.Envelope;

/** All SQL of incidents. */
final class IncidentTable {
  private static final String COLUMNS =
      "ord, id, period, number, type, level, state, ST_X(geom) as lon, ST_Y(geom) as lat, address,"
          + " grid, description, acknowledged, disposition, merged_into, organisation, received_at,"
          + " answered_at, created_at, first_dispatched_at, first_en_route_at, first_on_scene_at,"
          + " under_control_at, closed_at, reopened_at, version";

  /** An incident's own row. */
  record Row(
      long ord,
      String id,
      String period,
      String number,
      String type,
      int level,
      IncidentState state,
      Place place,
      String description,
      boolean acknowledged,
      String disposition,
      String mergedInto,
      String organisation,
      Map<Clock, Instant> clocks,
      long version) {

    Row with(String newType, int newLevel, Place newPlace, String newDescription) {
      return new Row(
          ord,
          id,
          period,
          number,
          newType,
          newLevel,
          state,
          newPlace,
          newDescription,
          acknowledged,
          disposition,
          mergedInto,
          organisation,
          clocks,
          version);
    }

    Row acknowledgedBySomebody() {
      return new Row(
          ord,
          id,
          period,
          number,
          type,
          level,
          state,
          place,
          description,
          true,
          disposition,
          mergedInto,
          organisation,
          clocks,
          version);
    }

    Row in(IncidentState newState, String newDisposition, String into) {
      return new Row(
          ord,
          id,
          period,
          number,
          type,
          level,
          newState,
          place,
          description,
          acknowledged,
          newDisposition,
          into,
          organisation,
          clocks,
          version);
    }

    /** The same, with another time of one clock; null takes the clock back. */
    Row at(Clock clock, Instant time) {
      Map<Clock, Instant> times = new EnumMap<>(Clock.class);
      times.putAll(clocks);
      times.put(clock, time);
      return new Row(
          ord,
          id,
          period,
          number,
          type,
          level,
          state,
          place,
          description,
          acknowledged,
          disposition,
          mergedInto,
          organisation,
          times,
          version);
    }

    Row next() {
      return new Row(
          ord,
          id,
          period,
          number,
          type,
          level,
          state,
          place,
          description,
          acknowledged,
          disposition,
          mergedInto,
          organisation,
          clocks,
          version + 1);
    }
  }

  /** The next running number of a period; whoever asks at the same time waits. */
  long nextNumber(Handle h, String period) {
    if (!count(h, period)) {
      h.createUpdate(
              "insert into incident_number (period, last) values (:period, 0)"
                  + " on conflict do nothing")
          .bind("period", period)
          .execute();
      count(h, period);
    }
    return h.createQuery("select last from incident_number where period = :period")
        .bind("period", period)
        .mapTo(Long.class)
        .one();
  }

  /** False when nothing has been numbered in this period yet. */
  private static boolean count(Handle h, String period) {
    return h.createUpdate("update incident_number set last = last + 1 where period = :period")
            .bind("period", period)
            .execute()
        == 1;
  }

  void insert(Handle h, Row row) {
    Update insert =
        h.createUpdate(
            "insert into incident (id, period, number, type, level, state, geom, address, grid,"
                + " description, acknowledged, disposition, merged_into, organisation, received_at,"
                + " answered_at, created_at, first_dispatched_at, first_en_route_at,"
                + " first_on_scene_at, under_control_at, closed_at, reopened_at, version) values"
                + " (:id, :period, :number, :type, :level, :state, :geom, :address, :grid,"
                + " :description, :acknowledged, :disposition, :merged_into, :organisation,"
                + " :received_at, :answered_at, :created_at, :first_dispatched_at,"
                + " :first_en_route_at, :first_on_scene_at, :under_control_at, :closed_at,"
                + " :reopened_at, :version)");
    bind(insert, row)
        .bind("period", row.period())
        .bind("number", row.number())
        .bind("organisation", row.organisation())
        .execute();
  }

  /** Writes the row as its next version. */
  Row update(Handle h, Row row) {
    Row next = row.next();
    Update update =
        h.createUpdate(
            "update incident set type = :type, level = :level, state = :state, geom = :geom,"
                + " address = :address, grid = :grid, description = :description,"
                + " acknowledged = :acknowledged, disposition = :disposition,"
                + " merged_into = :merged_into, received_at = :received_at,"
                + " answered_at = :answered_at, created_at = :created_at,"
                + " first_dispatched_at = :first_dispatched_at,"
                + " first_en_route_at = :first_en_route_at,"
                + " first_on_scene_at = :first_on_scene_at, under_control_at = :under_control_at,"
                + " closed_at = :closed_at, reopened_at = :reopened_at, version = :version"
                + " where id = :id");
    bind(update, next).execute();
    return next;
  }

  private static Update bind(Update update, Row row) {
    for (Clock clock : Clock.values()) {
      update.bind(clock.column(), row.clocks().get(clock));
    }
    return update
        .bind("id", row.id())
        .bind("type", row.type())
        .bind("level", row.level())
        .bind("state", row.state().code())
        .bind("geom", row.place().point())
        .bind("address", row.place().address())
        .bind("grid", row.place().grid())
        .bind("description", row.description())
        .bind("acknowledged", row.acknowledged())
        .bind("disposition", row.disposition())
        .bind("merged_into", row.mergedInto())
        .bind("version", row.version());
  }

  Optional<Row> find(Handle h, String id) {
    return find(h, id, "");
  }

  /** Holds off every other change of the incident until the transaction ends. */
  Optional<Row> lock(Handle h, String id) {
    return find(h, id, " for update");
  }

  private static Optional<Row> find(Handle h, String id, String lock) {
    return h.createQuery("select " + COLUMNS + " from incident where id = :id" + lock)
        .bind("id", id)
        .map(IncidentTable::row)
        .findOne();
  }

  /** Newest first. */
  List<Row> list(Handle h, IncidentState state, Long after, int limit) {
    String where = state == null ? "" : " and state = :state";
    String order = state == null ? "ord desc" : "state desc, ord desc";
    var query =
        h.createQuery(
                "select "
                    + COLUMNS
                    + " from incident where ord < :after"
                    + where
                    + " order by "
                    + order
                    + " limit :limit")
            .bind("after", after == null ? Long.MAX_VALUE : after)
            .bind("limit", limit);
    if (state != null) {
      query.bind("state", state.code());
    }
    return query.map(IncidentTable::row).list();
  }

  /** Open incidents in a box (null: everywhere) after an id, in order of id. */
  List<Row> openIn(Handle h, Envelope box, String after, int limit) {
    // Open incidents are few: no spatial index is asked, which on H2 would need reading anew beside
    // writers.
    var query =
        h.createQuery(
                "select "
                    + COLUMNS
                    + " from incident where state = 'open' and id > :after"
                    + (box == null
                        ? ""
                        : " and ST_Intersects(geom, ST_MakeEnvelope(:w, :s, :e, :n, 4326))")
                    + " order by id limit :limit")
            .bind("after", after == null ? "" : after)
            .bind("limit", limit);
    if (box != null) {
      query
          .bind("w", box.getMinX())
          .bind("s", box.getMinY())
          .bind("e", box.getMaxX())
          .bind("n", box.getMaxY());
    }
    return query.map(IncidentTable::row).list();
  }

  /** Ids of the incidents that existed and were not closed at a moment. */
  List<String> openAt(Handle h, Instant at) {
    return h.createQuery(
            "select id from incident where created_at <= :at"
                + " and (closed_at is null or closed_at > :at or reopened_at is not null)"
                + " order by id")
        .bind("at", at)
        .mapTo(String.class)
        .list();
  }

  /** Incidents received in a range of time, without those merged into others. */
  List<Row> received(Handle h, Instant from, Instant to) {
    return h.createQuery(
            "select "
                + COLUMNS
                + " from incident where received_at >= :from and received_at < :to"
                + " and cast(state as varchar) <> 'merged' order by received_at, id")
        .bind("from", from)
        .bind("to", to)
        .map(IncidentTable::row)
        .list();
  }

  /** Numbers by id. */
  Map<String, String> numbers(Handle h, Collection<String> ids) {
    Map<String, String> numbers = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      h.createQuery("select id, number from incident where id in (<ids>)")
          .bindList("ids", List.copyOf(ids))
          .map((rs, c) -> Map.entry(rs.getString("id"), rs.getString("number")))
          .forEach(e -> numbers.put(e.getKey(), e.getValue()));
    }
    return numbers;
  }

  long count(Handle h, IncidentState state) {
    return h.createQuery("select count(*) from incident where state = :state")
        .bind("state", state.code())
        .mapTo(Long.class)
        .one();
  }

  void insertStamps(Handle h, String incident, List<ClockStamp> stamps) {
    try (PreparedBatch batch =
        h.prepareBatch(
            "insert into incident_stamp"
                + " (incident_id, clock, at, server_at, source, seat, account, reason) values"
                + " (:incident, :clock, :at, :server, :source, :seat, :account, :reason)")) {
      for (ClockStamp stamp : stamps) {
        batch
            .bind("incident", incident)
            .bind("clock", stamp.clock().code())
            .bind("at", stamp.at())
            .bind("server", stamp.server())
            .bind("source", stamp.source())
            .bind("seat", stamp.seat())
            .bind("account", stamp.actor())
            .bind("reason", stamp.reason())
            .add();
      }
      batch.execute();
    }
  }

  Map<String, List<ClockStamp>> stamps(Handle h, Collection<String> incidents) {
    return grouped(
        h,
        "select incident_id, clock, at, server_at, source, seat, account, reason"
            + " from incident_stamp where incident_id in (<ids>) order by incident_id, id",
        incidents,
        (rs, c) ->
            new ClockStamp(
                clock(rs.getString("clock")),
                instant(rs, "at"),
                instant(rs, "server_at"),
                rs.getString("source"),
                rs.getString("seat"),
                rs.getString("account"),
                rs.getString("reason")));
  }

  void insertReport(Handle h, String incident, Report report) {
    h.createUpdate(
            "insert into incident_report"
                + " (id, incident_id, home_id, at, source, caller_name, caller_phone, text) values"
                + " (:id, :incident, :incident, :at, :source, :name, :phone, :text)")
        .bind("id", report.id())
        .bind("incident", incident)
        .bind("at", report.at())
        .bind("source", report.source())
        .bind("name", report.caller() == null ? null : report.caller().name())
        .bind("phone", report.caller() == null ? null : report.caller().phone())
        .bind("text", report.text())
        .execute();
  }

  /** Joins all reports of one incident to another; each keeps in mind where it came from. */
  void moveReports(Handle h, String from, String into) {
    h.createUpdate("update incident_report set incident_id = :into where incident_id = :from")
        .bind("into", into)
        .bind("from", from)
        .execute();
  }

  /** Takes the reports that came in under an incident back to it. */
  void returnReports(Handle h, String home) {
    h.createUpdate("update incident_report set incident_id = :home where home_id = :home")
        .bind("home", home)
        .execute();
  }

  /** Reports with full phones. */
  Map<String, List<Report>> reports(Handle h, Collection<String> incidents) {
    return grouped(
        h,
        "select incident_id, id, at, source, caller_name, caller_phone, text from incident_report"
            + " where incident_id in (<ids>) order by incident_id, ord",
        incidents,
        (rs, c) -> {
          Caller caller = new Caller(rs.getString("caller_name"), rs.getString("caller_phone"));
          return new Report(
              rs.getString("id"),
              instant(rs, "at"),
              rs.getString("source"),
              caller.blank() ? null : caller,
              rs.getString("text"));
        });
  }

  void insertNote(Handle h, String incident, Note note) {
    h.createUpdate(
            "insert into incident_note (id, incident_id, at, text, account, seat)"
                + " values (:id, :incident, :at, :text, :account, :seat)")
        .bind("id", note.id())
        .bind("incident", incident)
        .bind("at", note.at())
        .bind("text", note.text())
        .bind("account", note.actor())
        .bind("seat", note.seat())
        .execute();
  }

  /** The latest note of each incident that has one. */
  Map<String, List<Note>> latestNotes(Handle h, Collection<String> incidents) {
    return grouped(
        h,
        "select incident_id, id, at, text, account, seat from incident_note where ord in (select"
            + " max(ord) from incident_note where incident_id in (<ids>) group by incident_id)",
        incidents,
        (rs, c) ->
            new Note(
                rs.getString("id"),
                instant(rs, "at"),
                rs.getString("text"),
                rs.getString("account"),
                rs.getString("seat")));
  }

  private static <T> Map<String, List<T>> grouped(
      Handle h,
      String sql,
      Collection<String> incidents,
      org.jdbi.v3.core.mapper.RowMapper<T> mapper) {
    Map<String, List<T>> grouped = new LinkedHashMap<>();
    if (incidents.isEmpty()) {
      return grouped;
    }
    h.createQuery(sql)
        .bindList("ids", List.copyOf(incidents))
        .map((rs, c) -> Map.entry(rs.getString("incident_id"), mapper.map(rs, c)))
        .forEach(
            e ->
                grouped
                    .computeIfAbsent(e.getKey(), k -> new java.util.ArrayList<>())
                    .add(e.getValue()));
    return grouped;
  }

  private static Row row(ResultSet rs, StatementContext context) throws SQLException {
    Map<Clock, Instant> clocks = new EnumMap<>(Clock.class);
    for (Clock clock : Clock.values()) {
      clocks.put(clock, instant(rs, clock.column()));
    }
    return new Row(
        rs.getLong("ord"),
        rs.getString("id"),
        rs.getString("period"),
        rs.getString("number"),
        rs.getString("type"),
        rs.getInt("level"),
        IncidentState.of(rs.getString("state")),
        new Place(
            rs.getDouble("lon"),
            rs.getDouble("lat"),
            rs.getString("address"),
            rs.getString("grid")),
        rs.getString("description"),
        rs.getBoolean("acknowledged"),
        rs.getString("disposition"),
        rs.getString("merged_into"),
        rs.getString("organisation"),
        clocks,
        rs.getLong("version"));
  }

  private static Clock clock(String code) {
    for (Clock clock : Clock.values()) {
      if (clock.code().equals(code)) {
        return clock;
      }
    }
    throw new IllegalStateException("the store holds an unknown clock: " + code);
  }

  private static Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
