package city.chengtu.gis.place;

import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.LineString;

/**
 * Which fields of a layer places are found by. Known by the names fields bear in the standard
 * layers and in what departments deliver; a field with personal data is never one.
 */
final class PlaceFields {
  /** What a field says of a place. */
  enum Role {
    NAME,
    ADDRESS,
    CODE,
    /** Shown beside a code, not searched: thousands of components are called 路灯. */
    LABEL
  }

  /** A field and what it is. */
  record Used(String name, Role role) {}

  private static final Set<String> NAMES =
      Set.of(
          "name",
          "名称",
          "地名",
          "单位名称",
          "道路名称",
          "小区名称",
          "标准名称",
          "alias",
          "别名",
          "name_en",
          "name:en",
          "old_name",
          "曾用名");
  private static final Set<String> ADDRESSES = Set.of("address", "地址", "详细地址", "标准地址", "addr");
  private static final Set<String> CODES = Set.of("objid", "标识码", "exp_no", "code", "编码", "编号");

  /** Codes of these fields say a kind, not which one. */
  private static final Set<String> KIND_CODES = Set.of("pipe_points code", "pipe_segments code");

  private static final Map<String, String> KIND_FIELD = Map.of("boundaries", "level");
  private static final Map<String, String> FIXED_KIND =
      Map.of(
          "roads",
          "road",
          "buildings",
          "address",
          "grids",
          "grid",
          "components",
          "component",
          "pipe_points",
          "pipe_point",
          "water",
          "water",
          "green",
          "green");
  private static final Map<String, Integer> IMPORTANCE =
      Pinyin.table("importance.csv").stream()
          .collect(Collectors.toMap(row -> row[0] + " " + row[1], row -> Integer.valueOf(row[2])));

  private final String layer;
  private final boolean lines;
  private final List<Used> used;
  private final String kindField;
  private final List<Field> defined;

  private PlaceFields(Layer layer, List<Used> used) {
    this.defined = layer.fields();
    this.layer = layer.id();
    this.lines = layer.geometry() == GeometryKind.LINE;
    this.used = used;
    this.kindField = KIND_FIELD.getOrDefault(layer.id(), "kind");
  }

  private PlaceFields(PlaceFields whole, List<Used> used) {
    this.defined = whole.defined;
    this.layer = whole.layer;
    this.lines = whole.lines;
    this.used = used;
    this.kindField = whole.kindField;
  }

  static PlaceFields of(Layer layer) {
    List<Used> used = new ArrayList<>();
    for (Field field : layer.fields()) {
      Role role = role(layer.id(), field);
      if (role != null) {
        used.add(new Used(field.name(), role));
      }
    }
    return new PlaceFields(layer, List.copyOf(used));
  }

  private static Role role(String layer, Field field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    if (field.personal() || field.type() != Field.Type.TEXT) {
      return null;
    }
    if (NAMES.contains(name)) {
      return Role.NAME;
    }
    if (ADDRESSES.contains(name) && !layer.equals("pipe_segments")) {
      return Role.ADDRESS;
    }
    if (CODES.contains(name) && !KIND_CODES.contains(layer + " " + name)) {
      return Role.CODE;
    }
    return name.equals("objname") ? Role.LABEL : null;
  }

  /** The same layer, found by names and addresses only. */
  PlaceFields withoutCodes() {
    return new PlaceFields(this, used.stream().filter(field -> field.role() != Role.CODE).toList());
  }

  /** True when the layer has codes and they are not among these. */
  boolean leavesCodesOut() {
    return !hasCodes() && defined.stream().anyMatch(field -> role(layer, field) == Role.CODE);
  }

  /** True when features can be found by a code. */
  boolean hasCodes() {
    return used.stream().anyMatch(field -> field.role() == Role.CODE);
  }

  /** The same after a restart, other than that of an object. */
  int hashOfDefinition() {
    return (layer + used.stream().map(Used::name).toList() + kindField).hashCode();
  }

  /** False when the layer was defined anew with other fields. */
  boolean fit(Layer definition) {
    return definition.fields().equals(defined);
  }

  /** False when nothing on the layer can be found by a text. */
  boolean any() {
    return used.stream().anyMatch(field -> field.role() != Role.LABEL);
  }

  List<Used> used() {
    return used;
  }

  /** True where many features make one thing, as the stretches of a road do. */
  boolean oneByName() {
    return lines;
  }

  /** What the index keeps of the feature; null when it has no text to be found by. */
  PlaceEntry entry(Feature feature) {
    String[] texts = new String[used.size()];
    boolean some = false;
    for (int i = 0; i < texts.length; i++) {
      if (feature.properties().get(used.get(i).name()) instanceof String text && !text.isBlank()) {
        texts[i] = text.strip();
        some |= used.get(i).role() != Role.LABEL;
      }
    }
    if (!some || feature.geometry().isEmpty()) {
      return null;
    }
    Coordinate at = at(feature);
    String kind = kind(feature);
    return new PlaceEntry(feature.id(), kind, importance(feature, kind), at.x, at.y, texts);
  }

  /**
   * An entry of a layer with more fields, with these only; null when nothing is left to find it by.
   *
   * @param from where each of these fields stands among those
   */
  PlaceEntry part(PlaceEntry whole, int[] from) {
    String[] texts = new String[from.length];
    boolean some = false;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = whole.texts()[from[i]];
      some |= texts[i] != null && used.get(i).role() != Role.LABEL;
    }
    return some
        ? new PlaceEntry(
            whole.id(), whole.kind(), whole.importance(), whole.lon(), whole.lat(), texts)
        : null;
  }

  private String kind(Feature feature) {
    String fixed = FIXED_KIND.get(layer);
    if (fixed != null) {
      return fixed;
    }
    return feature.properties().get(kindField) instanceof String text && !text.isBlank()
        ? text
        : "place";
  }

  private int importance(Feature feature, String kind) {
    Object road = feature.properties().get("class");
    String fine = layer.equals("roads") && road instanceof String text ? text : kind;
    Integer known = IMPORTANCE.get(layer + " " + fine);
    return known != null
        ? known
        : IMPORTANCE.getOrDefault(layer + " *", IMPORTANCE.getOrDefault("* *", 0));
  }

  /** On a line its middle vertex, on an area a point inside. */
  private static Coordinate at(Feature feature) {
    if (feature.geometry() instanceof LineString line) {
      return line.getCoordinateN(line.getNumPoints() / 2);
    }
    return feature.geometry().getInteriorPoint().getCoordinate();
  }
}
