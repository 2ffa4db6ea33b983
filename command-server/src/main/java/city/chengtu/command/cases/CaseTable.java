package city.chengtu.command.cases;

import city.chengtu.gis.feature.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.PrecisionModel;

/** All SQL about cases. */
final class CaseTable {
  static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), 4326);

  private static final String COLUMNS =
      "id, case_number, scheme, scheme_version, kind, class_code, class_zh, class_en, state, source,"
          + " description, ST_X(place) as lon, ST_Y(place) as lat, address, grid, component,"
          + " reporter, reporter_name, organisation, reported_at, version";

  /** The next number of its pattern, from 1. Locks the pattern until the transaction ends. */
  long nextSequence(Handle h, String pattern) {
    String take = "update case_sequence set last = last + 1 where pattern = :pattern";
    if (h.createUpdate(take).bind("pattern", pattern).execute() == 0) {
      h.createUpdate(
              "insert into case_sequence (pattern, last) values (:pattern, 0) on conflict do nothing")
          .bind("pattern", pattern)
          .execute();
      h.createUpdate(take).bind("pattern", pattern).execute();
    }
    return h.createQuery("select last from case_sequence where pattern = :pattern")
        .bind("pattern", pattern)
        .mapTo(Long.class)
        .one();
  }

  void insert(Handle h, Case c) {
    h.createUpdate(
            "insert into city_case (id, case_number, scheme, scheme_version, kind, class_code,"
                + " class_zh, class_en, state, source, description, place, address, grid,"
                + " component, reporter, reporter_name, organisation, reported_at, changed_at,"
                + " version) values (:id, :number, :scheme, :scheme_version, :kind, :class, :zh,"
                + " :en, :state, :source, :description, :place, :address, :grid, :component,"
                + " :reporter, :reporter_name, :organisation, :at, :at, :version)")
        .bind("id", c.id())
        .bind("number", c.number())
        .bind("scheme", c.scheme())
        .bind("scheme_version", c.schemeVersion())
        .bind("kind", c.kind())
        .bind("class", c.classCode())
        .bind("zh", c.className().zh())
        .bind("en", c.className().en())
        .bind("state", c.state().code())
        .bind("source", c.source())
        .bind("description", c.description())
        .bindByType("place", point(c.place()), Geometry.class)
        .bind("address", c.place().address())
        .bind("grid", c.place().grid())
        .bind("component", c.component())
        .bind("reporter", c.reporter().account())
        .bind("reporter_name", c.reporter().name())
        .bind("organisation", c.organisation())
        .bind("at", offset(c.reportedAt()))
        .bind("version", c.version())
        .execute();
  }

  static Geometry point(Case.Place place) {
    return FACTORY.createPoint(new Coordinate(place.lon(), place.lat()));
  }

  Optional<Case> find(Handle h, UUID id) {
    return withPhotos(
            h,
            h.createQuery("select " + COLUMNS + " from city_case where id = :id")
                .bind("id", id)
                .map(CaseTable::row)
                .list())
        .stream()
        .findFirst();
  }

  /**
   * What a list shows; absent parts do not narrow it.
   *
   * @param classCode a class or the beginning of one: E01 for the whole major class
   */
  record Filter(Optional<String> classCode, Optional<String> kind, Optional<CaseState> state) {}

  /** Where a page begins: after this case, newest first. */
  record Position(Instant reportedAt, UUID id) {}

  List<Case> page(Handle h, Filter filter, Optional<Position> after, int limit) {
    List<String> conditions = new ArrayList<>();
    after.ifPresent(p -> conditions.add("(reported_at, id) < (:after_time, :after_id)"));
    filter.classCode().ifPresent(c -> conditions.add("class_code like :class"));
    filter.kind().ifPresent(k -> conditions.add("kind = :kind"));
    filter.state().ifPresent(s -> conditions.add("state = :state"));
    Query query =
        h.createQuery(
            "select "
                + COLUMNS
                + " from city_case"
                + where(conditions)
                + " order by reported_at desc, id desc limit :limit");
    after.ifPresent(p -> query.bind("after_time", offset(p.reportedAt())).bind("after_id", p.id()));
    filter.classCode().ifPresent(c -> query.bind("class", c + "%"));
    filter.kind().ifPresent(k -> query.bind("kind", k));
    filter.state().ifPresent(s -> query.bind("state", s.code()));
    return withPhotos(h, query.bind("limit", limit).map(CaseTable::row).list());
  }

  /**
   * Cases whose place is in the box, in order of id, without their photos; the box may be null for
   * everywhere.
   */
  List<Case> within(Handle h, Envelope box, Optional<Instant> at, UUID after, int limit) {
    List<String> conditions = new ArrayList<>();
    if (box != null) {
      conditions.add("place && ST_MakeEnvelope(:west, :south, :east, :north, 4326)");
    }
    at.ifPresent(moment -> conditions.add("reported_at <= :at"));
    if (after != null) {
      conditions.add("id > :after");
    }
    Query query =
        h.createQuery(
            "select "
                + COLUMNS
                + " from city_case"
                + where(conditions)
                + " order by id limit :limit");
    if (box != null) {
      query
          .bind("west", box.getMinX())
          .bind("south", box.getMinY())
          .bind("east", box.getMaxX())
          .bind("north", box.getMaxY());
    }
    at.ifPresent(moment -> query.bind("at", offset(moment)));
    if (after != null) {
      query.bind("after", after);
    }
    return query.bind("limit", limit).map(CaseTable::row).list();
  }

  long count(Handle h) {
    return h.createQuery("select count(*) from city_case").mapTo(Long.class).one();
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private static List<Case> withPhotos(Handle h, List<Case> cases) {
    if (cases.isEmpty()) {
      return cases;
    }
    Map<UUID, List<UUID>> photos = new LinkedHashMap<>();
    h.createQuery(
            "select case_id, id from attachment where case_id in (<cases>) order by case_id, place")
        .bindList("cases", cases.stream().map(Case::id).toList())
        .map(
            (rs, c) ->
                Map.entry(rs.getObject("case_id", UUID.class), rs.getObject("id", UUID.class)))
        .forEach(e -> photos.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue()));
    return cases.stream()
        .map(c -> photos.containsKey(c.id()) ? c.withPhotos(photos.get(c.id())) : c)
        .toList();
  }

  private static Case row(ResultSet rs, StatementContext context) throws SQLException {
    return new Case(
        rs.getObject("id", UUID.class),
        rs.getString("case_number"),
        rs.getString("scheme"),
        rs.getString("scheme_version"),
        rs.getString("kind"),
        rs.getString("class_code"),
        new Text(rs.getString("class_zh"), rs.getString("class_en")),
        CaseState.of(rs.getString("state")),
        rs.getString("source"),
        new Case.Place(
            rs.getDouble("lon"),
            rs.getDouble("lat"),
            rs.getString("address"),
            rs.getString("grid")),
        rs.getString("description"),
        rs.getString("component"),
        List.of(),
        new Case.Reporter(rs.getString("reporter"), rs.getString("reporter_name")),
        rs.getString("organisation"),
        instant(rs, "reported_at"),
        rs.getLong("version"));
  }

  static Instant instant(ResultSet rs, String column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }

  static OffsetDateTime offset(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
