package city.chengtu.command.incidents;

import city.chengtu.command.journal.Journal;
import city.chengtu.command.journal.JournalEntry;
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
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Open incidents on the one map; as of a past moment from the journal. */
public final class IncidentsLayer implements FeatureSource {
  private static final Layer LAYER =
      new Layer(
          "incidents",
          "live",
          new Text("突发事件", "Incidents"),
          GeometryKind.POINT,
          List.of(
              Field.of("number", "编号", "Number", Field.Type.TEXT),
              Field.of("type", "类型", "Type", Field.Type.TEXT),
              Field.of("level", "级别", "Level", Field.Type.INTEGER),
              Field.of("state", "状态", "State", Field.Type.TEXT),
              Field.of("address", "地址", "Address", Field.Type.TEXT),
              Field.of("organisation", "受理单位", "Organisation", Field.Type.TEXT),
              Field.of("received", "接报时间", "Received", Field.Type.TIMESTAMP)),
          new LayerOrigin("指挥中心", "live incidents", null, null, ShareClass.CONDITIONAL),
          new ScaleRange(0, ScaleRange.DEEPEST),
          new LayerStyle(900, "#ff5252", null, null, null, 8.0, "incident", "number", 1.0),
          true);

  private final Jdbi jdbi;
  private final Journal journal;
  private final IncidentTable table = new IncidentTable();

  public IncidentsLayer(Jdbi jdbi, Journal journal) {
    this.jdbi = jdbi;
    this.journal = journal;
  }

  @Override
  public Layer layer() {
    return LAYER;
  }

  @Override
  public List<Feature> read(FeatureQuery query) {
    return FilteredPages.read(query, query.at() == null ? this::now : this::asOf);
  }

  private List<Feature> now(FeatureQuery query) {
    return jdbi.withHandle(
        h ->
            table.openIn(h, query.bbox(), query.after(), query.limit()).stream()
                .map(IncidentsLayer::feature)
                .toList());
  }

  private List<Feature> asOf(FeatureQuery query) {
    List<String> ids = jdbi.withHandle(h -> table.openAt(h, query.at()));
    return ids.stream()
        .filter(id -> query.after() == null || id.compareTo(query.after()) > 0)
        .flatMap(id -> past(id, query.at()))
        .filter(f -> query.bbox() == null || query.bbox().intersects(f.geometry().getCoordinate()))
        .limit(query.limit())
        .toList();
  }

  private Stream<Feature> past(String id, Instant at) {
    return journal
        .asOf(new Subject(IncidentFile.KIND, id), at)
        .filter(e -> "open".equals(StateJson.tree(e.data()).path("state").asText()))
        .map(IncidentsLayer::feature)
        .stream();
  }

  private static Feature feature(JournalEntry e) {
    JsonNode state = StateJson.tree(e.data());
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("number", state.path("number").asText());
    properties.put("type", state.path("type").asText());
    properties.put("level", state.path("level").asLong());
    properties.put("state", state.path("state").asText());
    properties.put("address", state.path("place").path("address").asText(null));
    properties.put("organisation", state.path("organisation").asText(null));
    properties.put("received", state.path("clocks").path("received").asText(null));
    return new Feature(
        LAYER.id(), e.subject().id(), e.version(), e.time(), e.geometry(), properties);
  }

  private static Feature feature(IncidentTable.Row row) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("number", row.number());
    properties.put("type", row.type());
    properties.put("level", (long) row.level());
    properties.put("state", row.state().code());
    properties.put("address", row.place().address());
    properties.put("organisation", row.organisation());
    properties.put("received", row.clocks().get(Clock.RECEIVED).toString());
    return new Feature(
        LAYER.id(),
        row.id(),
        row.version(),
        row.clocks().get(Clock.CREATED),
        row.place().point(),
        properties);
  }

  /** The journal's position: moves with every incident's change, and sometimes without. */
  @Override
  public long version() {
    return journal.position();
  }

  @Override
  public long count() {
    return jdbi.withHandle(h -> table.count(h, IncidentState.OPEN));
  }

  @Override
  public Optional<Feature> find(String id) {
    return jdbi.withHandle(h -> table.find(h, id))
        .filter(row -> row.state() == IncidentState.OPEN)
        .map(IncidentsLayer::feature);
  }
}
