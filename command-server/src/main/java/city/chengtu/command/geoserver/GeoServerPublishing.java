package city.chengtu.command.geoserver;

import city.chengtu.command.access.AccessPolicy;
import city.chengtu.command.api.Workers;
import city.chengtu.command.onemap.Extents;
import city.chengtu.command.outbound.OutboundFetch;
import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.mapserver.Publisher;
import city.chengtu.gis.store.PublishedViews;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The parts of publishing, put together. */
public final class GeoServerPublishing {
  private final GeoServerKeeper keeper;
  private final GeoServerDesk desk;

  /**
   * @param work where the GeoServer is waited for: one thread of its own
   */
  public GeoServerPublishing(
      GeoServerSettings settings,
      OutboundFetch fetch,
      Jdbi jdbi,
      PublishedViews views,
      Catalogue catalogue,
      AccessPolicy policy,
      Extents extents,
      InstantSource clock,
      Workers work) {
    PublishedLayers layers = new PublishedLayers(catalogue, policy, extents, settings);
    this.desk = new GeoServerDesk(layers);
    this.keeper =
        new GeoServerKeeper(
            jdbi,
            layers,
            views,
            new Publisher(
                new GeoServerDoor(fetch, settings), settings.workspace(), settings.connection()),
            settings.every(),
            clock,
            work);
  }

  public GeoServerKeeper keeper() {
    return keeper;
  }

  GeoServerDesk desk() {
    return desk;
  }
}
