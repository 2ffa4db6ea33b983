package city.chengtu.gis.store;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.Layer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Views for other programs that read our PostGIS directly: one a layer, the current rows with the
 * given fields as columns, in a schema of their own. A role that may read this schema sees nothing
 * else: views read with their owner's rights. PostGIS only.
 */
public final class PublishedViews {
  public static final String SCHEMA = "chengtu_published";

  private final SpatialDatabase database;

  public PublishedViews(SpatialDatabase database) {
    this.database = database;
  }

  /** False for an embedded store, which no other program can reach. */
  public boolean possible() {
    return database.dialect().shareable();
  }

  /**
   * Makes the view, or makes it anew when its columns differ.
   *
   * @param layer a stored layer with the fields that may be seen
   */
  public void put(Layer layer) {
    database
        .jdbi()
        .useTransaction(
            h -> {
              h.execute("create schema if not exists " + SCHEMA);
              if (!columns(h, layer.id()).equals(wanted(layer))) {
                h.execute("drop view if exists " + view(layer.id()));
              }
              h.execute("create or replace view " + view(layer.id()) + " as " + select(layer));
            });
  }

  /** Takes the view away; nothing happens when there is none. */
  public void drop(String layer) {
    if (!Layer.isId(layer)) {
      throw new IllegalArgumentException("no layer id: " + layer);
    }
    database
        .jdbi()
        .useTransaction(
            h -> {
              h.execute("create schema if not exists " + SCHEMA);
              h.execute("drop view if exists " + view(layer));
            });
  }

  /** The layers that have a view. */
  public Set<String> list() {
    return new HashSet<>(
        database
            .jdbi()
            .withHandle(
                h ->
                    h.select(
                            "select table_name from information_schema.views where table_schema ="
                                + " ?",
                            SCHEMA)
                        .mapTo(String.class)
                        .list()));
  }

  private static String view(String layer) {
    return SCHEMA + ".\"" + layer + "\"";
  }

  private static List<String> columns(Handle h, String layer) {
    return h.select(
            "select column_name || ' ' || data_type from information_schema.columns"
                + " where table_schema = ? and table_name = ? order by ordinal_position",
            SCHEMA,
            layer)
        .mapTo(String.class)
        .list();
  }

  private static List<String> wanted(Layer layer) {
    return Stream.concat(
            Stream.of("fid bigint", "id character varying"),
            Stream.concat(
                layer.fields().stream().map(f -> f.name() + " " + type(f)),
                Stream.of("geom USER-DEFINED")))
        .toList();
  }

  private static String type(Field field) {
    return switch (field.type()) {
      case INTEGER -> "bigint";
      case NUMBER -> "double precision";
      case BOOLEAN -> "boolean";
      case TEXT, DATE, TIMESTAMP -> "text";
    };
  }

  private static String select(Layer layer) {
    return layer.fields().stream()
        .map(PublishedViews::column)
        .collect(
            Collectors.joining(
                "",
                "select fid, id",
                ", geom from layer_" + layer.id() + " where valid_to is null"));
  }

  /** A value of another kind than the field's shows as nothing instead of breaking the view. */
  private static String column(Field field) {
    String key = "'" + field.name().replace("'", "''") + "'";
    String text = "(props ->> " + key + ")";
    String value =
        switch (field.type()) {
          case INTEGER -> cast(key, "number", text + "::numeric::bigint");
          case NUMBER -> cast(key, "number", text + "::double precision");
          case BOOLEAN -> cast(key, "boolean", text + "::boolean");
          case TEXT, DATE, TIMESTAMP -> text;
        };
    return ", " + value + " as \"" + field.name().replace("\"", "\"\"") + "\"";
  }

  private static String cast(String key, String kind, String value) {
    return "case when jsonb_typeof(props -> " + key + ") = '" + kind + "' then " + value + " end";
  }
}
