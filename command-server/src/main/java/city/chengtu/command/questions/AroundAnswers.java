package city.chengtu.command.questions;

import city.chengtu.command.incidents.AroundHeading;
import city.chengtu.command.journal.Actor;
import city.chengtu.command.journal.Refusal;
import city.chengtu.command.onemap.Nearby;
import city.chengtu.command.questions.Asked.LayerAsk;
import city.chengtu.command.questions.Sights.Opened;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.Text;
import city.chengtu.gis.filter.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** The summary around an incident 周边要素, in one question: headings and layers are data. */
final class AroundAnswers {
  private static final double METRES = 500;
  private static final int LOOKED_AT = 5_000;
  private static final Duration BUDGET = Duration.ofSeconds(8);
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Sights sights;
  private final Supplier<List<AroundHeading>> headings;

  AroundAnswers(Sights sights, Supplier<List<AroundHeading>> headings) {
    this.sights = sights;
    this.headings = headings;
  }

  /**
   * @param count of what shows within the distance
   * @param atLeast true when there are more than were counted
   * @param features the nearest
   */
  record LayerAround(
      String layer, Text title, long count, boolean atLeast, List<FeatureView> features) {}

  /**
   * @param missing layers that could not be asked, each with why: {@code not-here} (no such layer
   *     for the asker), {@code filter} (its filter does not fit the layer), {@code time}
   */
  record Heading(
      String code,
      Text title,
      double metres,
      long count,
      List<LayerAround> layers,
      List<Missing> missing) {}

  record Missing(String layer, String code) {}

  record Around(double lon, double lat, List<Heading> headings) {}

  /** Where an incident is, if the actor sees it. */
  Coordinate incident(Actor actor, String id) {
    Opened incidents = sights.open(actor, "incidents", "incident");
    return incidents
        .source()
        .find(id)
        .filter(incidents.sight()::shows)
        .orElseThrow(() -> Refusal.notFound("incident", id))
        .geometry()
        .getCoordinate();
  }

  /**
   * @param metres for all headings; null for each heading's own
   * @param except the incident itself; null for none
   */
  Around around(Actor actor, Coordinate at, Double metres, int limit, String except) {
    Deadline deadline = Deadline.in(BUDGET);
    Nearby nearby = new Nearby(at.x, at.y);
    List<Heading> answered = new ArrayList<>();
    for (AroundHeading heading : headings.get()) {
      double far = metres != null ? metres : heading.metres() != null ? heading.metres() : METRES;
      List<LayerAround> layers = new ArrayList<>();
      List<Missing> missing = new ArrayList<>();
      for (AroundHeading.Part part : heading.parts()) {
        Optional<Opened> opened = sights.find(actor, part.layer());
        if (opened.isEmpty()) {
          missing.add(new Missing(part.layer(), "not-here"));
        } else if (deadline.isOver()) {
          missing.add(new Missing(part.layer(), "time"));
        } else {
          look(opened.get(), part, nearby, far, limit, except, layers, missing);
        }
      }
      answered.add(
          new Heading(
              heading.code(),
              new Text(heading.zh(), heading.en()),
              far,
              layers.stream().mapToLong(LayerAround::count).sum(),
              layers,
              missing));
    }
    return new Around(at.x, at.y, answered);
  }

  private record Near(Feature feature, double metres) {}

  private static void look(
      Opened opened,
      AroundHeading.Part part,
      Nearby nearby,
      double far,
      int limit,
      String except,
      List<LayerAround> layers,
      List<Missing> missing) {
    Filter filter;
    try {
      LayerAsk ask = new LayerAsk(part.layer(), part.filter(), null);
      filter = LayerFilter.read(ask, opened.layer(), "filter");
    } catch (Refusal notForThisLayer) {
      missing.add(new Missing(part.layer(), "filter"));
      return;
    }
    Area box = new Area(FACTORY.toGeometry(nearby.box(far)), null, 0);
    LayerRows rows = new LayerRows(opened, filter, box, null);
    List<Near> near = new ArrayList<>();
    while (!rows.ended() && near.size() < LOOKED_AT) {
      for (Feature feature : rows.next(Integer.MAX_VALUE)) {
        double metres = nearby.metres(feature.geometry());
        if (metres <= far && !feature.id().equals(except)) {
          near.add(new Near(feature, metres));
        }
      }
    }
    near.sort(Comparator.comparingDouble(Near::metres).thenComparing(n -> n.feature().id()));
    layers.add(
        new LayerAround(
            opened.id(),
            opened.layer().title(),
            near.size(),
            !rows.ended(),
            near.stream()
                .limit(limit)
                .map(n -> FeatureView.of(opened, n.feature(), n.metres(), null))
                .toList()));
  }
}
