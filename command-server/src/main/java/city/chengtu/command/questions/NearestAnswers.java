package city.chengtu.command.questions;

import city.chengtu.command.journal.Actor;
import city.chengtu.command.onemap.Nearby;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.command.questions.Asked.Nearest;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.filter.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * The nearest features of a layer, in a straight line or by road: in a circle that grows until
 * nothing outside it can be nearer.
 */
final class NearestAnswers {
  private static final int COUNT = 10;
  private static final int MOST = 100;
  private static final double FIRST_CIRCLE = 250;
  private static final double FARTHEST = 50_000;
  private static final int LOOKED_AT = 20_000;
  private static final Duration BUDGET = Duration.ofSeconds(10);
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Sights sights;
  private final RoadReach.Network roads;

  NearestAnswers(Sights sights, RoadReach.Network roads) {
    this.sights = sights;
    this.roads = roads;
  }

  /**
   * @param exact false when it was stopped before it was sure: there were too many to look at, or
   *     it took too long
   * @param within metres within which was looked
   */
  record Answer(
      String layer, String cql2, List<FeatureView> features, boolean exact, double within) {}

  private record Candidate(Feature feature, double metres, double cost) {}

  private record Search(Opened opened, Filter filter, Nearby nearby, RoadReach reach, int count) {}

  Answer answer(Actor actor, Nearest asked) {
    Areas.place(asked.lon(), asked.lat(), "");
    boolean byRoad = "road".equals(asked.by());
    int count = asked.count() == null ? COUNT : asked.count();
    Areas.within(count, 1, MOST, "/count");
    double farthest = asked.within() == null ? FARTHEST : asked.within();
    Areas.within(farthest, 1, FARTHEST, "/within");
    Opened opened = sights.open(actor, asked.layer(), "/layer");
    LayerAsk ask = new LayerAsk(asked.layer(), asked.filter(), asked.filterLang());
    Search search =
        new Search(
            opened,
            LayerFilter.read(ask, opened.layer(), "/filter"),
            new Nearby(asked.lon(), asked.lat()),
            byRoad ? roads.to(asked.lon(), asked.lat()) : null,
            count);
    return grow(search, farthest);
  }

  private static Answer grow(Search search, double farthest) {
    Deadline deadline = Deadline.in(BUDGET);
    double radius = Math.min(FIRST_CIRCLE, farthest);
    while (true) {
      List<Candidate> found = new ArrayList<>();
      boolean all = look(search, radius, found, deadline);
      found.sort(Comparator.comparingDouble(Candidate::cost).thenComparing(c -> c.feature().id()));
      boolean sure = all && (radius >= farthest || isSure(search, found, radius));
      if (sure || !all) {
        return answer(search, found, sure, radius);
      }
      radius = Math.min(farthest, radius * 2);
    }
  }

  /** True when what lies outside the circle cannot be nearer than the last one wanted. */
  private static boolean isSure(Search search, List<Candidate> found, double radius) {
    if (found.size() < search.count()) {
      return false;
    }
    double last = found.get(search.count() - 1).cost();
    return last <= (search.reach() == null ? radius : radius / RoadReach.FASTEST);
  }

  /**
   * @return false when not everything within the circle was looked at
   */
  private static boolean look(
      Search search, double radius, List<Candidate> found, Deadline deadline) {
    Area circle = new Area(FACTORY.toGeometry(search.nearby().box(radius)), null, 0);
    LayerRows rows = new LayerRows(search.opened(), search.filter(), circle, null);
    int looked = 0;
    while (!rows.ended()) {
      if (looked > LOOKED_AT || deadline.isOver()) {
        return false;
      }
      List<Feature> page = rows.next(Integer.MAX_VALUE);
      looked += page.size();
      double[] seconds = search.reach() == null ? null : search.reach().seconds(page);
      for (int i = 0; i < page.size(); i++) {
        double metres = search.nearby().metres(page.get(i).geometry());
        double cost = seconds == null ? metres : seconds[i];
        if (metres <= radius && !Double.isNaN(cost)) {
          found.add(new Candidate(page.get(i), metres, cost));
        }
      }
    }
    return true;
  }

  private static Answer answer(Search search, List<Candidate> found, boolean sure, double radius) {
    List<FeatureView> views =
        found.stream()
            .limit(search.count())
            .map(
                c ->
                    FeatureView.of(
                        search.opened(),
                        c.feature(),
                        c.metres(),
                        search.reach() == null ? null : (Double) c.cost()))
            .toList();
    return new Answer(
        search.opened().id(),
        search.filter() == null ? "" : search.filter().toText(),
        views,
        sure,
        radius);
  }
}
