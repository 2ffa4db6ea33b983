package city.chengtu.command.questions;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.questions.Asked.Counts;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Field;
import city.chengtu.gis.filter.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Counts and sums by polygons. The polygons are held in memory, what is counted passes by a page at
 * a time. A feature counts once: where its point, or a point inside it, lies; on a border in the
 * polygon whose id comes first.
 */
final class CountAnswers {
  private static final int MOST_GROUPS = 5_000;
  private static final int MOST_POINTS = 500_000;
  private static final int MOST_SUMS = 5;
  private static final Duration BUDGET = Duration.ofSeconds(20);

  /** What people count by. */
  private static final Map<String, LayerAsk> READY =
      Map.of(
          "grid", new LayerAsk("grids", null, null),
          "street", new LayerAsk("boundaries", "level = 'street'", null),
          "district", new LayerAsk("boundaries", "level = 'district'", null),
          "community", new LayerAsk("boundaries", "level = 'community'", null));

  private final Sights sights;
  private final Areas areas;

  CountAnswers(Sights sights, Areas areas) {
    this.sights = sights;
    this.areas = areas;
  }

  /**
   * @param geometry only when shapes were asked for
   */
  record Group(String id, String name, long count, Map<String, Double> sums, Geometry geometry) {}

  /**
   * @param elsewhere features in none of the polygons
   * @param complete false when the time was over: then counts are of those looked at
   */
  record Answer(
      String layer,
      String cql2,
      String groupLayer,
      List<Group> groups,
      long elsewhere,
      long counted,
      boolean complete) {}

  private static final class Tally {
    private final Feature feature;
    private final String name;
    private final PreparedGeometry shape;
    private long count;
    private final double[] sums;

    Tally(Feature feature, String name, int sums) {
      this.feature = feature;
      this.name = name;
      this.shape = PreparedGeometryFactory.prepare(feature.geometry());
      this.sums = new double[sums];
    }
  }

  Answer answer(Actor actor, Counts asked) {
    if (asked.layer() == null) {
      throw Refusal.invalid("/layer", "required", "say what to count");
    }
    Opened opened = sights.open(actor, asked.layer().layer(), "/layer/layer");
    Filter filter = LayerFilter.read(asked.layer(), opened.layer(), "/layer/filter");
    List<String> sums = sums(asked.sum(), opened);
    Area area = areas.of(actor, asked.area());
    LayerAsk by = groups(asked);
    Opened groupLayer = sights.open(actor, by.layer(), "/groups/layer");
    STRtree tree = new STRtree();
    List<Tally> tallies = new ArrayList<>();
    for (Tally tally : polygons(groupLayer, by, area, sums.size())) {
      tree.insert(tally.feature.geometry().getEnvelopeInternal(), tally);
      tallies.add(tally);
    }
    LayerRows rows = new LayerRows(opened, filter, area, null);
    long[] counted = {0, 0}; // all, elsewhere
    boolean complete = count(rows, tree, sums, counted);
    Filter whole = LayerFilter.with(filter, area, opened.source().layer());
    boolean shapes = Boolean.TRUE.equals(asked.shapes());
    return new Answer(
        opened.id(),
        whole == null ? "" : whole.toText(),
        groupLayer.id(),
        tallies.stream().map(t -> group(t, sums, shapes)).toList(),
        counted[1],
        counted[0],
        complete);
  }

  private static LayerAsk groups(Counts asked) {
    if ((asked.by() == null) == (asked.groups() == null)) {
      throw Refusal.invalid("/by", "one-of", "count by one of `by` and `groups`");
    }
    LayerAsk by = asked.by() == null ? asked.groups() : READY.get(asked.by());
    if (by == null) {
      throw Refusal.invalid("/by", "unknown-code", "by is one of " + READY.keySet());
    }
    return by;
  }

  private static List<String> sums(List<String> asked, Opened opened) {
    List<String> sums = asked == null ? List.of() : asked;
    if (sums.size() > MOST_SUMS) {
      throw Refusal.invalid("/sum", "out-of-range", "at most " + MOST_SUMS + " sums");
    }
    for (String field : sums) {
      Field found =
          opened
              .layer()
              .field(field)
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          "/sum", "unknown-field", "there is no field '" + field + "'"));
      if (found.type() != Field.Type.NUMBER && found.type() != Field.Type.INTEGER) {
        throw Refusal.invalid("/sum", "wrong-kind", "'" + field + "' is no number");
      }
    }
    return sums;
  }

  private static List<Tally> polygons(Opened layer, LayerAsk by, Area area, int sums) {
    Filter filter = LayerFilter.read(by, layer.layer(), "/groups/filter");
    Area where = new Area(area.shape(), null, 0);
    LayerRows rows = new LayerRows(layer, filter, where, null);
    List<Tally> all = new ArrayList<>();
    long points = 0;
    while (!rows.ended()) {
      for (Feature feature : rows.next(Integer.MAX_VALUE)) {
        points += feature.geometry().getNumPoints();
        if (all.size() == MOST_GROUPS || points > MOST_POINTS) {
          throw Refusal.of(
              422, "too-many", "too many polygons to count by: ask with an area or a filter");
        }
        if (feature.geometry().getDimension() == 2) {
          all.add(new Tally(feature, name(layer, feature), sums));
        }
      }
    }
    return all;
  }

  private static String name(Opened layer, Feature feature) {
    Map<String, Object> shown = layer.sight().properties(feature);
    for (String field : List.of("name", "名称", "code", "BGID")) {
      if (shown.get(field) instanceof String name && !name.isBlank()) {
        return name;
      }
    }
    return feature.id();
  }

  private static boolean count(LayerRows rows, STRtree tree, List<String> sums, long[] counted) {
    Deadline deadline = Deadline.in(BUDGET);
    while (!rows.ended()) {
      if (deadline.isOver()) {
        return false;
      }
      for (Feature feature : rows.next(Integer.MAX_VALUE)) {
        counted[0]++;
        Tally tally = home(feature.geometry(), tree);
        if (tally == null) {
          counted[1]++;
        } else {
          add(tally, feature, sums);
        }
      }
    }
    return true;
  }

  private static void add(Tally tally, Feature feature, List<String> sums) {
    tally.count++;
    for (int i = 0; i < sums.size(); i++) {
      if (feature.properties().get(sums.get(i)) instanceof Number number) {
        tally.sums[i] += number.doubleValue();
      }
    }
  }

  private static Tally home(Geometry geometry, STRtree tree) {
    Point inside = geometry instanceof Point point ? point : geometry.getInteriorPoint();
    Coordinate at = inside.getCoordinate();
    Tally home = null;
    for (Object item : tree.query(new Envelope(at))) {
      Tally tally = (Tally) item;
      if (tally.shape.covers(inside)
          && (home == null || tally.feature.id().compareTo(home.feature.id()) < 0)) {
        home = tally;
      }
    }
    return home;
  }

  private static Group group(Tally tally, List<String> sums, boolean shapes) {
    Map<String, Double> added = new LinkedHashMap<>();
    for (int i = 0; i < sums.size(); i++) {
      added.put(sums.get(i), tally.sums[i]);
    }
    return new Group(
        tally.feature.id(),
        tally.name,
        tally.count,
        added,
        shapes ? tally.feature.geometry() : null);
  }
}
