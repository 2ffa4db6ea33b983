package city.chengtu.gis.ingest.load;

import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A new layer made after a file: its fields, and the kind of geometry most of its rows have. */
public final class LayerDraft {
  private static final int LONGEST_NAME = 200;

  private LayerDraft() {}

  /**
   * Not shared with other departments until somebody says so.
   *
   * @param theme the theme of the catalogue's tree it hangs under
   * @param owner the department in charge
   * @throws IllegalArgumentException when the id cannot name a layer, or no row has a geometry
   */
  public static Layer of(
      String id, Text title, String theme, String owner, String source, int rank, SourceScan scan) {
    scan.fields().stream()
        .filter(f -> !Values.isText(f.name()) || f.name().length() > LONGEST_NAME)
        .findFirst()
        .ifPresent(
            f -> {
              throw new LoadRefusedException(
                  "a field's name is broken or longer than " + LONGEST_NAME + " characters");
            });
    List<Field> fields =
        scan.fields().stream().map(f -> Field.of(f.name(), f.name(), f.name(), f.type())).toList();
    return new Layer(
        id,
        theme,
        title,
        kind(scan.kinds()),
        fields,
        new LayerOrigin(owner, source, null, null, ShareClass.NOT_SHARED),
        new ScaleRange(rank, ScaleRange.DEEPEST),
        new LayerStyle(50, null, null, null, null, null, null, null, null),
        false);
  }

  private static GeometryKind kind(Map<String, Long> types) {
    Map<GeometryKind, Long> kinds = new EnumMap<>(GeometryKind.class);
    types.forEach(
        (type, count) -> {
          GeometryKind kind =
              switch (type) {
                case "Point", "MultiPoint" -> GeometryKind.POINT;
                case "LineString", "MultiLineString", "LinearRing" -> GeometryKind.LINE;
                case "Polygon", "MultiPolygon" -> GeometryKind.POLYGON;
                default -> null;
              };
          if (kind != null) {
            kinds.merge(kind, count, Long::sum);
          }
        });
    return kinds.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new LoadRefusedException("no row has a geometry a layer could hold"));
  }
}
