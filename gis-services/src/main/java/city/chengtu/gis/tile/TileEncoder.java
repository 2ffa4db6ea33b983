package city.chengtu.gis.tile;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureRow;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.JsonMembers;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.Wkb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.geom.Geometry;

/**
 * Writes one layer's features as a Mapbox Vector Tile 2.1 with one layer of the same name. A
 * feature's number in the tile is a hash of its id (53 bits, so that a browser keeps it exactly);
 * from zoom 14 on its id is there as the property "id".
 */
final class TileEncoder {
  /** Tile units along each side. */
  static final int EXTENT = 4096;

  /**
   * Units drawn beyond each side, so that wide lines and symbols meet their other half in the next
   * tile.
   */
  static final int MARGIN = 128;

  /**
   * From here on features are for clicking, so they carry all fields; before, only what drawing
   * needs.
   */
  static final int DETAIL_ZOOM = 14;

  /** A quarter of a screen pixel: what is less is not seen. */
  static final double TOLERANCE = 4;

  /** At these zooms nothing is simplified: people measure on them. */
  static final int EXACT_ZOOM = 18;

  private static final int SAFE_BITS = 53;
  private static final Set<String> DRAWN_BY = Set.of("kind", "class", "level", "state");

  private final Layer layer;
  private final TileAddress tile;
  private final Set<String> hidden;
  private final GeometryCommands geometry;
  private final ProtobufBuffer message = new ProtobufBuffer();
  private final ProtobufBuffer feature = new ProtobufBuffer();
  private final ProtobufBuffer tags = new ProtobufBuffer();
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<Object, Integer> values = new LinkedHashMap<>();
  private final String[] shown;
  private final byte[][] shownKeys;
  private final Object[] places;
  private int drawn;

  TileEncoder(Layer layer, TileAddress tile, Set<String> hidden) {
    this.layer = layer;
    this.tile = tile;
    this.hidden = hidden;
    this.shown =
        layer.fields().stream().map(Field::name).filter(this::isShown).toArray(String[]::new);
    this.shownKeys =
        Arrays.stream(shown)
            .map(name -> name.replace("\\", "\\\\").replace("\"", "\\\""))
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.places = new Object[shown.length];
    this.geometry =
        new GeometryCommands(tile, EXTENT, MARGIN, tile.zoom() < EXACT_ZOOM ? TOLERANCE : 0);
    message.number(15, 2);
    message.text(1, layer.id());
  }

  /** How many features have left a mark on the tile. */
  int drawn() {
    return drawn;
  }

  void add(Feature source) {
    add(FeatureRow.of(source));
  }

  /** As {@link #add(Feature)}; a stored row is not taken apart. */
  void add(FeatureRow row) {
    boolean stored = row.ewkb() != null;
    ProtobufBuffer commands =
        stored ? geometry.draw(row.ewkb(), row::geometry) : geometry.draw(row.geometry());
    if (commands.isEmpty()) {
      return;
    }
    feature.clear();
    feature.number(1, number(row.id()));
    tags.clear();
    if (tile.zoom() >= DETAIL_ZOOM) {
      tag("id", row.id());
    }
    if (stored) {
      storedTags(row);
    } else {
      tags(row.properties());
    }
    if (!tags.isEmpty()) {
      feature.message(2, tags);
    }
    feature.number(3, stored ? type(new Wkb(row.ewkb()).type()) : type(row.geometry()));
    feature.message(4, commands);
    message.message(2, feature);
    drawn++;
  }

  /** Points 1, lines 2, areas 3, multi or not; a collection counts as its greatest part. */
  private static int type(int wkb) {
    return wkb > 3 ? wkb - 3 : wkb;
  }

  private void storedTags(FeatureRow row) {
    if (shown.length == 0) {
      return;
    }
    Arrays.fill(places, null);
    JsonMembers members = new JsonMembers(row.json());
    while (members.next()) {
      for (int i = 0; i < shown.length; i++) {
        if (members.isKey(shownKeys[i])) {
          places[i] = value(row, shown[i], members);
          break;
        }
      }
    }
    for (int i = 0; i < shown.length; i++) {
      if (places[i] != null) {
        tag(shown[i], places[i]);
      }
    }
  }

  /** Texts without escapes and short numbers are most; the others are read by a general reader. */
  private static Object value(FeatureRow row, String field, JsonMembers member) {
    byte first = member.first();
    if (first == 'n') {
      return null;
    }
    if (first == 't' || first == 'f') {
      return first == 't';
    }
    Object value = PlainValues.of(row.json(), member.from(), member.to());
    if (value == null) {
      value = row.properties().get(field);
    }
    return value == null ? null : plain(value);
  }

  /** The finished tile; empty when nothing was drawn. */
  byte[] finish() {
    if (drawn == 0) {
      return new byte[0];
    }
    keys.keySet().forEach(key -> message.text(3, key));
    ProtobufBuffer value = new ProtobufBuffer();
    for (Object v : values.keySet()) {
      value.clear();
      write(value, v);
      message.message(4, value);
    }
    message.number(5, EXTENT);
    ProtobufBuffer whole = new ProtobufBuffer();
    whole.message(3, message);
    return whole.toBytes();
  }

  private void tags(Map<String, Object> properties) {
    for (Field field : layer.fields()) {
      Object value = properties.get(field.name());
      if (value != null && isShown(field.name())) {
        tag(field.name(), plain(value));
      }
    }
  }

  private boolean isShown(String field) {
    if (hidden.contains(field)) {
      return false;
    }
    return tile.zoom() >= DETAIL_ZOOM
        || DRAWN_BY.contains(field)
        || field.equals(layer.style().labelField())
        || field.equals(layer.style().symbol());
  }

  private void tag(String key, Object value) {
    tags.varint(index(keys, key));
    tags.varint(index(values, value));
  }

  private static <T> int index(Map<T, Integer> table, T entry) {
    Integer known = table.putIfAbsent(entry, table.size());
    return known == null ? table.size() - 1 : known;
  }

  /** One Java type per tile type, so that equal values are written once. */
  private static Object plain(Object value) {
    if (value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value;
    }
    return value instanceof Number n ? (Object) n.doubleValue() : value.toString();
  }

  private static void write(ProtobufBuffer out, Object value) {
    if (value instanceof Long n) {
      // sint64: negative numbers stay short.
      out.number(6, (n << 1) ^ (n >> 63));
    } else if (value instanceof Double d) {
      out.decimal(3, d);
    } else if (value instanceof Boolean b) {
      out.number(7, b ? 1 : 0);
    } else {
      out.text(1, (String) value);
    }
  }

  private static int type(Geometry geometry) {
    return geometry.getDimension() + 1;
  }

  /** FNV-1a, cut to what a JavaScript number holds exactly. */
  static long number(String id) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    return hash >>> (Long.SIZE - SAFE_BITS);
  }
}
