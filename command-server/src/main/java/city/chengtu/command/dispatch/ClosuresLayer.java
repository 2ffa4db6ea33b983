package city.chengtu.command.dispatch;

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
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Closures in force on the one map. Areas and lines alike: the layer's kind is that of most. */
public final class ClosuresLayer implements FeatureSource {
  private static final Layer LAYER =
      new Layer(
          "closures",
          "live",
          new Text("封闭路段", "Closures"),
          GeometryKind.POLYGON,
          List.of(
              Field.of("reason", "原因", "Reason", Field.Type.TEXT),
              Field.of("until", "截止时间", "Until", Field.Type.TIMESTAMP),
              Field.of("organisation", "设置单位", "Organisation", Field.Type.TEXT)),
          new LayerOrigin("指挥中心", "live closures", null, null, ShareClass.CONDITIONAL),
          new ScaleRange(0, ScaleRange.DEEPEST),
          new LayerStyle(800, "#ff7043", "#ff7043", 3.0, "6 4", null, null, "reason", 0.35),
          true);

  private final Jdbi jdbi;
  private final Journal journal;
  private final InstantSource clock;
  private final ClosureTable table = new ClosureTable();

  public ClosuresLayer(Jdbi jdbi, Journal journal, InstantSource clock) {
    this.jdbi = jdbi;
    this.journal = journal;
    this.clock = clock;
  }

  @Override
  public Layer layer() {
    return LAYER;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    List<Closure> closures =
        jdbi.withHandle(
            h ->
                query.at() == null ? table.inForce(h, clock.instant()) : table.asOf(h, query.at()));
    return closures.stream()
        .filter(x -> query.after() == null || x.id().compareTo(query.after()) > 0)
        .filter(
            x ->
                query.bbox() == null || query.bbox().intersects(x.geometry().getEnvelopeInternal()))
        .sorted(Comparator.comparing(Closure::id))
        .map(ClosuresLayer::feature)
        .filter(query.test())
        .limit(query.limit())
        .toList();
  }

  private static Feature feature(Closure closure) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("reason", closure.reason());
    properties.put("until", closure.until() == null ? null : closure.until().toString());
    properties.put("organisation", closure.organisation());
    return new Feature(
        LAYER.id(),
        closure.id(),
        closure.version(),
        closure.createdAt(),
        closure.geometry(),
        properties);
  }

  /**
   * Moves with the journal, and when a closure ends by itself: the number in force changes then.
   */
  @Override
  public long version() {
    return (journal.position() << 10) + count() % 1024;
  }

  @Override
  public long count() {
    return jdbi.withHandle(h -> table.inForce(h, clock.instant())).size();
  }

  @Override
  public Optional<Feature> find(String id) {
    return jdbi.withHandle(h -> table.inForce(h, clock.instant())).stream()
        .filter(x -> x.id().equals(id))
        .findFirst()
        .map(ClosuresLayer::feature);
  }
}
