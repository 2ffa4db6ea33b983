package city.chengtu.gis.store;

import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerJson;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.feature.Theme;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.locationtech.jts.geom.Envelope;

/** The SQL of the tables theme, layer, change_set and layer_change. */
final class LayerBooks {
  private static final String CHANGE_COLUMNS =
      """
      select c.*, s.author, s.title, s.source from layer_change c join change_set s on s.id = c.change_set
      """;

  private LayerBooks() {}

  /** How a layer stands: version and count of features now. */
  record Standing(long version, long features, Instant changedAt) {}

  static void addTheme(Handle handle, Theme theme) {
    handle
        .createUpdate(
            """
            insert into theme (id, parent, title_zh, title_en, place)
            select :id, :parent, :zh, :en, :place where not exists (select 1 from theme where id = :id)
            """)
        .bind("id", theme.id())
        .bind("parent", theme.parent())
        .bind("zh", theme.title().zh())
        .bind("en", theme.title().en())
        .bind("place", theme.order())
        .execute();
  }

  static List<Theme> themes(Handle handle) {
    return handle
        .select("select id, parent, title_zh, title_en, place from theme order by place, id")
        .map(
            (rs, c) ->
                new Theme(
                    rs.getString(1),
                    rs.getString(2),
                    new Text(rs.getString(3), rs.getString(4)),
                    rs.getInt(5)))
        .list();
  }

  static Map<Layer, Standing> layers(Handle handle) {
    Map<Layer, Standing> layers = new LinkedHashMap<>();
    handle
        .select("select version, features, changed_at, definition from layer order by id")
        .map((rs, c) -> layers.put(LayerJson.read(rs.getString(4)), standing(rs)))
        .list();
    return layers;
  }

  static boolean exists(Handle handle, String layer) {
    return handle
        .select("select 1 from layer where id = ?", layer)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static void addLayer(Handle handle, Layer layer, Instant at) {
    handle
        .createUpdate(
            """
            insert into layer (id, theme, definition, version, features, changed_at) values (:id, :theme, :definition, 0, 0, :at)
            """)
        .bind("id", layer.id())
        .bind("theme", layer.theme())
        .bind("definition", new Json(LayerJson.write(layer)))
        .bind("at", at)
        .execute();
  }

  static void redefine(Handle handle, Layer layer) {
    handle
        .createUpdate("update layer set theme = :theme, definition = :definition where id = :id")
        .bind("id", layer.id())
        .bind("theme", layer.theme())
        .bind("definition", new Json(LayerJson.write(layer)))
        .execute();
  }

  /** Keeps other writers of the layer out until the transaction ends. */
  static Layer definition(Handle handle, String layer) {
    return handle
        .select("select definition from layer where id = ? for update", layer)
        .map((rs, c) -> LayerJson.read(rs.getString(1)))
        .findOne()
        .orElseThrow(() -> new IllegalArgumentException("layer '" + layer + "' is not defined"));
  }

  /** Keeps other writers of the layer out until the transaction ends. */
  static Standing lock(Handle handle, String layer) {
    return handle
        .select("select version, features, changed_at from layer where id = ? for update", layer)
        .map((rs, c) -> standing(rs))
        .findOne()
        .orElseThrow(() -> new IllegalArgumentException("layer '" + layer + "' is not defined"));
  }

  private static Standing standing(ResultSet rs) throws SQLException {
    return new Standing(rs.getLong(1), rs.getLong(2), instant(rs, 3));
  }

  static void addChangeSet(Handle handle, ChangeSet set, Instant at) {
    handle
        .createUpdate(
            "insert into change_set (id, made_at, author, title, source) values (:id, :at, :author, :title, :source)")
        .bind("id", set.id())
        .bind("at", at)
        .bind("author", set.author())
        .bind("title", set.title())
        .bind("source", set.source())
        .execute();
  }

  static void addChange(Handle handle, LayerChange change) {
    Envelope extent = change.extent();
    handle
        .createUpdate(
            """
            insert into layer_change
              (layer, version, change_set, changed_at, added, changed, ended, unchanged, west, south, east, north)
            values (:layer, :version, :set, :at, :added, :changed, :ended, :unchanged, :west, :south, :east, :north)
            """)
        .bind("layer", change.layer())
        .bind("version", change.version())
        .bind("set", change.changeSet())
        .bind("at", change.at())
        .bind("added", change.added())
        .bind("changed", change.changed())
        .bind("ended", change.ended())
        .bind("unchanged", change.unchanged())
        .bind("west", extent.isNull() ? null : (Double) extent.getMinX())
        .bind("south", extent.isNull() ? null : (Double) extent.getMinY())
        .bind("east", extent.isNull() ? null : (Double) extent.getMaxX())
        .bind("north", extent.isNull() ? null : (Double) extent.getMaxY())
        .execute();
    handle
        .createUpdate(
            "update layer set version = :version, features = features + :more, changed_at = :at where id = :layer")
        .bind("version", change.version())
        .bind("more", change.added() - change.ended())
        .bind("at", change.at())
        .bind("layer", change.layer())
        .execute();
  }

  /** Newest first. */
  static List<LayerChange> changes(Handle handle, String layer, int limit) {
    return handle
        .select(
            CHANGE_COLUMNS + " where c.layer = ? order by c.layer desc, c.version desc limit ?",
            layer,
            limit)
        .map(LayerBooks::change)
        .list();
  }

  /** What one change set did, by layer. */
  static List<LayerChange> changesOf(Handle handle, UUID changeSet) {
    return handle
        .select(CHANGE_COLUMNS + " where c.change_set = ? order by c.layer", changeSet)
        .map(LayerBooks::change)
        .list();
  }

  /** Oldest first. */
  static List<LayerChange> changesAfter(Handle handle, String layer, long version) {
    return handle
        .select(
            CHANGE_COLUMNS + " where c.layer = ? and c.version > ? order by c.layer, c.version",
            layer,
            version)
        .map(LayerBooks::change)
        .list();
  }

  private static LayerChange change(ResultSet rs, StatementContext context) throws SQLException {
    Envelope extent = new Envelope();
    double west = rs.getDouble("west");
    if (!rs.wasNull()) {
      extent =
          new Envelope(west, rs.getDouble("east"), rs.getDouble("south"), rs.getDouble("north"));
    }
    return new LayerChange(
        rs.getString("layer"),
        rs.getLong("version"),
        rs.getObject("change_set", UUID.class),
        instant(rs, rs.findColumn("changed_at")),
        rs.getString("author"),
        rs.getString("title"),
        rs.getString("source"),
        rs.getLong("added"),
        rs.getLong("changed"),
        rs.getLong("ended"),
        rs.getLong("unchanged"),
        extent);
  }

  private static Instant instant(ResultSet rs, int column) throws SQLException {
    return rs.getObject(column, OffsetDateTime.class).toInstant();
  }
}
