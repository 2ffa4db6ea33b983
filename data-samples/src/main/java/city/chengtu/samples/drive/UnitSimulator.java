package city.chengtu.samples.drive;

import city.chengtu.gis.routing.RoadPoint;
import city.chengtu.gis.routing.Route;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives all units of a server: they patrol along the roads, obey one-way streets, drive to the
 * incident they are sent to, report acknowledge, en route, at scene and free, and go on patrolling.
 * It uses the public HTTP interface with a bearer token that may read units, incidents and the
 * layer {@code roads}, report positions and change assignments' status. One thread; memory bounded
 * by units and roads. A server that is away or busy is asked again, ever less often; a restart of
 * the server needs no restart of this.
 */
public final class UnitSimulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UnitSimulator.class);

  /** Standing units report so often, to stay fresh. */
  private static final int STANDING_STEPS = 10;

  private static final int MOST_UNITS = 10_000;
  private static final long NANOS = 1_000_000_000L;

  private final ServerDoor server;
  private final SimulatorSettings settings;
  private final Clock clock;
  private final Backoff backoff;
  private final Map<String, Crew> crews = new LinkedHashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private RoadMap roads;
  private long steps;
  private double sinceUnits = Double.MAX_VALUE;

  /**
   * @param server base address, e.g. {@code http://localhost:8080}
   */
  public UnitSimulator(URI server, String token, SimulatorSettings settings, Clock clock) {
    this.server = new ServerDoor(server, token);
    this.settings = settings;
    this.clock = clock;
    this.backoff = new Backoff(settings.seed());
  }

  /** Runs until the thread is interrupted. */
  public static void run(URI server, String token, SimulatorSettings settings) {
    try (UnitSimulator simulator = new UnitSimulator(server, token, settings, Clock.systemUTC())) {
      simulator.run();
    }
  }

  /** Runs on a daemon thread of its own; close it to stop. */
  public static UnitSimulator start(URI server, String token, SimulatorSettings settings) {
    UnitSimulator simulator = new UnitSimulator(server, token, settings, Clock.systemUTC());
    Thread thread = new Thread(simulator::run, "unit-simulator");
    thread.setDaemon(true);
    thread.start();
    return simulator;
  }

  /** Ends {@link #run()} after the step it is in. */
  @Override
  public void close() {
    stop.countDown();
  }

  /** Drives until {@link #close()} or an interrupt. */
  public void run() {
    try {
      long last = System.nanoTime();
      long wait = 0;
      while (!stop.await(wait, TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        // After a long pause (server away, machine asleep) units do not leap: they go on from where
        // they were.
        double seconds = Math.min(5, (now - last) / (double) NANOS);
        last = now;
        wait = step(seconds) ? remaining(now) : backoff.nextMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.info("Unit simulator stopped after {} steps", steps);
  }

  private long remaining(long started) {
    long spent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    return Math.max(0, settings.step().toMillis() - spent);
  }

  /** One round; false when the server could not be spoken to. */
  private boolean step(double seconds) throws InterruptedException {
    try {
      if (roads == null) {
        loadRoads();
      }
      sinceUnits += seconds;
      if (sinceUnits * 1_000 >= settings.unitsEvery().toMillis()) {
        readUnits();
        sinceUnits = 0;
      }
      drive(seconds);
      steps++;
      if (backoff.failures() > 0) {
        LOG.info("Server answers again after {} failures", backoff.failures());
        backoff.reset();
      }
      return true;
    } catch (IOException | ServerRefusal e) {
      logFailure(e);
      return false;
    }
  }

  /** Says so at the first failure and then now and again, not every time. */
  private void logFailure(Exception e) {
    int failures = backoff.failures();
    if (Integer.bitCount(failures) <= 1) {
      LOG.warn(
          "Server cannot be used, will ask again ({} failures so far): {}", failures, e.toString());
    }
    if (e instanceof ServerRefusal refusal
        && (refusal.status() == 401 || refusal.status() == 403)) {
      LOG.error(
          "The token was refused: it needs to read roads, units and incidents, and to report positions");
    }
  }

  private void loadRoads() throws IOException, InterruptedException, ServerRefusal {
    RoadReader reader = new RoadReader(settings.mostSegments());
    server.features("roads", reader);
    if (reader.segments().isEmpty()) {
      throw new IOException("the layer 'roads' is empty as yet");
    }
    if (reader.full()) {
      LOG.warn("Only the first {} stretches of road are used", reader.segments().size());
    }
    roads = new RoadMap(reader.segments());
    LOG.info("Unit simulator knows {} stretches of road", roads.segments());
  }

  private void readUnits() throws IOException, InterruptedException, ServerRefusal {
    List<JsonNode> units = new ArrayList<>();
    server.items("units", units::add);
    Set<String> seen = new HashSet<>();
    for (JsonNode unit : units) {
      String id = unit.path("id").asText();
      seen.add(id);
      if (crews.containsKey(id) || crews.size() < MOST_UNITS) {
        update(crews.computeIfAbsent(id, key -> new Crew(key, settings)), unit);
      }
    }
    crews.keySet().retainAll(seen);
  }

  private void update(Crew crew, JsonNode unit) {
    if (!crew.placed()) {
      JsonNode place = unit.hasNonNull("position") ? unit.path("position") : unit.path("station");
      Optional<RoadPoint> point =
          roads.nearest(place.path("lon").asDouble(), place.path("lat").asDouble());
      point.ifPresent(p -> crew.place(roads, p));
    }
    String availability = unit.path("availability").asText();
    crew.duty(!availability.equals("out_of_service"));
    String assignment = unit.path("assignment").asText(null);
    if (assignment == null) {
      if (crew.assignment() != null) {
        crew.released();
      }
    } else if (!assignment.equals(crew.assignment())) {
      crew.called(assignment, unit.path("incident").asText());
    }
  }

  private void drive(double seconds) throws IOException, InterruptedException, ServerRefusal {
    List<Map<String, Object>> fixes = new ArrayList<>();
    boolean all = steps % STANDING_STEPS == 0;
    String now = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    for (Crew crew : crews.values()) {
      if (crew.placed()) {
        boolean moved = crew.move(seconds);
        if (moved || all) {
          fixes.add(fix(crew, now));
        }
      }
    }
    if (!fixes.isEmpty()) {
      server.post("positions", Map.of("fixes", fixes));
    }
    for (Crew crew : crews.values()) {
      if (crew.placed() && crew.stageOver()) {
        report(crew);
      }
    }
  }

  private static Map<String, Object> fix(Crew crew, String now) {
    Track.Place here = crew.here();
    return Map.of(
        "unit", crew.id(),
        "lon", round(here.lon(), 1e7),
        "lat", round(here.lat(), 1e7),
        "heading", round(here.heading(), 10) % 360,
        "speed", round(crew.speed(), 100),
        "at", now);
  }

  private static double round(double value, double steps) {
    return Math.rint(value * steps) / steps;
  }

  /**
   * The crew presses the next button. An operator may have been faster, or have changed his mind:
   * then the units' list tells.
   */
  private void report(Crew crew) throws IOException, InterruptedException, ServerRefusal {
    try {
      switch (crew.stage()) {
        case CALLED -> {
          status(crew, "acknowledged");
          crew.acknowledged();
        }
        case ACKNOWLEDGED -> {
          status(crew, "en_route");
          crew.driving(way(crew));
        }
        case DRIVING -> {
          status(crew, "at_scene");
          crew.onScene();
        }
        case ON_SCENE -> {
          status(crew, "released");
          crew.released();
        }
        case PATROL -> {
          // nothing to report on patrol
        }
      }
    } catch (ServerRefusal refusal) {
      if (refusal.passing()) {
        throw refusal;
      }
      LOG.info("Crew {}: {}", crew.id(), refusal.getMessage());
      refused(crew);
    }
  }

  /** The step was already taken by somebody else: go on with the next. */
  private void refused(Crew crew) throws IOException, InterruptedException, ServerRefusal {
    switch (crew.stage()) {
      case CALLED -> crew.acknowledged();
      case ACKNOWLEDGED -> crew.driving(way(crew));
      case DRIVING -> crew.onScene();
      case ON_SCENE -> crew.stays();
      case PATROL -> {
        // nothing to report on patrol
      }
    }
  }

  private void status(Crew crew, String status)
      throws IOException, InterruptedException, ServerRefusal {
    server.post(
        "assignments/" + ServerDoor.encode(crew.assignment()) + "/status",
        Map.of("status", status, "source", "crew"));
  }

  private Optional<Route> way(Crew crew) throws IOException, InterruptedException, ServerRefusal {
    JsonNode place = server.get("incidents/" + ServerDoor.encode(crew.incident())).path("place");
    Track.Place here = crew.here();
    Optional<RoadPoint> from = roads.nearest(here.lon(), here.lat());
    Optional<RoadPoint> to =
        roads.nearest(place.path("lon").asDouble(), place.path("lat").asDouble());
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    return roads.route(from.get(), to.get());
  }
}
