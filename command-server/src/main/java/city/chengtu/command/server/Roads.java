package city.chengtu.command.server;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.routing.RoadNetwork;
import city.chengtu.gis.routing.SpeedProfile;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road network, built while the server already answers: until it is there, recommendations say
 * that they are estimates.
 */
final class Roads implements Supplier<Optional<RoadNetwork.Snapshot>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Roads.class);
  private final CompletableFuture<RoadNetwork> network;

  Roads(Catalogue catalogue, Clock clock) {
    this.network =
        CompletableFuture.supplyAsync(
                () -> RoadNetwork.of(catalogue, SpeedProfile.standard(), clock),
                task -> {
                  Thread thread = new Thread(task, "roads");
                  thread.setDaemon(true);
                  thread.start();
                })
            .whenComplete((built, failure) -> tell(built, failure));
  }

  private static void tell(RoadNetwork built, Throwable failure) {
    if (failure != null) {
      LOG.error(
          "the road network could not be built: recommendations are straight-line estimates",
          failure);
    } else {
      LOG.info("road network: {} edges", built.current().graph().edges());
    }
  }

  /** The network as it is now; empty while there is none, or none with a road. */
  @Override
  public Optional<RoadNetwork.Snapshot> get() {
    return network.isDone() && !network.isCompletedExceptionally()
        ? Optional.of(network.join().current()).filter(s -> s.graph().edges() > 0)
        : Optional.empty();
  }

  @Override
  public void close() {
    if (network.isDone() && !network.isCompletedExceptionally()) {
      network.join().close();
    }
  }
}
