package city.chengtu.samples.drive;

import city.chengtu.gis.routing.RoadPoint;
import city.chengtu.gis.routing.Route;
import city.chengtu.samples.ground.Dice;
import java.util.Optional;

/** One unit and its crew: where it drives, and what the crew has reported of its assignment. */
final class Crew {
  private static final double STOP_CHANCE = 0.06;
  private static final double MIN_STOP = 8;
  private static final double MAX_STOP = 40;

  /** How far a crew has come with its assignment. */
  enum Stage {
    PATROL,
    CALLED,
    ACKNOWLEDGED,
    DRIVING,
    ON_SCENE
  }

  private final String id;
  private final Dice dice;
  private final SimulatorSettings settings;
  private RoadMap roads;
  private RoadMap.Leg leg;
  private Track track;
  private double along;
  private double speed;
  private double waiting;
  private boolean onDuty = true;
  private Stage stage = Stage.PATROL;
  private String assignment;
  private String incident;
  private double stageSeconds;

  Crew(String id, SimulatorSettings settings) {
    this.id = id;
    this.settings = settings;
    this.dice = Dice.of(settings.seed(), "crew " + id);
  }

  String id() {
    return id;
  }

  String assignment() {
    return assignment;
  }

  /** Id of the incident of the assignment. */
  String incident() {
    return incident;
  }

  Stage stage() {
    return stage;
  }

  /** True when the crew stands somewhere on the roads. */
  boolean placed() {
    return track != null;
  }

  /** Puts the unit on the road nearest to a place. */
  void place(RoadMap map, RoadPoint point) {
    roads = map;
    leg = map.leg(point);
    track = map.track(leg);
    along = track.length() * (leg.backwards() ? 1 - point.fraction() : point.fraction());
    speed = 0;
  }

  void duty(boolean on) {
    onDuty = on;
  }

  void called(String newAssignment, String newIncident) {
    assignment = newAssignment;
    incident = newIncident;
    enter(Stage.CALLED, delay(settings.acknowledgeAfter().toMillis()));
  }

  private double delay(long mostMillis) {
    return dice.between(0.3, 1.0) * mostMillis / 1_000;
  }

  private void enter(Stage next, double seconds) {
    stage = next;
    stageSeconds = seconds;
  }

  /** The operator or the crew has ended it. */
  void released() {
    assignment = null;
    if (leg == null) {
      RoadPoint here = roads.nearest(here().lon(), here().lat()).orElseThrow();
      place(roads, here);
    }
    enter(Stage.PATROL, 0);
  }

  void acknowledged() {
    enter(Stage.ACKNOWLEDGED, delay(settings.turnout().toMillis()));
  }

  /** The crew is on its way. Without a way it stays where it is, and says so by not arriving. */
  void driving(Optional<Route> way) {
    way.ifPresent(
        route -> {
          leg = null;
          track = new Track(route.line(), false);
          along = 0;
          speed = route.seconds() > 0 ? route.metres() / route.seconds() : 0;
        });
    enter(Stage.DRIVING, 0);
  }

  void onScene() {
    speed = 0;
    enter(
        Stage.ON_SCENE,
        settings.onScene() == null ? Double.MAX_VALUE : settings.onScene().toMillis() / 1_000.0);
  }

  /** The crew may not release itself: it waits for the operator. */
  void stays() {
    enter(Stage.ON_SCENE, Double.MAX_VALUE);
  }

  /** True when the time of the stage is over and the crew must report the next. */
  boolean stageOver() {
    return switch (stage) {
      case PATROL -> false;
      case CALLED, ACKNOWLEDGED, ON_SCENE -> stageSeconds <= 0;
      case DRIVING -> leg == null && along >= track.length();
    };
  }

  /** Moves on by so many real seconds; answers true when the unit has moved. */
  boolean move(double seconds) {
    stageSeconds -= seconds;
    double driven = seconds * settings.clock();
    if (stage == Stage.DRIVING && leg == null) {
      double before = along;
      along = Math.min(track.length(), along + speed * driven);
      return along > before;
    }
    boolean patrols = onDuty && stage == Stage.PATROL;
    if (!patrols || waits(driven)) {
      speed = 0;
      return false;
    }
    patrol(driven);
    return true;
  }

  private boolean waits(double seconds) {
    waiting -= seconds;
    return waiting > 0;
  }

  private void patrol(double seconds) {
    speed = roads.speed(leg) * settings.patrolSpeed();
    along += speed * seconds;
    while (along >= track.length()) {
      along -= track.length();
      leg = roads.after(leg, dice::below);
      track = roads.track(leg);
      if (dice.chance(STOP_CHANCE)) {
        waiting = dice.between(MIN_STOP, MAX_STOP);
        along = 0;
        return;
      }
    }
  }

  Track.Place here() {
    return track.at(along);
  }

  /** Metres a second. */
  double speed() {
    return speed;
  }
}
