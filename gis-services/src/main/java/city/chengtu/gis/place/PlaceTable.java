package city.chengtu.gis.place;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** The SQL of the tables place_entry, place_word and place_indexed. */
final class PlaceTable {
  /** So many names that begin alike are looked at; the nearest are sought among them. */
  private static final int MOST_CANDIDATES = 3_000;

  private static final String NEAREST =
      """
      select layer, feature, name, kind, address, lon, lat from (
        select c.*, (lon - :lon) * (lon - :lon) * :squeeze + (lat - :lat) * (lat - :lat) as far,
          row_number() over (
            partition by layer, term, case when layer = 'roads' then '' else feature end
            order by (lon - :lon) * (lon - :lon) * :squeeze + (lat - :lat) * (lat - :lat), id) as turn
        from (%s) c) n
      where turn = 1
      order by far, term, feature limit :limit
      """;

  private static final String ENTRY =
      "select e.id, e.layer, e.feature, e.name, e.kind, e.address, e.term, e.lon, e.lat from"
          + " place_entry e ";

  private PlaceTable() {}

  /** One thing people may type, and the place it means. */
  record Entry(Place place, String normal, boolean withWords) {}

  static long lock(Handle handle, String layer) {
    handle
        .createUpdate(
            "insert into place_indexed (layer, version) select :layer, 0 where not exists (select 1"
                + " from place_indexed where layer = :layer)")
        .bind("layer", layer)
        .execute();
    return handle
        .select("select version from place_indexed where layer = ? for update", layer)
        .mapTo(Long.class)
        .one();
  }

  static void indexed(Handle handle, String layer, long version) {
    handle.execute("update place_indexed set version = ? where layer = ?", version, layer);
  }

  static void deleteAll(Handle handle, String layer) {
    handle.execute("delete from place_entry where layer = ?", layer);
  }

  static void delete(Handle handle, String layer, Collection<String> features) {
    handle
        .createUpdate("delete from place_entry where layer = :layer and feature = any(:ids)")
        .bind("layer", layer)
        .bindArray("ids", String.class, features.toArray())
        .execute();
  }

  static void insert(Handle handle, List<Entry> entries) {
    try {
      insertEntries(handle, entries);
      insertWords(handle, entries);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot write place names: " + e.getMessage(), e);
    }
  }

  private static void insertEntries(Handle handle, List<Entry> entries) throws SQLException {
    String sql =
        "insert into place_entry (layer, feature, name, kind, address, term, lon, lat) values (?,"
            + " ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
      for (Entry entry : entries) {
        Place place = entry.place();
        statement.setString(1, place.layer());
        statement.setString(2, place.id());
        statement.setString(3, place.name());
        statement.setString(4, place.kind());
        statement.setString(5, place.address());
        statement.setString(6, PlaceText.term(entry.normal()));
        statement.setDouble(7, place.lon());
        statement.setDouble(8, place.lat());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void insertWords(Handle handle, List<Entry> entries) throws SQLException {
    // In order, so that neighbours in the table's index are written together.
    Set<String> names = new TreeSet<>();
    entries.stream().filter(Entry::withWords).forEach(entry -> names.add(entry.normal()));
    String[] terms = names.stream().map(PlaceText::term).toArray(String[]::new);
    Set<String> known =
        new HashSet<>(
            handle
                .createQuery("select distinct term from place_word where term = any(:terms)")
                .bindArray("terms", String.class, (Object[]) terms)
                .mapTo(String.class)
                .list());
    try (PreparedStatement statement =
        handle
            .getConnection()
            .prepareStatement("insert into place_word (suffix, term) values (?, ?)")) {
      for (String name : names) {
        String term = PlaceText.term(name);
        if (!known.contains(term)) {
          for (String suffix : new HashSet<>(PlaceText.suffixes(name))) {
            statement.setString(1, suffix);
            statement.setString(2, term);
            statement.addBatch();
          }
        }
      }
      statement.executeBatch();
    }
  }

  /** Places of exactly one of these names, nearest first, a road once. */
  static List<Place> exact(Handle handle, Collection<String> terms, Near near, int limit) {
    return query(
        handle, ENTRY + "where e.term = any(:terms)", near, limit, List.copyOf(terms), null);
  }

  static List<Place> beginning(Handle handle, String term, Near near, int limit) {
    return query(
        handle,
        ENTRY + "where e.term > :from and e.term < :to order by e.term limit " + MOST_CANDIDATES,
        near,
        limit,
        null,
        term);
  }

  static List<Place> containing(Handle handle, String term, Near near, int limit) {
    return query(
        handle,
        ENTRY
            + "join (select distinct w.term from place_word w where w.suffix >= :from and w.suffix"
            + " < :to limit "
            + MOST_CANDIDATES
            + ") w on w.term = e.term limit "
            + MOST_CANDIDATES,
        near,
        limit,
        null,
        term);
  }

  /** Ids of the road stretches of this name. */
  static List<String> stretches(Handle handle, String term, int limit) {
    return handle
        .select(
            "select feature from place_entry where term = ? and layer = 'roads' limit ?",
            term,
            limit)
        .mapTo(String.class)
        .list();
  }

  /** Terms of road names that begin with this. */
  static List<String> roadsBeginning(Handle handle, String term) {
    return handle
        .select(
            "select distinct term from place_entry where term >= ? and term < ? and layer = 'roads'"
                + " order by term limit 3",
            term,
            PlaceText.end(term))
        .mapTo(String.class)
        .list();
  }

  private static List<Place> query(
      Handle handle,
      String candidates,
      Near near,
      int limit,
      List<String> terms,
      String beginning) {
    var query =
        handle
            .createQuery(NEAREST.formatted(candidates))
            .bind("lon", near.lon())
            .bind("lat", near.lat())
            .bind("squeeze", near.squeeze())
            .bind("limit", limit);
    if (terms != null) {
      query.bindArray("terms", String.class, terms.toArray());
    } else {
      query.bind("from", beginning).bind("to", PlaceText.end(beginning));
    }
    return new ArrayList<>(
        query
            .map(
                (rs, c) ->
                    new Place(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getDouble(6),
                        rs.getDouble(7)))
            .list());
  }

  /** Where the asker is; degrees of longitude count for less away from the equator. */
  record Near(double lon, double lat) {
    double squeeze() {
      double cos = Math.cos(Math.toRadians(lat));
      return cos * cos;
    }
  }
}
