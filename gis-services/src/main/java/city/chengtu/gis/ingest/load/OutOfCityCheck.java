package city.chengtu.gis.ingest.load;

import city.chengtu.gis.ingest.LayerCheck;
import city.chengtu.gis.ingest.NewFeature;
import city.chengtu.gis.ingest.Problem;
import java.util.function.Consumer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Features lie in the city: what is wholly outside is kept out. */
final class OutOfCityCheck implements LayerCheck {
  private final Envelope city;

  OutOfCityCheck(Envelope city) {
    this.city = city.copy();
  }

  @Override
  public void look(NewFeature feature, Consumer<Problem> problems) {
    Envelope extent = feature.geometry().getEnvelopeInternal();
    if (!extent.isNull() && !city.intersects(extent)) {
      Coordinate there = extent.centre();
      problems.accept(
          Problem.error(
              feature,
              null,
              "out-of-city",
              "lies at %.6f, %.6f, outside the city".formatted(there.x, there.y)));
    }
  }
}
