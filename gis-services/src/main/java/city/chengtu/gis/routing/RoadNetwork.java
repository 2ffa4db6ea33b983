package city.chengtu.gis.routing;

import city.chengtu.gis.feature.Catalogue;
import city.chengtu.gis.feature.Feature;
import city.chengtu.gis.feature.FeatureQuery;
import city.chengtu.gis.feature.FeatureSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.locationtech.jts.geom.Geometry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road network in use. Readers take {@link #current()} once and work on that; when the {@code
 * roads} layer changes, a new one is built in the background and put in its place. If building
 * fails, the old one stays, {@link #failure()} tells why, and it is tried again.
 */
public final class RoadNetwork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RoadNetwork.class);
  private static final long CLOSING_SECONDS = 10;
  private static final String LAYER = "roads";
  private static final int PAGE = 10_000;
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final Catalogue catalogue;
  private final SpeedProfile profile;
  private final Clock clock;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final Duration retry;
  private final ScheduledExecutorService builder =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "road-network");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Snapshot current;
  private volatile String failure;

  RoadNetwork(Catalogue catalogue, SpeedProfile profile, Clock clock, Duration retry) {
    this.catalogue = catalogue;
    this.profile = profile;
    this.clock = clock;
    this.retry = retry;
    this.current = build();
  }

  /**
   * One state of the network with everything that belongs to it. Road points and closures made from
   * one snapshot are refused by another.
   *
   * @param version of the {@code roads} layer it was built from
   * @param rejected what is wrong with the features that were left out, one sentence each
   */
  public record Snapshot(
      RoadGraph graph,
      SnapIndex index,
      TravelTimes times,
      SpeedProfile profile,
      long version,
      Instant builtAt,
      List<String> rejected) {
    public Snapshot {
      rejected = List.copyOf(rejected);
    }

    /** The stretches closed by the shapes, lon,lat degrees; see {@link Closures#of}. */
    public Closures closures(Collection<Geometry> shapes) {
      return Closures.of(graph, index, profile, shapes);
    }

    /** The nearest open road; see {@link SnapIndex#nearest(double, double, Closures)}. */
    public Optional<RoadPoint> nearest(double lon, double lat, Closures closures) {
      return index.nearest(lon, lat, closures);
    }
  }

  /**
   * Builds the network from the catalogue's {@code roads} layer as it is, on the caller's thread,
   * and from now on again whenever the catalogue tells of a change of the layer.
   *
   * @throws NoSuchElementException when the catalogue has no such layer
   */
  public static RoadNetwork of(Catalogue catalogue, SpeedProfile profile, Clock clock) {
    RoadNetwork network = new RoadNetwork(catalogue, profile, clock, RETRY);
    network.follow();
    return network;
  }

  void follow() {
    catalogue.onChange(
        (layer, extent) -> {
          if (layer.equals(LAYER)) {
            rebuildSoon();
          }
        });
    // It may have changed between building and listening.
    if (roads().version() != current.version()) {
      rebuildSoon();
    }
  }

  /** Asked for anew each time: a layer defined anew is another source. */
  private FeatureSource roads() {
    return catalogue.get(LAYER);
  }

  public Snapshot current() {
    return current;
  }

  /** Why the last attempt to rebuild failed; empty when it did not. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Rebuilds in the background; any number of calls before it begins make one rebuild. */
  public void rebuildSoon() {
    // The catalogue keeps its listeners for good: after closing, its news means nothing.
    if (!builder.isShutdown() && waiting.compareAndSet(false, true)) {
      builder.execute(this::rebuild);
    }
  }

  private void rebuild() {
    // Reset first: what changes from here on asks for another rebuild.
    waiting.set(false);
    try {
      if (roads().version() != current.version()) {
        current = build();
      }
      failure = null;
    } catch (RuntimeException e) {
      failure = e.toString();
      LOG.error("road network not rebuilt; version {} stays in use", current.version(), e);
      var unused = builder.schedule(this::rebuildSoon, retry.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Snapshot build() {
    // Taken before reading: a change while reading then shows as a newer version.
    FeatureSource roads = roads();
    long version = roads.version();
    List<String> rejected = new ArrayList<>();
    RoadGraph graph = RoadGraph.of(read(roads, rejected), profile);
    rejected.addAll(graph.rejected());
    Snapshot built =
        new Snapshot(
            graph,
            SnapIndex.of(graph, profile),
            new TravelTimes(graph),
            profile,
            version,
            clock.instant(),
            rejected);
    LOG.info(
        "road network of version {}: {} stretches, {} directed edges, {} features left out {}",
        version,
        graph.segments(),
        graph.edges(),
        rejected.size(),
        rejected.stream().limit(5).toList());
    return built;
  }

  private static List<RoadSegment> read(FeatureSource roads, List<String> rejected) {
    List<RoadSegment> segments = new ArrayList<>();
    FeatureQuery query = FeatureQuery.of(LAYER).withLimit(PAGE);
    List<Feature> page = roads.read(query);
    while (!page.isEmpty()) {
      for (Feature feature : page) {
        try {
          segments.add(RoadSegment.of(feature.id(), feature.geometry(), feature.properties()));
        } catch (IllegalArgumentException e) {
          rejected.add(e.getMessage());
        }
      }
      page = roads.read(query.withAfter(page.get(page.size() - 1).id()));
    }
    return segments;
  }

  @Override
  public void close() {
    // Not by an interrupt: in the midst of a read it would close an embedded store's file.
    builder.shutdown();
    try {
      if (!builder.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the road network is still being built");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
