package city.chengtu.command.cases;

import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.journal.StateJson;
import city.chengtu.command.journal.Subject;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.feature.FilteredPages;
import city.chengtu.gis.feature.GeometryKind;
import city.chengtu.gis.feature.Layer;
import city.chengtu.gis.feature.LayerOrigin;
import city.chengtu.gis.feature.LayerStyle;
import city.chengtu.gis.feature.ScaleRange;
import city.chengtu.gis.feature.ShareClass;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.store.SpatialDatabase;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The cases on the one map. Read as of a past moment it shows the cases that had been reported by
 * then, in the state they had, at the place they have now: cases do not move.
 */
public final class CasesLayer implements FeatureSource {
  public static final String ID = "cases";

  private static final Layer LAYER =
      new Layer(
          ID,
          "live",
          new Text("案件", "Cases"),
          GeometryKind.POINT,
          List.of(
              Field.of("number", "案卷编号", "Number", Field.Type.TEXT),
              Field.of("class", "小类代码", "Class", Field.Type.TEXT),
              Field.of("class_zh", "小类名称", "Class (Chinese)", Field.Type.TEXT),
              Field.of("class_en", "小类英文名", "Class (English)", Field.Type.TEXT),
              Field.of("kind", "类型", "Kind", Field.Type.TEXT),
              Field.of("state", "状态", "State", Field.Type.TEXT),
              Field.of("source", "问题来源", "Source", Field.Type.TEXT),
              Field.of("description", "问题描述", "Description", Field.Type.TEXT),
              Field.of("address", "地址", "Address", Field.Type.TEXT),
              Field.of("grid", "单元网格", "Unit grid", Field.Type.TEXT),
              Field.of("component", "部件标识码", "Component", Field.Type.TEXT),
              Field.of("organisation", "上报部门", "Organisation", Field.Type.TEXT),
              Field.of("reported_at", "上报时间", "Reported at", Field.Type.TIMESTAMP)),
          new LayerOrigin("城市管理 city management", "Chengtu", null, null, ShareClass.CONDITIONAL),
          new ScaleRange(0, ScaleRange.DEEPEST),
          new LayerStyle(800, "#97a4b1", null, 1.5, null, 4.0, "case", "class_zh", 1.0),
          true);

  private final SpatialDatabase database;
  private final Journal journal;
  private final CaseTable table = new CaseTable();

  public CasesLayer(SpatialDatabase database, Journal journal) {
    this.database = database;
    this.journal = journal;
  }

  @Override
  public Layer layer() {
    return LAYER;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    return FilteredPages.read(query, this::page);
  }

  private List<Feature> page(FeatureQuery query) {
    Optional<Instant> at = Optional.ofNullable(query.at());
    UUID after = query.after() == null ? null : cursor(query.after());
    List<Case> cases =
        database.readSpace(h -> table.within(h, query.bbox(), at, after, query.limit()));
    return cases.stream()
        .flatMap(c -> at.isPresent() ? asOf(c, at.get()) : Stream.of(c))
        .map(CasesLayer::feature)
        .toList();
  }

  private Stream<Case> asOf(Case now, Instant at) {
    if (now.version() == 1) {
      return Stream.of(now); // never changed since it was reported
    }
    return journal
        .asOf(new Subject(Case.SUBJECT, now.id().toString()), at)
        .map(entry -> StateJson.read(entry.data(), Case.class))
        .stream();
  }

  /** The journal's position: moves with every change of any case, and with others too. */
  @Override
  public long version() {
    return journal.position();
  }

  @Override
  public long count() {
    return database.jdbi().withHandle(table::count);
  }

  @Override
  public Optional<Feature> find(String id) {
    return uuid(id)
        .flatMap(wanted -> database.jdbi().withHandle(h -> table.find(h, wanted)))
        .map(CasesLayer::feature);
  }

  private static UUID cursor(String after) {
    return uuid(after)
        .orElseThrow(() -> Refusal.invalid("after", "not-a-cursor", "after is no case's id"));
  }

  private static Optional<UUID> uuid(String id) {
    try {
      return Optional.of(UUID.fromString(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no case has such an id
    }
  }

  private static Feature feature(Case c) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("number", c.number());
    properties.put("class", c.classCode());
    properties.put("class_zh", c.className().zh());
    properties.put("class_en", c.className().en());
    properties.put("kind", c.kind());
    properties.put("state", c.state().code());
    properties.put("source", c.source());
    properties.put("description", c.description());
    properties.put("address", c.place().address());
    properties.put("grid", c.place().grid());
    properties.put("component", c.component());
    properties.put("organisation", c.organisation());
    properties.put("reported_at", c.reportedAt().toString());
    return new Feature(
        ID, c.id().toString(), c.version(), c.reportedAt(), CaseTable.point(c.place()), properties);
  }
}
