package city.chengtu.command.dispatch;

import city.chengtu.command.incidents.ReferenceData;
import city.chengtu.command.journal.Journal;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Units on the one map, where their last fix says, else at their station. As of a past moment:
 * where their tracks were then, with the call sign and kind of today.
 */
public final class UnitsLayer implements FeatureSource {
  private static final Layer LAYER =
      new Layer(
          "units",
          "live",
          new Text("应急力量", "Units"),
          GeometryKind.POINT,
          List.of(
              Field.of("callSign", "呼号", "Call sign", Field.Type.TEXT),
              Field.of("kind", "类别", "Kind", Field.Type.TEXT),
              Field.of("availability", "可用状态", "Availability", Field.Type.TEXT),
              Field.of("duty", "勤务", "Duty", Field.Type.TEXT),
              Field.of("organisation", "所属单位", "Organisation", Field.Type.TEXT),
              Field.of("fix", "定位时间", "Fix", Field.Type.TIMESTAMP)),
          new LayerOrigin("指挥中心", "live units", null, null, ShareClass.CONDITIONAL),
          new ScaleRange(0, ScaleRange.DEEPEST),
          new LayerStyle(950, "#29b6f6", null, null, null, 7.0, "unit", "callSign", 1.0),
          true);

  private final Jdbi jdbi;
  private final Journal journal;
  private final ReferenceData rules;
  private final PositionBoard board;
  private final UnitTable units = new UnitTable();
  private final TrackTable tracks = new TrackTable();

  public UnitsLayer(Jdbi jdbi, Journal journal, ReferenceData rules, PositionBoard board) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.rules = rules;
    this.board = board;
  }

  @Override
  public Layer layer() {
    return LAYER;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    return jdbi.withHandle(
        h ->
            units.list(h).stream()
                .filter(u -> query.after() == null || u.id().compareTo(query.after()) > 0)
                .sorted(Comparator.comparing(UnitTable.Row::id))
                .flatMap(u -> feature(h, u, query.at()))
                .filter(
                    f ->
                        query.bbox() == null
                            || query.bbox().intersects(f.geometry().getCoordinate()))
                .filter(query.test())
                .limit(query.limit())
                .toList());
  }

  private Stream<Feature> feature(Handle h, UnitTable.Row row, Instant at) {
    if (at != null) {
      return tracks.lastBefore(h, row.id(), at).map(fix -> past(row, fix)).stream();
    }
    Optional<Fix> fix = board.find(row.id());
    Spot spot = fix.map(Fix::spot).orElse(row.station());
    return spot == null ? Stream.empty() : Stream.of(now(h, row, fix, spot));
  }

  private Feature now(Handle h, UnitTable.Row row, Optional<Fix> fix, Spot spot) {
    Unit unit = UnitFile.unit(row, rules.current(h));
    Map<String, Object> properties = common(row);
    properties.put("availability", unit.availability().code());
    properties.put("duty", unit.duty());
    properties.put("fix", fix.map(f -> f.at().toString()).orElse(null));
    return new Feature(
        LAYER.id(),
        row.id(),
        row.version(),
        fix.map(Fix::at).orElse(row.dutyAt()),
        spot.point(),
        properties);
  }

  private static Feature past(UnitTable.Row row, Fix fix) {
    Map<String, Object> properties = common(row);
    properties.put("fix", fix.at().toString());
    return new Feature(
        LAYER.id(), row.id(), row.version(), fix.at(), fix.spot().point(), properties);
  }

  private static Map<String, Object> common(UnitTable.Row row) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("callSign", row.callSign());
    properties.put("kind", row.kind());
    properties.put("organisation", row.organisation());
    return properties;
  }

  /** Moves with the journal and with every fix: the sum of the last fixes' times only grows. */
  @Override
  public long version() {
    return journal.position() + board.all().stream().mapToLong(f -> f.at().toEpochMilli()).sum();
  }

  @Override
  public long count() {
    return jdbi.withHandle(units::list).size();
  }

  @Override
  public Optional<Feature> find(String id) {
    return jdbi.withHandle(
        h -> units.find(h, id).flatMap(row -> feature(h, row, null).findFirst()));
  }
}
